"""The ledger goes out: exactly the filtered rows, masked (O-4), in one of three shapes (R-302).

The ledger's own columns are those that the import knows again (T-6); records of GB/T 31000 and of SF/T 0018 are for the
systems above, from the same matters. Names become their first sign and stars, numbers keep their ends, also inside
texts. What a restricted matter is about is not written at all; its reason, and the forecast of every matter, stay
inside. Heads and words of the file are Chinese whatever language the reader uses, because it goes to other offices.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from anmulong.base import clock
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import LedgerFilter
from anmulong.exchange import gbt31000, sft0018
from anmulong.exchange.enums import Purpose, RecordShape
from anmulong.exchange.lines import (
    FILE_LANGUAGE,
    RESTRICTED,
    Columns,
    Line,
    SheetShape,
    day,
    kind,
    lines_of,
    minute,
    named,
    number,
    one_row_each,
)
from anmulong.journal.enums import ReadingKind, StoreKind
from anmulong.journal.public import Actor, identity, log_reading
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import code_label
from anmulong.people.public import printed_name, shown_telephone


DEMONSTRATION = "演示数据"
SHEET = "矛盾纠纷台账"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _colour(line: Line) -> str:
    words = code_label("risk_colour", line.matter.colour, "zh")
    return f"{words}（原因{RESTRICTED}）" if line.matter.restricted else words


COLUMNS: Columns = (
    ("登记编号", 22, lambda line: line.matter.number),
    ("登记时间", 16, lambda line: minute(line.matter.registered_at)),
    ("受理日期", 12, lambda line: day(line.matter.requested_at)),
    ("苏木镇", 14, lambda line: named(line.places, line.matter.town)),
    ("嘎查村", 16, lambda line: named(line.places, line.matter.gacha)),
    ("事发地址", 20, lambda line: line.told(line.matter.place)),
    ("事件名称", 24, lambda line: line.told(line.matter.title)),
    ("简要情况", 50, lambda line: line.told(line.matter.narrative)),
    ("当事人", 20, lambda line: "、".join(printed_name(party) for party in line.parties)),
    ("当事人电话", 18, lambda line: "、".join(filter(None, map(shown_telephone, line.parties)))),
    ("纠纷类型", 16, kind),
    ("事件规模", 14, lambda line: code_label("C-310", line.matter.scale, "zh")),
    ("涉及人数", 8, lambda line: number(line.matter.people_count)),
    ("涉及金额（元）", 14, lambda line: number(line.matter.amount_at_stake)),
    ("风险等级", 14, _colour),
    ("办理状态", 12, lambda line: str(line.matter.get_state_display())),
    ("责任单位", 22, lambda line: named(line.bodies, line.matter.owner_organisation)),
    ("责任人", 10, lambda line: named(line.people, line.matter.owner_person)),
    ("化解时限", 12, lambda line: day(line.matter.due_at)),
    ("化解日期", 12, lambda line: day(line.matter.result_at)),
    ("化解情况", 40, lambda line: line.told(line.matter.result)),
    ("答复时间", 16, lambda line: minute(line.matter.answered_at)),
    ("答复意见", 40, lambda line: line.told(line.matter.answer_text)),
    ("销号时间", 12, lambda line: day(line.matter.struck_off_at)),
    ("备注", 30, lambda line: line.told(line.matter.imported_note)),
)
"""Head, width, and what stands in the cell. Every head is an alias of ``fields``."""

SHAPES: dict[str, tuple[SheetShape, ...]] = {
    RecordShape.LEDGER: (one_row_each(SHEET, COLUMNS),),
    RecordShape.GBT31000: (one_row_each("矛盾纠纷排查化解", gbt31000.COLUMNS),),
    RecordShape.SFT0018: sft0018.SHEETS,
}


def export_ledger(
    wanted: LedgerFilter,
    to: Path,
    *,
    by: Actor,
    name: str,
    shows: str = "",
    purpose: str = "",
    shape: str = RecordShape.LEDGER,
) -> int:
    """Write the matters that ``wanted`` leaves of the actor's scope, in its order, to ``to`` (.xlsx, otherwise CSV).

    ``name`` is who takes them, ``shows`` the filter in words, ``purpose`` a ``Purpose``; all stand in the watermark
    with the time; ``shape`` is a ``RecordShape``. The reading is logged with the filter's words before the function
    returns, so that no name of a party belongs into them. Returns the number of matters; raises ``Refused`` without
    the right to export, ``Invalid`` for a shape of several sheets that is to become a plain table.
    """
    now = clock.now()
    by.rights.check(Permission.EXPORT, None, now)
    sheets, is_book = SHAPES[shape], to.suffix.lower() == ".xlsx"
    if not is_book and len(sheets) > 1:
        raise Invalid("needs-workbook", noop("These records take several sheets: choose an Excel workbook."))
    with override(FILE_LANGUAGE):
        content = _Content(watermark(name, shows, purpose, now), sheets, lines_of(wanted, by, now), by, now)
        count = (_write_workbook if is_book else _write_csv)(to, content)
    detail = shows if shape == RecordShape.LEDGER else f"{shape} {shows}".strip()
    log_reading(ReadingKind.EXPORT, "ledger", None, by, purpose=purpose, detail=detail, rows=count)
    return count


def watermark(name: str, shows: str, purpose: str, now: datetime) -> list[str]:
    """The lines above the head: who took it, when, what it shows, what for; 演示数据 in a demonstration (O-5)."""
    store = identity()
    lines = [DEMONSTRATION] if store is not None and store.kind == StoreKind.DEMO else []
    told = [f"导出人：{name}", f"导出时间：{minute(now)}", f"筛选：{shows or '全部'}"]
    if purpose:
        told.append(f"用途：{Purpose(purpose).label}")
    return [*lines, "　".join([*told, "姓名、号码已隐去"])]


@dataclass(frozen=True)
class _Content:
    """What a file holds: lines above the head, its sheets, and the matters piece by piece."""

    marks: Sequence[str]
    shapes: Sequence[SheetShape]
    pieces: Iterator[list[Line]]
    by: Actor
    now: datetime

    def rows(self, shape: SheetShape, lines: Sequence[Line]) -> Iterable[list[str]]:
        """The rows of one sheet for some matters."""
        return shape.rows(lines, self.by, self.now)


def _write_workbook(to: Path, content: _Content) -> int:
    marks, shapes = content.marks, content.shapes
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with Workbook(str(to), options) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheets = [_begun(book.add_worksheet(shape.name), shape, marks, head) for shape in shapes]
        places = [len(marks)] * len(sheets)
        for lines in content.pieces:
            count += len(lines)
            for at, (shape, sheet) in enumerate(zip(shapes, sheets, strict=True)):
                for cells in content.rows(shape, lines):
                    places[at] += 1
                    for column, text in enumerate(cells):
                        sheet.write_string(places[at], column, text, body)
    return count


def _begun(sheet: Worksheet, shape: SheetShape, marks: Sequence[str], head: object) -> Worksheet:
    """The sheet with its watermark, head and paper."""
    first = len(marks)
    for column, (_, width) in enumerate(shape.columns):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(first + 1, 1)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{marks[-1][:200].replace('&', '&&')}&R&P / &N")
    for line, mark in enumerate(marks):
        sheet.write_string(line, 0, mark)
    sheet.write_row(first, 0, [text for text, _ in shape.columns], head)
    return sheet


def _write_csv(to: Path, content: _Content) -> int:
    shape, count = content.shapes[0], 0
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([_harmless(mark)] for mark in content.marks)
        writer.writerow([text for text, _ in shape.columns])
        for lines in content.pieces:
            count += len(lines)
            writer.writerows([_harmless(text) for text in cells] for cells in content.rows(shape, lines))
    return count


def _harmless(text: str) -> str:
    """No cell of a plain table may run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
