"""T-6 on five ledgers of different shape: in, out and in again gives no change; so does the first file once more."""

from pathlib import Path

import pytest

from anmulong.disputes.public import Dispute, LedgerFilter
from anmulong.exchange.ledger_export import export_ledger
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.journal.public import Actor
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import divisions
from bench.ledger_files import SHAPES, Places


pytestmark = pytest.mark.usefixtures("places")
FEW, MANY = 60, 50_000
PROFILES = {"L-1": "L-1", "L-2": "L-2", "L-3": "L-3", "town": "town", "L-5": "L-5"}


def known_places(county: str) -> Places:
    towns = {place.pk: place.name for place in divisions(county, DivisionLevel.TOWN)}
    gacha = divisions(county, DivisionLevel.GACHA)
    names = [place.name for place in gacha]
    return [(towns[each.parent_id], each.name) for each in gacha if each.parent_id and names.count(each.name) == 1]


def run(path: Path, by: Actor) -> tuple[Preview, Result]:
    shown = preview(path, Options(), by=by)
    return shown, apply(shown, by=by)


def round_trip(shape: str, number: int, by: Actor, folder: Path) -> None:
    """In, out, in again, and the first file once more."""
    first, out = folder / "in.xlsx", folder / "out.xlsx"
    SHAPES[shape](first, number, known_places(by.county))
    shown, result = run(first, by)
    assert (shown.profile, shown.good, shown.bad, shown.left.totals != []) == (
        PROFILES[shape], number, 0, shape in ("L-1", "town"),
    )  # fmt: skip
    assert (result.added, result.refused, result.partial) == (number, 0, 0)
    before = sorted(Dispute.objects.values_list("uid", "version"))
    assert export_ledger(LedgerFilter(view="all"), out, by=by, name="某某") == number
    for again in (out, first):
        shown, result = run(again, by)
        assert (shown.new, shown.already, shown.changed, shown.bad) == (0, number, 0, 0)
        assert (result.added, result.already, result.changed, result.all_in) == (0, number, 0, True)
    assert sorted(Dispute.objects.values_list("uid", "version")) == before


@pytest.mark.parametrize("shape", SHAPES)
def test_five_shapes_come_back_without_a_change(shape: str, machine: Actor, tmp_path: Path) -> None:
    """T-6."""
    round_trip(shape, FEW, machine, tmp_path)


@pytest.mark.study
def test_fifty_thousand_rows_come_back_without_a_change(machine: Actor, tmp_path: Path) -> None:
    """T-6 on the longest file."""
    round_trip("L-5", MANY, machine, tmp_path)
