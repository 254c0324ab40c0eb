"""Named reads of bodies. A day (``on``) is today when left out; what is given back is shared, so never change it."""

from datetime import date
from uuid import UUID

from anmulong.kernel.names import fold
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.models import Division, Organisation
from anmulong.orgs.queries.divisions import today
from anmulong.orgs.queries.snapshot import snapshot
from anmulong.orgs.rules import holds


def organisation(county: str, uid: UUID) -> Organisation:
    """The body of that uid. Raises :class:`NotFound`, also for a body of another county."""
    return snapshot(county).bodies.get(uid)


def organisations(
    county: str,
    kind: OrganisationKind | None = None,
    tier: DivisionLevel | None = None,
    division: Division | None = None,
    *,
    below: bool = False,
    on: date | None = None,
) -> list[Organisation]:
    """The bodies of a county that exist on a day, by tier, place and name; of a kind, a tier or a place when asked.

    ``below`` takes in what stands in the places inside ``division``.
    """
    kept, day = snapshot(county), on or today()
    inside = None
    if division is not None:
        inside = {each.pk for each in kept.places.within(division)} if below else {division.pk}
    found = [
        body
        for body in kept.bodies.by_uid.values()
        if holds(body.began_on, body.ended_on, day)
        and kind in (None, body.kind)
        and tier in (None, body.tier)
        and (inside is None or body.division_id in inside)
    ]
    return sorted(found, key=lambda body: (body.tier, kept.places.path_name(body.division), body.name))


def find_organisations(county: str, text: str, on: date | None = None) -> list[Organisation]:
    """The bodies whose name, short name or pinyin initials answer to a text; whole names first."""
    asked = fold(text)
    if not asked:
        return []
    found = []
    for body in organisations(county, on=on):
        names = (fold(body.name), fold(body.short_name))
        if asked in names:
            found.append((0, body))
        elif any(asked in name for name in names) or body.initials.startswith(asked):
            found.append((1, body))
    return [body for _, body in sorted(found, key=lambda pair: pair[0])]


def committee_of(division: Division, on: date | None = None) -> Organisation | None:
    """The mediation committee that serves everybody in a place, else the nearest one above it (R-203)."""
    return unit_for(division, OrganisationKind.COMMITTEE, on)


def unit_for(division: Division, kind: OrganisationKind, on: date | None = None) -> Organisation | None:
    """The nearest body of a kind, from the place upwards; of several in one place the leading one."""
    return snapshot(division.county).bodies.unit_for(division, kind, on or today())


def superior_of(body: Organisation, on: date | None = None) -> Organisation | None:
    """The duty unit of the next tier, asked where a unit has no second person (O-3) and when a matter is handed up
    (R-112). None above the governance centre of the county."""
    return snapshot(body.county).bodies.superior_of(body, on or today())


def children_of_organisation(body: Organisation, on: date | None = None) -> list[Organisation]:
    """The bodies that stand directly under one, by tier, place and name."""
    return [each for each in organisations(body.county, on=on) if each.parent_id == body.pk]
