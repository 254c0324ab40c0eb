"""The matters that a person opened last, from the read log."""

from anmulong.base.crypto import keyring
from anmulong.desk.presenting.rows import Row, present
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_page


LOOKED_AT = 60
SHOWN = 8


def recent_matters(place: Here) -> list[Row]:
    """At most ``SHOWN`` matters, the last one first; one that has left the scope since is left out."""
    if not place.scope.case_data:
        return []
    readings = log_page("readings", place.actor.county, actor=place.account.pk, size=LOOKED_AT)
    opened = [
        row.subject
        for row in readings
        if row.kind == ReadingKind.OPEN and row.subject_kind == "dispute" and row.subject is not None
    ]
    wanted = list(dict.fromkeys(opened))[:SHOWN]
    found = {row.pk: row for row in Dispute.objects.in_scope(place.scope).filter(pk__in=wanted).few()}
    keyring().warm(found)
    return present([found[uid] for uid in wanted if uid in found], place)
