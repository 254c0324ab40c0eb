"""Gaps and overlaps of the grids (O-7): across layers an overlap is right, within a layer it is an error."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.orgs.enums import DivisionLevel, GapReason, GridLayer
from anmulong.orgs.models import Division, Grid, GridPlace
from anmulong.orgs.queries.divisions import divisions, today
from anmulong.orgs.queries.grids import PRECEDENCE, Owner, covers_by_division, grids, owners_on
from anmulong.orgs.queries.places import Places
from anmulong.orgs.queries.snapshot import snapshot
from anmulong.orgs.rules import share_ground


@dataclass(frozen=True)
class Gap:
    """A gacha, village or community for which nobody answers in a layer; ``part`` when it is only a part of it."""

    division: Division
    path: str
    reason: GapReason
    grid: Grid | None = None
    part: str = ""


@dataclass(frozen=True)
class Overlap:
    """Ground that two covers of one layer share; ``path`` names the smaller place."""

    path: str
    first: GridPlace
    second: GridPlace


@dataclass
class LayerCoverage:
    """One layer on one day: ``covered`` of ``places`` gacha, villages and communities have an owner.

    ``empty`` are grids without a place. The exclusive layer covers firms and trades, not ground, so places outside
    of it are no gap; a grid of it without an owner is.
    """

    layer: GridLayer
    places: int = 0
    covered: int = 0
    gaps: list[Gap] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)
    empty: list[Grid] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """No gap, no overlap."""
        return not self.gaps and not self.overlaps


def coverage(county: str, on: date | None = None) -> list[LayerCoverage]:
    """Every layer of a county on a day, today when left out, in the order of precedence."""
    day, places = on or today(), snapshot(county).places
    with trusted():
        covers = covers_by_division(day, county)
        owners = owners_on(day, county)
    ground = divisions(county, DivisionLevel.GACHA, day)
    living = grids(county, on=day)
    found = []
    for layer in PRECEDENCE:
        of_layer = {uid: rows for (name, uid), rows in covers.items() if name == layer}
        report = LayerCoverage(layer, places=len(ground))
        for division in ground:
            _look_at(division, places, of_layer, owners, report)
        report.overlaps = _overlaps(places, of_layer)
        held = {cover.grid_id for rows in of_layer.values() for cover in rows}
        report.empty = [grid for grid in living if grid.layer == layer and grid.pk not in held]
        found.append(report)
    return found


def _look_at(
    division: Division,
    places: Places,
    covers: dict[UUID, list[GridPlace]],
    owners: dict[UUID, Owner],
    report: LayerCoverage,
) -> None:
    path = places.path_name(division)
    over = [*covers.get(division.pk, ()), *_whole(places.ancestors(division), covers)]
    if not over and report.layer is not GridLayer.EXCLUSIVE:
        report.gaps.append(Gap(division, path, GapReason.UNCOVERED))
    orphans = [cover for cover in over if cover.grid_id not in owners]
    for cover in orphans:
        report.gaps.append(Gap(division, path, GapReason.NO_OWNER, cover.grid, cover.part))
    if over and not orphans:
        report.covered += 1


def _overlaps(places: Places, covers: dict[UUID, list[GridPlace]]) -> list[Overlap]:
    found = []
    for uid, rows in covers.items():
        division = places.get(uid)
        path = places.path_name(division)
        pairs = [pair for pair in combinations(rows, 2) if share_ground(pair[0].part, pair[1].part, same_place=True)]
        pairs += [(cover, row) for row in rows for cover in _whole(places.ancestors(division), covers)]
        found += [Overlap(path, first, second) for first, second in pairs]
    return sorted(found, key=lambda overlap: overlap.path)


def _whole(above: Iterable[Division], covers: dict[UUID, list[GridPlace]]) -> list[GridPlace]:
    """Covers of the whole of a place above: they take in everything below."""
    return [
        cover for place in above for cover in covers.get(place.pk, ()) if share_ground(cover.part, "", same_place=False)
    ]
