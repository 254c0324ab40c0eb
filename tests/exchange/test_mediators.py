"""Mediators from Excel and back, and the notice to the court (M-01, R-106, R-107)."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from anmulong.exchange.public import (
    MediatorResult,
    apply_mediators,
    export_committees,
    export_corps_changes,
    export_mediators,
    preview_mediators,
)
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor
from anmulong.people.public import engagements_of, mediators
from tests.exchange.conftest import MakeBook
from tests.factories.people import County, make_account, make_county


HEAD = ["序号", "姓名", "性别", "出生日期", "调委会", "类别", "聘任日期", "联系电话", "语言", "擅长领域"]
BATU = [
    1,
    "巴图",
    "男",
    "1980-05-01",
    "乌兰镇调委会",
    "专职调解员",
    "2025-01-01",
    "17000000001",
    "蒙汉兼通",
    "邻里纠纷、合同纠纷",
]
ALSO = [2, "巴图", "男", "1980-05-01", "乌兰镇包日塔拉嘎查调委会", "特邀", "2025-03-01", "", "", ""]


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def keeper(county: County) -> Actor:
    return make_account(county, "banner_clerk", name="周敏").actor()


def run(path: Path, by: Actor, report: Path | None = None) -> MediatorResult:
    return apply_mediators(preview_mediators(path, by=by), by=by, report=report)


def cells(path: Path) -> list[list[str]]:
    return [
        [str(cell) for cell in row] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    ]


def test_rows_become_mediators_with_engagements(make_book: MakeBook, keeper: Actor) -> None:
    result = run(make_book([["人民调解员名册"], HEAD, BATU, ALSO]), keeper)
    assert (result.registered, result.engaged, result.refused) == (1, 1, 0)
    (person,) = mediators(keeper.county)
    assert (person.name, person.birth_on, person.spoken) == ("巴图", date(1980, 5, 1), "both")
    assert person.fields == ["neighbours", "contract"]
    assert [row.kind for row in engagements_of([person.pk])[person.pk]] == ["invited", "full_time"]


def test_the_same_list_twice_adds_nothing(make_book: MakeBook, keeper: Actor) -> None:
    path = make_book([HEAD, BATU, ALSO])
    run(path, keeper)
    shown = preview_mediators(path, by=keeper)
    again = apply_mediators(shown, by=keeper)
    assert (shown.new, again.registered, again.engaged, again.already) == (0, 0, 0, 2)


@pytest.mark.parametrize(
    ("column", "value", "head"),
    [
        (1, "", "姓名"),
        (2, "", "性别"),
        (3, "", "出生日期"),
        (4, "没有这个调委会", "调委会"),
        (5, "大师", "类别"),
        (9, "天上的事", "擅长领域"),
    ],
)
def test_a_bad_cell_is_named_and_its_row_stays_out(
    make_book: MakeBook, keeper: Actor, column: int, value: str, head: str
) -> None:
    row = [*BATU]
    row[column] = value
    shown = preview_mediators(make_book([HEAD, row]), by=keeper)
    assert (shown.rows, shown.refused) == ((), 1)
    assert [problem.head for problem in shown.problems] == [head]


def test_a_minor_is_refused_and_goes_back(make_book: MakeBook, keeper: Actor, tmp_path: Path) -> None:
    """R-107: what the road refuses stands in the returned workbook."""
    row = [*BATU]
    row[3] = "2012-01-01"
    result = run(make_book([HEAD, row]), keeper, tmp_path / "returned.xlsx")
    assert (result.registered, result.refused) == (0, 1)
    assert result.report is not None
    assert "调解员须年满18周岁" in str(cells(result.report)) or "18" in str(cells(result.report))


def test_the_register_goes_out_and_comes_in_again(
    make_book: MakeBook, county: County, keeper: Actor, tmp_path: Path
) -> None:
    """Exported heads are known to the import; birth dates and papers stay inside (R-301)."""
    run(make_book([HEAD, BATU, ALSO]), keeper)
    path = tmp_path / "out.xlsx"
    assert export_mediators(path, by=keeper, name="周敏") == 2
    rows = cells(path)
    assert rows[0] == ["演示数据", *[""] * 10]
    assert [row[:4] for row in rows[4:]] == [
        ["巴图", "男", "乌兰镇包日塔拉嘎查调委会", "特邀调解员"],
        ["巴图", "男", "乌兰镇调委会", "专职调解员"],
    ]
    assert "1980" not in str(rows)
    assert Reading.objects.filter(subject_kind="corps").count() == 1


def test_the_committees_and_the_notice_to_the_court(make_book: MakeBook, keeper: Actor, tmp_path: Path) -> None:
    """R-106."""
    run(make_book([HEAD, BATU, ALSO]), keeper)
    assert export_committees(tmp_path / "c.xlsx", by=keeper, name="周敏") == 6
    path = tmp_path / "n.xlsx"
    assert export_corps_changes(path, date(2025, 1, 1), date(2025, 1, 31), by=keeper, name="周敏") == 1
    assert cells(path)[-1][:4] == ["2025-01-01", "乌兰镇调委会", "聘任调解员", "巴图"]
