"""Files of every kind give rows with addresses (R-521)."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from anmulong.exchange.sheets import ERROR_CELL, MAX_ROWS, Row, choose_sheet, letters, open_sheets
from anmulong.kernel.errors import Invalid
from tests.exchange.conftest import MakeBook


def rows_of(path: Path) -> list[Row]:
    return list(open_sheets(path)[0].rows())


def test_addresses_count_from_the_first_cell_of_the_sheet(make_book: MakeBook) -> None:
    """A table that begins in C3 keeps its addresses, as the reader sees them."""
    found = rows_of(make_book([[], [], ["", "", "甲", 3.5]]))
    assert [(row.number, row.cells) for row in found if not row.is_empty] == [(3, ("", "", "甲", 3.5))]


def test_hidden_sheets_are_left_out(make_book: MakeBook) -> None:
    sheets = open_sheets(make_book([["甲"]], hidden="底稿"))
    assert [sheet.name for sheet in sheets] == ["台账"]


def test_merged_down_is_filled_and_marked(make_book: MakeBook) -> None:
    found = rows_of(make_book([["", "一"], ["", "二"], ["丙", "三"]], merges=[("A1:A2", "乌兰镇")]))
    assert [(row.cells, row.filled) for row in found] == [
        (("乌兰镇", "一"), frozenset()),
        (("乌兰镇", "二"), frozenset({0})),
        (("丙", "三"), frozenset()),
    ]


def test_error_cells_are_seen(tmp_path: Path) -> None:
    """calamine gives a formula error as an empty cell; an empty cell would lose that something was meant."""
    path = tmp_path / "errors.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("B2", "=1/0", value="#DIV/0!")
        sheet.write("A2", "甲")
    assert rows_of(path)[-1].cells == ("甲", ERROR_CELL)


def test_dates_stay_dates_and_blank_tail_goes(make_book: MakeBook) -> None:
    found = rows_of(make_book([[date(2024, 3, 5)], [], [], ["  "]]))
    assert [row.cells for row in found] == [(date(2024, 3, 5),)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_text('编号,内容\n1,"两行\n鄂托克旗"\n', encoding=encoding, newline="")
    assert [row.cells for row in rows_of(path)] == [("编号", "内容"), ("1", "两行\n鄂托克旗")]


def test_tabs_may_separate(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号\t内容\n1\t甲，乙\n", encoding="utf-8")
    assert rows_of(path)[1].cells == ("1", "甲，乙")


@pytest.mark.parametrize("content", ["编号\t内容\n".encode(), b"", b"%PDF-1.7"])
def test_a_renamed_text_is_told_apart_from_a_broken_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(Invalid, match="not-a-workbook") as refusal:
        open_sheets(path)
    assert refusal.value.message.params["name"] == "台账.xlsx"
    assert refusal.value.way_out is not None


def test_what_is_no_table_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"PK but no workbook")
    with pytest.raises(Invalid, match="file-unreadable"):
        open_sheets(path)
    with pytest.raises(Invalid, match="no-file"):
        open_sheets(tmp_path / "无.xlsx")


def test_a_stray_cell_far_below_is_refused_before_it_costs_memory(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(MAX_ROWS + 5, 20, "甲")
    with pytest.raises(Invalid, match="sheet-too-long"):
        open_sheets(path)


def test_an_unknown_sheet_names_the_choices(make_book: MakeBook) -> None:
    sheets = open_sheets(make_book([["甲"]]))
    with pytest.raises(Invalid) as refused:
        choose_sheet(sheets, "乙")
    assert refused.value.message.params["names"] == ("台账",)


def test_letters_go_on_after_z() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
