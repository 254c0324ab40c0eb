"""The search index of the ledger."""

from anmulong.base.search import SearchDocument


class DisputeDocument(SearchDocument):
    """Keyed tokens of one matter: number, title, narrative, places, names, telephone end digits (O-4)."""

    class Meta:
        db_table = "disputes_document"

    def __str__(self) -> str:
        return str(self.uid)
