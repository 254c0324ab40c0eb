"""A case as one row of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from anmulong.base import clock
from anmulong.cases.public import Case
from anmulong.desk.presenting.cases.people import mediator_names
from anmulong.desk.presenting.cases.words import case_number, case_state, due_words, turn_of, yuan
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.presenting.words import Label, due_tone
from anmulong.desk.requests import Here
from anmulong.lawbook.public import dispute_type_label
from anmulong.people.public import Party, covered, parties_of


@dataclass(frozen=True)
class CaseLine:
    """What a list shows of one case; words are in the reader's language, times aware UTC."""

    uid: UUID
    url: str
    number: str
    title: str
    parties: str
    kind: str
    state: Label
    turn: str
    unit: str
    mediator: str
    due: datetime | None
    due_tone: str
    due_note: str
    began_at: datetime
    at_stake: str
    agreed: str
    restricted: bool


def case_rows(cases: Sequence[Case], place: Here) -> list[CaseLine]:
    """Rows for cases that were read in scope together with their disputes, in a fixed number of queries."""
    if not cases:
        return []
    masked, now = not sees_names(place.scope), clock.now()
    parties = parties_of(case.dispute_id for case in cases)
    names = mediator_names(place.actor.county)
    return [_row(case, parties[case.dispute_id], names, masked=masked, now=now) for case in cases]


def _row(case: Case, parties: list[Party], names: dict[UUID, str], *, masked: bool, now: datetime) -> CaseLine:
    return CaseLine(
        uid=case.pk,
        url=reverse("desk:case", args=[case.pk]),
        number=case_number(case),
        title=covered(case.dispute.title, parties, masked=masked),
        parties="、".join(name_of(party, masked=masked) for party in parties),
        kind=dispute_type_label(case.kind) if case.kind else "",
        state=case_state(case.state),
        turn=turn_of(case),
        unit=unit_name(case.county, case.owner_organisation),
        mediator=names.get(case.lead_mediator, "") if case.lead_mediator else "",
        due=case.due_at,
        due_tone=due_tone(case.due_at, now),
        due_note=due_words(case, now),
        began_at=case.accepted_at or case.applied_at,
        at_stake=yuan(case.amount_at_stake),
        agreed=yuan(case.agreed_amount),
        restricted=case.restricted,
    )
