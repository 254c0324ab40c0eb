"""A year's days off and make-up working days as a sheet, out and in again (R-210): stretches, one a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from anmulong.exchange.sheets import Cell, Row, Sheet, is_blank, letters, open_sheets
from anmulong.exchange.values import line_of, moment_of
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import DayKind


HEADS = (("开始日期", 14), ("结束日期", 14), ("性质", 14), ("依据文件", 48))
FIRST, LAST, KIND, SOURCE = range(len(HEADS))
WRITTEN = {DayKind.HOLIDAY: "放假", DayKind.MAKEUP: "调休上班", DayKind.ORDINARY: "按星期"}
KINDS = {
    "放假": DayKind.HOLIDAY,
    "休息": DayKind.HOLIDAY,
    "休": DayKind.HOLIDAY,
    "调休上班": DayKind.MAKEUP,
    "上班": DayKind.MAKEUP,
    "补班": DayKind.MAKEUP,
    "班": DayKind.MAKEUP,
}
LONGEST_STRETCH = 31
NO_END = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class HolidayLine:
    """Days that follow each other and are one kind of day."""

    first: date
    last: date
    kind: DayKind
    source: str = ""

    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def write_holiday_list(to: Path, lines: Iterable[HolidayLine], *, title: str) -> None:
    """Write the list; the same sheet can be filled in for another year and read again."""
    with Workbook(str(to), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#D9E1F2"})
        for column, (head, width) in enumerate(HEADS):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, width)
        for number, line in enumerate(lines, start=1):
            sheet.write_datetime(number, FIRST, datetime.combine(line.first, datetime.min.time()))
            sheet.write_datetime(number, LAST, datetime.combine(line.last, datetime.min.time()))
            sheet.write_string(number, KIND, WRITTEN[line.kind])
            sheet.write_string(number, SOURCE, line.source)
        sheet.freeze_panes(1, 0)


def read_holiday_list(path: Path) -> list[HolidayLine]:
    """The lines of the first visible sheet; rows above the first date are its head. Days as the weekday says are left
    out. Raises ``Invalid`` naming the cell that cannot be read, or when the sheet holds no line."""
    sheet = open_sheets(path)[0]
    lines = [line for row in sheet.rows() if (line := _line(sheet, row)) is not None]
    if not lines:
        raise Invalid(
            "no-holidays",
            noop("No days were found: the sheet has begin, end and kind of the days in its first three columns."),
        )
    return [line for line in lines if line.kind is not DayKind.ORDINARY]


def _line(sheet: Sheet, row: Row) -> HolidayLine | None:
    if row.is_empty or row.cell(FIRST) == HEADS[FIRST][0]:
        return None
    first = _day(sheet, row, FIRST)
    last = first if is_blank(row.cell(LAST)) else _day(sheet, row, LAST)
    if not timedelta() <= last - first <= timedelta(days=LONGEST_STRETCH):
        raise _bad(sheet, row, LAST)
    kind = KINDS.get(line_of(row.cell(KIND))) or _ordinary(row.cell(KIND))
    if kind is None:
        raise _bad(sheet, row, KIND)
    return HolidayLine(first, last, kind, line_of(row.cell(SOURCE)))


def _ordinary(cell: Cell) -> DayKind | None:
    return DayKind.ORDINARY if line_of(cell) == WRITTEN[DayKind.ORDINARY] else None


def _day(sheet: Sheet, row: Row, column: int) -> date:
    try:
        return local_day(moment_of(row.cell(column), now=NO_END).moment)
    except Invalid as error:
        raise _bad(sheet, row, column) from error


def _bad(sheet: Sheet, row: Row, column: int) -> Invalid:
    return Invalid(
        "bad-cell",
        noop("Sheet %(sheet)s, cell %(cell)s cannot be used: %(text)s."),
        params={
            "sheet": sheet.name,
            "cell": f"{letters(column)}{row.number}",
            "text": str(row.cell(column))[:40] or "—",
        },
    )
