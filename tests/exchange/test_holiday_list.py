"""The list of holidays as a sheet: out, in again, and what cannot be read is named (R-210)."""

from datetime import date
from pathlib import Path

import pytest

from anmulong.exchange.public import HolidayLine, read_holiday_list, write_holiday_list
from anmulong.kernel.errors import Invalid
from anmulong.lawbook.enums import DayKind
from tests.exchange.conftest import MakeBook


LINES = [
    HolidayLine(date(2027, 1, 1), date(2027, 1, 3), DayKind.HOLIDAY, "国办发明电〔2026〕1号"),
    HolidayLine(date(2027, 1, 9), date(2027, 1, 9), DayKind.MAKEUP, "国办发明电〔2026〕1号"),
    HolidayLine(date(2027, 7, 15), date(2027, 7, 15), DayKind.ORDINARY, "更正"),
]


def test_what_goes_out_comes_in_again(tmp_path: Path) -> None:
    to = tmp_path / "list.xlsx"
    write_holiday_list(to, LINES, title="2027")
    assert read_holiday_list(to) == LINES[:2]
    assert LINES[0].days() == [date(2027, 1, day) for day in (1, 2, 3)]


def test_a_sheet_typed_by_hand_is_read(make_book: MakeBook) -> None:
    rows = [
        ("开始日期", "结束日期", "性质"),
        ("2027年10月1日", "2027.10.7", "休"),
        (),
        (date(2027, 10, 9), "", "补班"),
    ]
    found = [(line.first, line.last, line.kind) for line in read_holiday_list(make_book(rows))]
    assert found == [
        (date(2027, 10, 1), date(2027, 10, 7), DayKind.HOLIDAY),
        (date(2027, 10, 9), date(2027, 10, 9), DayKind.MAKEUP),
    ]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("国庆", "", "放假"), "A2"),
        (("2027-10-01", "十月七日", "放假"), "B2"),
        (("2027-10-07", "2027-10-01", "放假"), "B2"),
        (("2027-01-01", "2027-12-31", "放假"), "B2"),
        (("2027-10-01", "2027-10-07", "半天"), "C2"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_cell(make_book: MakeBook, row: tuple[str, ...], cell: str) -> None:
    with pytest.raises(Invalid, match="bad-cell") as refused:
        read_holiday_list(make_book([("开始日期", "结束日期", "性质"), row]))
    assert refused.value.message.params["cell"] == cell


def test_a_sheet_without_a_day_is_refused(make_book: MakeBook) -> None:
    with pytest.raises(Invalid, match="no-holidays"):
        read_holiday_list(make_book([("开始日期", "结束日期", "性质")]))
