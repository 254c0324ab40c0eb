"""Who answers for a place, layer by layer (O-7). A day (``on``) is today when left out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from anmulong.base.guards import trusted
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.models import Division, Grid, GridOwner, GridPlace, Organisation
from anmulong.orgs.queries.divisions import today
from anmulong.orgs.queries.snapshot import snapshot


PRECEDENCE = (GridLayer.EXCLUSIVE, GridLayer.BASIC, GridLayer.RESPONSIBILITY)


@dataclass(frozen=True)
class Owner:
    """Who answers for a place in one layer: the grid, the organisation, the person's account once named."""

    layer: GridLayer
    grid: Grid
    organisation: Organisation
    account: UUID | None
    since: date


def owners_of(division: Division, on: date | None = None, *, part: str = "") -> dict[GridLayer, Owner]:
    """The owner of a place per layer, in the order of precedence; a layer without one is left out.

    Grids that cover a part only answer for that ``part``. Where two grids overlap by mistake the nearest one counts.
    """
    day, places = on or today(), snapshot(division.county).places
    line = [each.pk for each in places.line(division)]
    with trusted():
        covers = covers_on(day, Q(county=division.county, division__in=line, part__in={"", part.strip()}))
        nearest: dict[str, GridPlace] = {}
        for cover in sorted(covers, key=lambda each: (line.index(each.division_id), not each.part, each.since)):
            nearest.setdefault(cover.layer, cover)
        owners = owners_on(day, division.county, {cover.grid_id for cover in nearest.values()})
    return {
        layer: owners[nearest[layer].grid_id]
        for layer in PRECEDENCE
        if layer in nearest and nearest[layer].grid_id in owners
    }


def first_handler(division: Division, on: date | None = None, *, part: str = "") -> Owner | None:
    """Who takes up what happens in a place: the exclusive grid, else the basic, else the responsibility grid."""
    return next(iter(owners_of(division, on, part=part).values()), None)


def grids(county: str, layer: GridLayer | None = None, on: date | None = None) -> list[Grid]:
    """The grids of a county that exist on a day, by layer in precedence and by name."""
    day = on or today()
    with trusted():
        found = list(Grid.objects.filter(_during(day, "began_on", "ended_on"), county=county))
    return sorted(
        (grid for grid in found if layer in (None, grid.layer)),
        key=lambda grid: (PRECEDENCE.index(GridLayer(grid.layer)), grid.name),
    )


def places_of(grid: Grid, on: date | None = None) -> list[GridPlace]:
    """What a grid covers on a day."""
    with trusted():
        return sorted(covers_on(on or today(), Q(grid=grid)), key=lambda cover: (cover.division.name, cover.part))


def owner_history(grid: Grid) -> list[GridOwner]:
    """Every owner a grid has had, latest first."""
    with trusted():
        return list(GridOwner.objects.filter(grid=grid).select_related("organisation").order_by("-since", "-uid"))


def grids_of_account(county: str, account: UUID, on: date | None = None) -> list[Grid]:
    """The grids for which a person answers on a day."""
    with trusted():
        held = GridOwner.objects.filter(_during(on or today(), "since", "until"), county=county, account=account)
        return [owner.grid for owner in held.select_related("grid").order_by("grid__name")]


def grids_of_organisation(body: Organisation, on: date | None = None) -> list[Owner]:
    """The grids for which a body answers on a day, by layer in precedence and by name."""
    with trusted():
        rows = GridOwner.objects.filter(_during(on or today(), "since", "until"), organisation=body)
        found = [
            Owner(GridLayer(row.grid.layer), row.grid, body, row.account, row.since)
            for row in rows.select_related("grid")
        ]
    return sorted(found, key=lambda owner: (PRECEDENCE.index(owner.layer), owner.grid.name))


def owners_by_grid(county: str, on: date | None = None) -> dict[UUID, Owner]:
    """Who answers for each grid on a day, by the grid's uid; a grid without an owner is left out."""
    with trusted():
        return owners_on(on or today(), county)


def places_by_grid(county: str, on: date | None = None) -> dict[UUID, list[GridPlace]]:
    """What each grid covers on a day, by the grid's uid, in one query."""
    found: dict[UUID, list[GridPlace]] = defaultdict(list)
    with trusted():
        for cover in covers_on(on or today(), Q(county=county)):
            found[cover.grid_id].append(cover)
    return found


def grid(county: str, uid: UUID) -> Grid:
    """The grid of that uid, ended ones too. Raises :class:`NotFound`, also for a grid of another county."""
    with trusted():
        found = Grid.objects.filter(county=county, pk=uid).first()
    if found is None:
        raise NotFound("no-such-grid", noop("There is no such grid in this county."))
    return found


def covers_on(day: date, which: Q) -> Iterable[GridPlace]:
    """Covers in force on a day, with grid and place. Call it inside ``trusted()`` with the county in ``which``."""
    return GridPlace.objects.filter(which, _during(day, "since", "until")).select_related("grid", "division")


def owners_on(day: date, county: str, grid_uids: Collection[UUID] | None = None) -> dict[UUID, Owner]:
    """The owner by grid on a day; an organisation that has ended answers for nothing."""
    rows = GridOwner.objects.filter(_during(day, "since", "until"), county=county)
    if grid_uids is not None:
        rows = rows.filter(grid__in=grid_uids)
    living = rows.filter(_during(day, "organisation__began_on", "organisation__ended_on"))
    found: dict[UUID, Owner] = {}
    for row in living.select_related("grid", "organisation").order_by("since", "uid"):
        layer = GridLayer(row.grid.layer)
        found[row.grid_id] = Owner(layer, row.grid, row.organisation, row.account, row.since)
    return found


def covers_by_division(day: date, county: str) -> dict[tuple[str, UUID], list[GridPlace]]:
    """Every cover of a county in force on a day, by layer and place."""
    found: dict[tuple[str, UUID], list[GridPlace]] = defaultdict(list)
    for cover in covers_on(day, Q(county=county)):
        found[cover.layer, cover.division_id].append(cover)
    return found


def _during(day: date, first: str, last: str) -> Q:
    begun = Q(**{f"{first}__lte": day}) | Q(**{f"{first}": None})
    return begun & (Q(**{f"{last}__gte": day}) | Q(**{f"{last}": None}))
