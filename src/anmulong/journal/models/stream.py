"""One chain of entries per thing that has a life of its own: a dispute, an organisation, an account."""

from django.db import models


class Stream(models.Model):
    """Head, length and wrapped key of one chain. It moves with every entry, so it is not frozen; ``verify`` checks it.

    ``key`` is the stream's own key, sealed under the installation's master key; emptied, the personal parts of
    the stream are erased for good while the chain stays whole (O-4, R-711).
    """

    uid = models.UUIDField(primary_key=True, editable=False)
    county = models.CharField(max_length=12)
    kind = models.CharField(max_length=32)
    length = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=b"")
    key = models.BinaryField(max_length=80, default=b"")
    suite = models.CharField(max_length=8)

    class Meta:
        db_table = "journal_stream"

    def __str__(self) -> str:
        return f"{self.kind}/{self.uid}"
