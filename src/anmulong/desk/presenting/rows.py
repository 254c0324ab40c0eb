"""A matter as one row of a list: of the ledger, of my work, of a print or an export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.desk.presenting.next_steps import Step, next_step
from anmulong.desk.presenting.words import Label, due_note, due_tone, risk_note, risk_reason, state_label
from anmulong.desk.requests import Here
from anmulong.disputes.enums import OPEN_STATES, Nature, Turn
from anmulong.disputes.public import Dispute
from anmulong.kernel.errors import NotFound
from anmulong.lawbook.public import dispute_type_label, official_type
from anmulong.orgs.public import organisation, place_path
from anmulong.people.public import Party, covered, parties_of


@dataclass(frozen=True)
class Row:
    """What a list shows of one matter; words are in the reader's language, times aware UTC."""

    uid: UUID
    url: str
    number: str
    title: str
    parties: str
    kind: str
    risk: str
    risk_note: str
    reason: str
    state: Label
    turn: str
    place: str
    town: str
    owner: str
    unit: str
    due: datetime | None
    due_tone: str
    due_note: str
    registered_at: datetime
    restricted: bool
    relapse: bool
    next: Step | None = None


def present(disputes: Sequence[Dispute], place: Here, *, masked: bool = False) -> list[Row]:
    """Rows for matters that were read in scope, in a fixed number of queries.

    ``masked`` for what leaves the screen: names, numbers and identity numbers are covered (O-4). Who sees no names
    gets masked rows everywhere.
    """
    masked = masked or not sees_names(place.scope)
    parties = parties_of(dispute.pk for dispute in disputes) if disputes else {}
    persons = who({dispute.owner_person for dispute in disputes})
    reader = _Reader(place, masked, persons, clock.now())
    return [reader.row(dispute, parties[dispute.pk]) for dispute in disputes]


@dataclass(frozen=True)
class _Reader:
    """For whom rows are made."""

    place: Here
    masked: bool
    persons: dict[UUID, str]
    now: datetime

    def row(self, dispute: Dispute, parties: list[Party]) -> Row:
        cleared = self.place.scope.restricted and not self.masked
        return Row(
            uid=dispute.pk,
            url=matter_url(dispute.pk),
            number=dispute.number,
            title=self._title(dispute, parties),
            parties=self._parties(parties),
            kind=self._kind(dispute),
            risk=dispute.colour,
            risk_note=risk_note(dispute, cleared=cleared),
            reason=risk_reason(dispute, cleared=cleared),
            state=state_label(dispute.state),
            turn=self._turn(dispute),
            place=self._place(dispute, parties),
            town=place_path(dispute.county, dispute.gacha or dispute.town),
            owner=self.persons.get(dispute.owner_person, "") if dispute.owner_person else "",
            unit=unit_name(dispute.county, dispute.owner_organisation),
            due=dispute.due_at,
            due_tone=due_tone(dispute.due_at, self.now),
            due_note=due_note(dispute, self.now),
            registered_at=dispute.registered_at,
            restricted=dispute.restricted,
            relapse=dispute.relapse_of is not None,
            next=next_step(dispute, self.place),
        )

    def _title(self, dispute: Dispute, parties: list[Party]) -> str:
        # What a restricted matter is about does not leave the screen; its number tells who may know.
        if self.masked and dispute.restricted:
            return str(_("restricted"))
        return covered(dispute.title, parties, masked=self.masked)

    def _kind(self, dispute: Dispute) -> str:
        if self.masked and dispute.restricted and dispute.kind:
            return dispute_type_label(official_type(dispute.kind))
        return kind_of(dispute)

    def _parties(self, parties: Iterable[Party]) -> str:
        return "、".join(name for party in parties if (name := name_of(party, masked=self.masked)))

    def _place(self, dispute: Dispute, parties: list[Party]) -> str:
        # The place of a restricted matter may be somebody's protected home; a paper does not carry it out.
        if self.masked and dispute.restricted:
            return ""
        return covered(dispute.place, parties, masked=self.masked)

    def _turn(self, dispute: Dispute) -> str:
        if dispute.offered_organisation is not None:
            unit = unit_name(dispute.county, dispute.offered_organisation)
            return str(_("%(unit)s has not acknowledged it yet")) % {"unit": unit}
        if dispute.turn == Turn.NOBODY or dispute.state not in OPEN_STATES:
            return ""
        return str(Turn(dispute.turn).label)


def matter_url(uid: UUID) -> str:
    """The page of a matter; empty while there is none."""
    try:
        return reverse("desk:matter", args=[uid])
    except NoReverseMatch:
        return ""


def kind_of(dispute: Dispute) -> str:
    """The kind in words; what triage found, or that nobody has looked yet, when there is none."""
    if dispute.kind:
        return dispute_type_label(dispute.kind)
    return str(Nature(dispute.nature).label)


def unit_name(county: str, uid: UUID | None) -> str:
    """The unit's name as lists show it; empty for none and for one that is not known here."""
    if uid is None:
        return ""
    try:
        return str(organisation(county, uid))
    except NotFound:
        return ""
