"""A list of places from Excel becomes divisions; the same list twice adds nothing."""

from pathlib import Path

import pytest

from anmulong.exchange.division_import import DivisionPreview, DivisionResult, apply_divisions, preview_divisions
from anmulong.journal.public import Actor
from anmulong.orgs.public import codes_of, divisions, find_divisions, forget, path_name
from tests.exchange.conftest import MakeBook


pytestmark = pytest.mark.usefixtures("places")
HEAD = ["序号", "苏木镇", "嘎查村", "统计用区划代码"]


def run(path: Path, by: Actor, report: Path | None = None) -> tuple[DivisionPreview, DivisionResult]:
    shown = preview_divisions(path, by=by)
    done = apply_divisions(shown, by=by, report=report)
    forget()
    return shown, done


def test_towns_and_gacha_are_added_and_known_ones_stay(make_book: MakeBook, machine: Actor) -> None:
    rows = [
        ["某旗行政区划表"],
        HEAD,
        [1, "乌兰镇", "查布嘎查", "150624100299"],
        [2, "新湖苏木", "", 150624209000.0],
        [3, "新湖苏木", "北湖嘎查", ""],
        [4, "同上", "南湖社区", ""],
        ["合计", "", 4, ""],
    ]
    before = len(divisions(machine.county))
    shown, done = run(make_book(rows), machine)
    assert (shown.new, done.added, done.already, done.refused) == (4, 4, 1, 0)
    assert len(divisions(machine.county)) == before + 4
    (found,) = find_divisions(machine.county, "南湖社区")
    assert (path_name(found.division), found.division.kind, int(found.division.level)) == (
        "新湖苏木 南湖社区",
        "社区",
        3,
    )
    (town,) = find_divisions(machine.county, "新湖苏木")
    assert [code.code for code in codes_of(town.division)] == ["150624209000"]
    again = run(make_book(rows, name="again.xlsx"), machine)
    assert (again[0].new, again[1].added, again[1].already) == (0, 0, 5)


def test_bad_rows_are_named_and_the_others_are_in(make_book: MakeBook, machine: Actor, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["", "", "东沟嘎查", ""],
        ["", "乌兰镇", "东沟", ""],
        ["", "乌兰镇", "东沟嘎查", "一五"],
        ["", "乌兰镇", "西沟村", ""],
    ]
    shown, done = run(make_book(rows), machine, tmp_path / "returned.xlsx")
    assert [(problem.row, problem.letter) for problem in done.problems] == [(2, "B"), (3, "C"), (4, "D")]
    assert (shown.refused, done.added, done.report is not None) == (3, 1, True)
