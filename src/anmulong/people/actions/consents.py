"""Consent rows from answers. The caller runs inside an action of the matter and saves the row."""

from anmulong.journal.public import Actor, Moment
from anmulong.kernel.ids import new_uid
from anmulong.people.models import Consent, Party
from anmulong.people.rules import ConsentInput, check_consent


def make_consent(party: Party, given: ConsentInput, *, by: Actor, at: Moment) -> Consent:
    """One line of the consent ledger (R-703), unsaved. ``given.party`` must be ``party``.

    Raises ``Invalid`` when the answer does not fit, ``Refused`` when only the minor agreed (R-751).
    """
    if given.party != party.uid:
        message = "the consent names another party"
        raise ValueError(message)
    check_consent(given, minor=party.is_minor)
    return Consent(
        uid=given.uid or new_uid(),
        stream=party.stream,
        party=party,
        kind=given.kind,
        answer=given.answer,
        way=given.way,
        text_version=given.text_version,
        language=given.language,
        answered_by=given.answered_by.strip(),
        told_at=given.told_at or at.happened,
        told_by=by.uid,
    )
