"""Meetings as pages, papers and calendar files show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.public import who
from anmulong.base.crypto import keyring
from anmulong.desk.presenting.covering import sees_names
from anmulong.desk.presenting.rows import matter_url
from anmulong.desk.requests import Here
from anmulong.disputes.public import Meeting
from anmulong.people.public import covered, parties_of


@dataclass(frozen=True)
class MeetingRow:
    """One meeting; times aware UTC. ``with_whom`` names who was told, ``who`` the host."""

    uid: UUID
    at: datetime
    until: datetime
    title: str
    number: str
    place: str
    who: str
    with_whom: str
    url: str
    clash: str = ""


def present_meetings(meetings: Sequence[Meeting], place: Here, *, masked: bool = False) -> list[MeetingRow]:
    """Rows for meetings whose matters were read in scope; overlaps of one host are marked."""
    masked = masked or not sees_names(place.scope)
    matters = {meeting.dispute_id for meeting in meetings}
    parties = parties_of(matters) if matters else {}
    keyring().warm(matters)
    hosts = who({meeting.host for meeting in meetings})
    clashing = clashing_uids(meetings)
    found = []
    for meeting in meetings:
        own = parties.get(meeting.dispute_id, [])
        hidden = masked and meeting.dispute.restricted
        found.append(
            MeetingRow(
                uid=meeting.pk,
                at=meeting.begins_at,
                until=meeting.ends_at,
                title=str(_("restricted"))
                if hidden
                else covered(meeting.subject or meeting.dispute.title, own, masked=masked),
                number=meeting.dispute.number,
                place="" if hidden else covered(meeting.place, own, masked=masked),
                who=hosts.get(meeting.host, ""),
                with_whom="" if hidden else covered(meeting.told, own, masked=masked),
                url=matter_url(meeting.dispute_id),
                clash=str(_("overlaps with another meeting")) if meeting.pk in clashing else "",
            )
        )
    return found


def clashing_uids(meetings: Sequence[Meeting]) -> set[UUID]:
    """The meetings that overlap with another one of the same host."""
    found: set[UUID] = set()
    for position, meeting in enumerate(meetings):
        for other in meetings[position + 1 :]:
            if other.host == meeting.host and other.begins_at < meeting.ends_at and meeting.begins_at < other.ends_at:
                found |= {meeting.pk, other.pk}
    return found
