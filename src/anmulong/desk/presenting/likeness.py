"""Two matters that may be one, as the common superior sees them (O-4)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from anmulong.desk.presenting.words import state_label
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Alike
from anmulong.disputes.public import Dispute, Pair, open_pairs
from anmulong.orgs.public import place_path


SHOWN = 10


@dataclass(frozen=True)
class Side:
    """One of the two matters."""

    number: str
    title: str
    url: str
    state: str
    where: str
    at: datetime


@dataclass(frozen=True)
class PairRow:
    """A question with both matters, the earlier one first, and where its answer goes."""

    sides: tuple[Side, Side]
    why: str
    relapse: bool
    url: str


def pairs_to_judge(place: Here) -> list[PairRow]:
    """The questions that wait for the body of this post."""
    return [_row(pair, place) for pair in open_pairs(place.scope, place.actor.organisation, most=SHOWN)]


def _row(pair: Pair, place: Here) -> PairRow:
    return PairRow(
        sides=(_side(pair.earlier, place), _side(pair.later, place)),
        why="、".join(str(Alike(reason).label) for reason in pair.likeness.reasons),
        relapse=pair.likeness.relapse,
        url=reverse("desk:likeness", args=[pair.likeness.pk]),
    )


def _side(row: Dispute, place: Here) -> Side:
    return Side(
        number=row.number,
        title=row.title,
        url=reverse("desk:matter", args=[row.pk]),
        state=str(state_label(row.state).label),
        where=place_path(place.actor.county, row.gacha or row.town),
        at=row.registered_at,
    )
