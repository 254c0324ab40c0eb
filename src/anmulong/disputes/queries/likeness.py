"""Matters that may be one although their handlers cannot see each other's (O-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from anmulong.access.enums import AreaLevel
from anmulong.access.public import bodies_over
from anmulong.base.crypto import keyring
from anmulong.base.scoping import Order, Scope
from anmulong.disputes.enums import LIVE_STATES, Alike, Permission, State
from anmulong.disputes.models import Dispute, Likeness
from anmulong.disputes.queries.searching import matching
from anmulong.kernel.names import similarity
from anmulong.lawbook.public import parameter_int
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import organisation
from anmulong.people.public import parties_of


LOOKED_AT = 120
WITH_ONE_NAME = 10
COMPARABLE = (*LIVE_STATES, State.STRUCK_OFF)
FOUND_LAST = Order(("found_at",))
DUTY_FIRST = (
    OrganisationKind.GOVERNANCE_CENTRE,
    OrganisationKind.JUSTICE_BUREAU,
    OrganisationKind.JUSTICE_OFFICE,
    OrganisationKind.COMMITTEE,
)


@dataclass(frozen=True)
class Like:
    """A matter that is like another one, and in what."""

    dispute: Dispute
    reasons: tuple[Alike, ...]


@dataclass(frozen=True)
class Superior:
    """The lowest body whose people see both matters, and the area by which they do."""

    organisation: UUID
    town: UUID | None
    gacha: UUID | None


@dataclass(frozen=True)
class Pair:
    """An open question with both matters, read in the asker's scope."""

    likeness: Likeness
    later: Dispute
    earlier: Dispute


def matters_like(dispute: Dispute, now: datetime) -> list[Like]:
    """Earlier matters of the whole county with two of the same names, or with a similar text; the likest first.

    For the worker only: it knows no scope. One name alone is no likeness: names repeat.
    """
    since = now - timedelta(days=parameter_int("disputes.relapse_days"))
    recent = Dispute.objects.filter(county=dispute.county, registered_at__gte=since, state__in=COMPARABLE)
    recent = recent.filter(registered_at__lte=dispute.registered_at).exclude(pk=dispute.pk)
    recent = recent.order_by("-registered_at", "-uid")
    names = {party.name for party in parties_of([dispute.pk])[dispute.pk] if len(party.name) > 1}
    bearing: dict[UUID, int] = {}
    rows: dict[UUID, Dispute] = {}
    for name in names:
        for row in recent.filter(Q(pk__in=matching(name)))[:WITH_ONE_NAME]:
            bearing[row.pk] = bearing.get(row.pk, 0) + 1
            rows[row.pk] = row
    rows |= {row.pk: row for row in _lately(recent, dispute, now)}
    keyring().warm([dispute.pk, *rows])
    least = parameter_int("disputes.duplicate_similarity_percent") / 100
    found = []
    for row in rows.values():
        likeness = similarity(dispute.narrative, row.narrative)
        reasons = [Alike.TEXT] * (likeness >= least) + [Alike.NAMES] * (bearing.get(row.pk, 0) > 1)
        if reasons:
            found.append((-len(reasons), -likeness, Like(row, tuple(reasons))))
    likest = [like for _, _, like in sorted(found, key=lambda each: each[:2])]
    return likest[: parameter_int("disputes.duplicate_limit")]


def _lately(recent: "QuerySet[Dispute]", dispute: Dispute, now: datetime) -> list[Dispute]:
    """The newest of the same town and of the county, whose texts are compared."""
    since = now - timedelta(days=parameter_int("disputes.duplicate_days"))
    newest = recent.filter(registered_at__gte=since)
    near = newest.filter(town=dispute.town)[:LOOKED_AT] if dispute.town else []
    return [*near, *newest[:LOOKED_AT]]


def common_superior(one: Dispute, two: Dispute, at: datetime) -> Superior | None:
    """The lowest body where somebody may join both matters; ``None`` when nobody in the county may."""
    restricted = one.restricted or two.restricted
    town = one.town if one.town == two.town else None
    gacha = one.gacha if town and one.gacha == two.gacha else None
    levels = [(AreaLevel.GACHA, gacha)] * bool(gacha) + [(AreaLevel.TOWN, town)] * bool(town)
    for level, division in [*levels, (AreaLevel.COUNTY, None)]:
        bodies = bodies_over(one.county, level, division, may=Permission.MERGE, restricted=restricted, at=at)
        if bodies:
            return Superior(
                min(bodies, key=lambda uid: _duty(one.county, uid)),
                town=None if level == AreaLevel.COUNTY else town,
                gacha=gacha if level == AreaLevel.GACHA else None,
            )
    return None


def _duty(county: str, uid: UUID) -> tuple[int, UUID]:
    kind = organisation(county, uid).kind
    return (DUTY_FIRST.index(OrganisationKind(kind)) if kind in DUTY_FIRST else len(DUTY_FIRST)), uid


def was_asked(one: UUID, two: UUID) -> bool:
    """Whether somebody has been asked about these two, in either order."""
    return Likeness.objects.filter(Q(dispute=one, other=two) | Q(dispute=two, other=one)).exists()


def open_pairs(scope: Scope, unit: UUID | None, *, most: int) -> list[Pair]:
    """The questions that wait for this body, newest first, at most ``most``.

    Both matters must lie in the asker's scope now: one that was restricted, moved or shut since is not shown.
    """
    if unit is None:
        return []
    rows = Likeness.objects.in_scope(scope).filter(organisation=unit, ended_at=None).page(FOUND_LAST, most).rows
    wanted = {uid for row in rows for uid in (row.dispute, row.other)}
    comparable = Dispute.objects.in_scope(scope).filter(pk__in=wanted, state__in=COMPARABLE) if wanted else ()
    seen = {row.pk: row for row in comparable}
    keyring().warm(seen)
    return [Pair(row, seen[row.dispute], seen[row.other]) for row in rows if row.dispute in seen and row.other in seen]
