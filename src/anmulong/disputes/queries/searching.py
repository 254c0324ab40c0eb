"""The search index of the ledger: numbers, names, end digits of telephones, two-character words (O-4, O-5)."""

from anmulong.base.search import text_tokens
from anmulong.disputes.models import Dispute, DisputeDocument
from anmulong.journal.public import Occurrence, write_along
from anmulong.kernel.errors import Invalid
from anmulong.kernel.numbering import parse_receipt_number
from anmulong.people.public import parties_of, search_texts


TEXT_CHANGES = {
    *("dispute.update", "dispute.correct", "dispute.answer"),
    *("dispute.add_party", "dispute.change_party", "dispute.end_party"),
}


def index(dispute: Dispute, happened: Occurrence) -> None:
    """Write the matter's tokens when it is new or its texts have changed."""
    if dispute._state.adding:
        write_along(DisputeDocument(uid=dispute.pk, tokens=tokens(dispute, dispute.index_words)))
    elif happened.action.name in TEXT_CHANGES:
        words = getattr(dispute, "index_words", None)
        if words is None:  # the parties were not touched: what is stored still holds
            words = [word for party in parties_of([dispute.pk])[dispute.pk] for word in search_texts(party)]
        DisputeDocument.objects.filter(uid=dispute.pk).update(tokens=tokens(dispute, words))


def tokens(dispute: Dispute, words: list[str]) -> str:
    """The keyed tokens of a matter. Who reported it is left out: the reporter is confidential (O-4)."""
    texts = [dispute.number, _serial(dispute.number), dispute.title, dispute.narrative, dispute.place]
    return " ".join(text_tokens(*texts, dispute.parties_line, dispute.answer_text, *words))


def _serial(number: str) -> str:
    try:
        return str(parse_receipt_number(number).serial)
    except Invalid:
        return ""


def query_tokens(text: str) -> str:
    """The tokens that a search text asks for; empty when the text has none."""
    return " ".join(text_tokens(text))


def matching(text: str) -> list[object]:
    """A subquery of the uids whose matter has every word of ``text``."""
    wanted = query_tokens(text)
    found = DisputeDocument.objects.filter(tokens__has=wanted) if wanted else DisputeDocument.objects.none()
    return found.values("uid")  # type: ignore[return-value]  # used as a subquery only
