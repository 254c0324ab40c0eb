"""Grids of the demonstration: responsibility per town, basic where somebody works, gaps elsewhere (O-7)."""

from datetime import date
from uuid import UUID

from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.ids import new_uid
from anmulong.ops.demo.staff import Staff
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.public import Appointment, Cover, Division, NewGrid


def lay_grids(staff: Staff, *, since: date, by: Actor) -> int:
    """Lay the grids and name who answers for them; returns how many."""
    wanted = [_grid(GridLayer.RESPONSIBILITY, town.division, town.clerk) for town in staff.towns]
    wanted += [_grid(GridLayer.BASIC, gacha, handler) for town in staff.towns for gacha, handler in town.gacha]
    _perform([Call("grid.lay", NewGrid(layer, name, since=since, uid=uid)) for uid, layer, name, _, _ in wanted], by)
    _perform([Call("grid.cover", Cover(place.pk, since=since), subject=uid) for uid, _, _, place, _ in wanted], by)
    _perform(
        [
            Call("grid.appoint_owner", Appointment(owner.organisation, owner.uid, since), subject=uid)
            for uid, _, _, _, owner in wanted
            if owner.organisation is not None
        ],
        by,
    )
    return len(wanted)


def _grid(layer: GridLayer, place: Division, owner: Actor) -> tuple[UUID, GridLayer, str, Division, Actor]:
    word = "责任网格" if layer == GridLayer.RESPONSIBILITY else "基础网格"
    return new_uid(), layer, f"{place.name}{word}", place, owner


def _perform(calls: list[Call], by: Actor) -> None:
    for error in perform_batch(calls, by=by).refused.values():
        raise error
