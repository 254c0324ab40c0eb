"""The ledger goes out as filtered, masked and marked, and comes back without a change (T-6, O-4, O-5)."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Dispute, LedgerFilter, Registration, SideInput, matching
from anmulong.exchange.columns import field_of
from anmulong.exchange.ledger_export import COLUMNS, export_ledger
from anmulong.exchange.ledger_import import Options, apply, preview
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.errors import Refused
from anmulong.people.public import PartyInput
from tests.factories.people import County, make_account, make_county


WANTED = LedgerFilter(view="all")
HEADS = [head for head, _, _ in COLUMNS]


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def clerk(county: County) -> Actor:
    return make_account(county, "town_clerk", at=0).actor()


def register(by: Actor, what: str, **more: object) -> Dispute:
    """One matter of 巴图 against a minor's guardian, with numbers in its text."""
    party = PartyInput(name="巴图孟和", telephone="13812345678")
    given = Registration(what=what, place="村口", parties=(SideInput(party=party),))
    return Dispute.objects.get(pk=perform(Call("dispute.register", replace(given, **more)), by=by).subject)


def table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Lines above the head, and the rows as dictionaries."""
    rows = [
        [str(cell) for cell in row] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    ]
    at = next(number for number, row in enumerate(rows) if "登记编号" in row)
    return [row[0] for row in rows[:at]], [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_every_head_is_known_to_the_import() -> None:
    assert [head for head in HEADS if field_of(head) is None] == []


def test_names_and_numbers_are_masked_in_cells_and_texts(clerk: Actor, tmp_path: Path) -> None:
    """O-4: exports mask names and numbers."""
    register(clerk, "巴图孟和（150624199001011234，13812345678）的羊进了地")
    to = tmp_path / "out.xlsx"
    assert export_ledger(WANTED, to, by=clerk, name="某某") == 1
    (row,) = table(to)[1]
    assert (row["当事人"], row["当事人电话"]) == ("巴***", "138****5678")
    assert row["简要情况"] == "巴***（150624********1234，138****5678）的羊进了地"


def test_restricted_matters_tell_neither_text_nor_reason(county: County, tmp_path: Path) -> None:
    """O-4: 限阅 stands in place of what it is about; the forecast of self-harm is nowhere."""
    director = make_account(county, "town_director", at=0).actor()
    register(director, "说了不想活的话", forecast="self_harm", facts=(Fact.HEALTH,))
    to = tmp_path / "out.csv"
    export_ledger(WANTED, to, by=director, name="某某")
    text = to.read_text("utf-8-sig")
    assert "限阅" in text
    assert [word for word in ("不想活", "自杀", "self_harm", "健康") if word in text] == []


def test_the_watermark_names_who_when_what_and_the_demonstration(clerk: Actor, tmp_path: Path) -> None:
    to = tmp_path / "out.xlsx"
    export_ledger(WANTED, to, by=clerk, name="某某", shows="全部事项", purpose="report")
    lines = table(to)[0]
    assert lines[0] == "演示数据"
    assert "导出人：某某" in lines[1]
    assert "筛选：全部事项" in lines[1]
    assert "用途：" in lines[1]


def test_exactly_the_filtered_rows_in_their_order_and_logged(clerk: Actor, tmp_path: Path) -> None:
    first, second, _ = (register(clerk, text) for text in ("草场边界", "草场租金", "邻里噪声"))
    wanted = LedgerFilter(view="all", text="草场")
    to = tmp_path / "out.xlsx"
    assert export_ledger(wanted, to, by=clerk, name="某某", shows="草场", purpose="report") == 2
    assert [row["登记编号"] for row in table(to)[1]] == [second.number, first.number]
    reading = Reading.objects.get(kind=ReadingKind.EXPORT)
    assert (reading.rows, reading.purpose, reading.actor) == (2, "report", clerk.uid)


def test_what_the_scope_hides_is_not_exported(county: County, clerk: Actor, tmp_path: Path) -> None:
    other = make_account(county, "town_clerk", at=1).actor()
    register(clerk, "草场边界", division=county.towns[0])
    assert export_ledger(WANTED, tmp_path / "out.xlsx", by=other, name="某某") == 0


def test_without_the_right_nothing_is_written(county: County, tmp_path: Path) -> None:
    grid_worker = make_account(county, "grid_worker", at=0).actor()
    with pytest.raises(Refused, match="not-permitted"):
        export_ledger(WANTED, tmp_path / "out.xlsx", by=grid_worker, name="某某")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_an_export_comes_back_without_a_change(clerk: Actor, tmp_path: Path, name: str) -> None:
    """T-6: import, export, import gives no change; masked names never become new matters."""
    for text in ("草场边界", "=1+1 像公式的话"):
        register(clerk, text)
    to = tmp_path / name
    export_ledger(WANTED, to, by=clerk, name="某某")
    before = sorted(Dispute.objects.values_list("uid", "version"))
    shown = preview(to, Options(), by=clerk)
    result = apply(shown, by=clerk)
    assert (shown.new, shown.already, shown.bad, result.added, result.already) == (0, 2, 0, 0, 2)
    assert sorted(Dispute.objects.values_list("uid", "version")) == before


def test_no_cell_of_a_plain_table_runs_as_a_formula(clerk: Actor, tmp_path: Path) -> None:
    register(clerk, "=HYPERLINK(1)", title="@注意")
    to = tmp_path / "out.csv"
    export_ledger(WANTED, to, by=clerk, name="某某")
    with to.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert len(Dispute.objects.filter(pk__in=matching("HYPERLINK"))) == 1
