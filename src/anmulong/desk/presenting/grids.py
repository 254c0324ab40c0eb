"""Grids as the page of the layers and their own pages show them (O-7)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.access.public import who
from anmulong.desk.presenting.organisations import organisation_url
from anmulong.orgs.enums import GapReason, GridLayer
from anmulong.orgs.public import (
    Gap,
    Grid,
    GridOwner,
    GridPlace,
    LayerCoverage,
    Overlap,
    Owner,
    owner_history,
    path_name,
    places_of,
    town_of,
)


LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name of the grid"),
    "division": gettext_lazy("Place"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("until"),
    "ended_on": gettext_lazy("Last day"),
}


def grid_url(uid: UUID) -> str:
    """The page of a grid."""
    return reverse("desk:grid", args=[uid])


def layer_cards(found: Iterable[LayerCoverage]) -> list[dict[str, Any]]:
    """One figure per layer: how many places have an owner, how many do not, how many have two."""
    hint = _("of %(places)s gacha, villages and communities have an owner")
    ground = _("covers firms and trades, not every place")
    return [
        {
            "label": str(layer.layer.label),
            "cells": layer.covered,
            "hint": ground if layer.layer is GridLayer.EXCLUSIVE else hint % {"places": layer.places},
            "gaps": len(layer.gaps),
            "overlaps": len(layer.overlaps),
            "url": f"?layer={layer.layer}",
        }
        for layer in found
    ]


def findings(found: Iterable[LayerCoverage]) -> list[dict[str, Any]]:
    """Overlaps one by one; gaps joined by layer, town and reason, so that a layer that was never laid is one line a
    town and not ninety."""
    lines: list[dict[str, Any]] = []
    for layer in found:
        lines += [_overlap(layer.layer, each) for each in layer.overlaps]
    for layer in found:
        lines += _gaps(layer)
        lines += [
            {
                "kind": "empty",
                "layer": str(layer.layer.label),
                "place": "",
                "grids": grid.name,
                "url": grid_url(grid.pk),
            }
            for grid in layer.empty
        ]
    return lines


def _overlap(layer: GridLayer, each: Overlap) -> dict[str, Any]:
    return {
        "kind": "overlap",
        "layer": str(layer.label),
        "place": each.path,
        "grids": f"{each.first.grid.name} · {each.second.grid.name}",
        "from": max(each.first.since, each.second.since),
        "url": grid_url(each.second.grid_id),
    }


def _gaps(layer: LayerCoverage) -> list[dict[str, Any]]:
    groups: dict[tuple[Any, ...], list[Gap]] = {}
    for gap in layer.gaps:
        town = town_of(gap.division)
        groups.setdefault((town.name if town else "", gap.reason, gap.grid), []).append(gap)
    return [
        {
            "kind": "gap",
            "layer": str(layer.layer.label),
            "place": town,
            "places": [_gap_words(gap) for gap in gaps],
            "reason": str(GapReason(reason).label),
            "grids": grid.name if grid else "",
            "url": grid_url(grid.pk) if grid else "",
        }
        for (town, reason, grid), gaps in groups.items()
    ]


def _gap_words(gap: Gap) -> str:
    return f"{gap.division.name} {gap.part}".strip()


def grid_rows(
    found: Sequence[Grid], covers: dict[UUID, list[GridPlace]], owners: dict[UUID, Owner]
) -> list[dict[str, Any]]:
    """Rows of the list; names of people are fetched in one query."""
    names = who({owner.account for owner in owners.values()})
    return [_row(grid, covers.get(grid.pk, []), owners.get(grid.pk), names) for grid in found]


def _row(grid: Grid, covers: list[GridPlace], owner: Owner | None, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "url": grid_url(grid.pk),
        "name": grid.name,
        "layer": str(GridLayer(grid.layer).label),
        "places": "、".join(str(cover) for cover in covers),
        "owner": _owner_words(owner, names),
        "from": owner.since if owner else None,
    }


def _owner_words(owner: Owner | None, names: dict[UUID, str]) -> str:
    if owner is None:
        return ""
    person = names.get(owner.account) if owner.account else None
    return f"{person} · {owner.organisation}" if person else str(owner.organisation)


def grid_page(grid: Grid, today: date) -> dict[str, Any]:
    """A grid with its places and every owner it has had."""
    owners = owner_history(grid)
    names = who({row.account for row in owners})
    return {
        "grid": {
            "name": grid.name,
            "layer": str(GridLayer(grid.layer).label),
            "code": grid.code,
            "from": grid.began_on,
            "until": grid.ended_on,
        },
        "places": [
            {"name": path_name(cover.division), "part": cover.part, "from": cover.since} for cover in places_of(grid)
        ],
        "owners": [_past(row, names, today) for row in owners],
    }


def _past(row: GridOwner, names: dict[UUID, str], today: date) -> dict[str, Any]:
    return {
        "unit": row.organisation.name,
        "url": organisation_url(row.organisation_id),
        "person": names.get(row.account, "") if row.account else "",
        "from": row.since,
        "until": row.until,
        "now": row.since <= today and (row.until is None or today <= row.until),
    }


def in_words(name: str, value: Any) -> str:
    """From a stored value of a grid to words, for its time line."""
    return "" if value is None or name == "division" else str(value)
