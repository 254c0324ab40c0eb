"""The ledger goes out: exactly the filtered rows, in the columns that the import knows again (T-6), masked (O-4).

Names become their first sign and stars, numbers keep their ends, also inside texts. What a restricted matter is about
is not written at all; its reason, and the forecast of every matter, stay inside. Heads and words of the file are
Chinese whatever language the reader uses, because a ledger goes to other offices.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import override
from xlsxwriter import Workbook

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import ORDERS, Dispute, LedgerFilter, Viewer, ledger
from anmulong.exchange.enums import Purpose
from anmulong.journal.enums import ReadingKind, StoreKind
from anmulong.journal.public import Actor, identity, log_reading
from anmulong.kernel.clock import LOCAL
from anmulong.lawbook.public import code_label, dispute_type_label, official_type
from anmulong.orgs.public import divisions, organisations
from anmulong.people.public import Party, covered, parties_of, printed_name, shown_telephone


CHUNK = 500
FILE_LANGUAGE = "zh-hans"
RESTRICTED = "限阅"
DEMONSTRATION = "演示数据"
SHEET = "矛盾纠纷台账"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One matter with what its cells need: its parties, and the names behind uids."""

    matter: Dispute
    parties: Sequence[Party]
    places: dict[UUID, str]
    bodies: dict[UUID, str]
    people: dict[UUID, str]

    def told(self, text: str) -> str:
        """A text without the names of the parties and without whole numbers; nothing of a restricted matter."""
        if self.matter.restricted:
            return RESTRICTED if text else ""
        return covered(text, self.parties, masked=True)


Write = Callable[[Line], str]


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d}" if moment else ""


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}" if moment else ""


def _kind(line: Line) -> str:
    code = line.matter.kind
    if code and line.matter.restricted:
        code = official_type(code)
    return dispute_type_label(code, "zh") if code else ""


def _colour(line: Line) -> str:
    words = code_label("risk_colour", line.matter.colour, "zh")
    return f"{words}（原因{RESTRICTED}）" if line.matter.restricted else words


def _named(names: dict[UUID, str], uid: UUID | None) -> str:
    return names.get(uid, "") if uid else ""


def _number(value: Any) -> str:
    return "" if value is None else str(value)


COLUMNS: tuple[tuple[str, int, Write], ...] = (
    ("登记编号", 22, lambda line: line.matter.number),
    ("登记时间", 16, lambda line: _minute(line.matter.registered_at)),
    ("受理日期", 12, lambda line: _day(line.matter.requested_at)),
    ("苏木镇", 14, lambda line: _named(line.places, line.matter.town)),
    ("嘎查村", 16, lambda line: _named(line.places, line.matter.gacha)),
    ("事发地址", 20, lambda line: line.told(line.matter.place)),
    ("事件名称", 24, lambda line: line.told(line.matter.title)),
    ("简要情况", 50, lambda line: line.told(line.matter.narrative)),
    ("当事人", 20, lambda line: "、".join(printed_name(party) for party in line.parties)),
    ("当事人电话", 18, lambda line: "、".join(filter(None, map(shown_telephone, line.parties)))),
    ("纠纷类型", 16, _kind),
    ("事件规模", 14, lambda line: code_label("C-310", line.matter.scale, "zh")),
    ("涉及人数", 8, lambda line: _number(line.matter.people_count)),
    ("涉及金额（元）", 14, lambda line: _number(line.matter.amount_at_stake)),
    ("风险等级", 14, _colour),
    ("办理状态", 12, lambda line: str(line.matter.get_state_display())),
    ("责任单位", 22, lambda line: _named(line.bodies, line.matter.owner_organisation)),
    ("责任人", 10, lambda line: _named(line.people, line.matter.owner_person)),
    ("化解时限", 12, lambda line: _day(line.matter.due_at)),
    ("化解日期", 12, lambda line: _day(line.matter.result_at)),
    ("化解情况", 40, lambda line: line.told(line.matter.result)),
    ("答复时间", 16, lambda line: _minute(line.matter.answered_at)),
    ("答复意见", 40, lambda line: line.told(line.matter.answer_text)),
    ("销号时间", 12, lambda line: _day(line.matter.struck_off_at)),
    ("备注", 30, lambda line: line.told(line.matter.imported_note)),
)
"""Head, width, and what stands in the cell. Every head is an alias of ``fields``."""


def export_ledger(wanted: LedgerFilter, to: Path, *, by: Actor, name: str, shows: str = "", purpose: str = "") -> int:
    """Write the rows that ``wanted`` leaves of the actor's scope, in its order, to ``to`` (.xlsx, otherwise CSV).

    ``name`` is who takes them, ``shows`` the filter in words, ``purpose`` a ``Purpose``; all stand in the watermark
    with the time. The reading is logged with the filter's words before the function returns, so that no name of a
    party belongs into them. Returns the number of rows; raises ``Refused`` without the right to export.
    """
    now = clock.now()
    by.rights.check(Permission.EXPORT, None, now)
    with override(FILE_LANGUAGE):
        rows = _cells(wanted, by, now)
        marks = watermark(name, shows, purpose, now)
        write = _write_workbook if to.suffix.lower() == ".xlsx" else _write_csv
        count = write(to, marks, rows)
    log_reading(ReadingKind.EXPORT, "ledger", None, by, purpose=purpose, detail=shows, rows=count)
    return count


def watermark(name: str, shows: str, purpose: str, now: datetime) -> list[str]:
    """The lines above the head: who took it, when, what it shows, what for; 演示数据 in a demonstration (O-5)."""
    store = identity()
    lines = [DEMONSTRATION] if store is not None and store.kind == StoreKind.DEMO else []
    told = [f"导出人：{name}", f"导出时间：{_minute(now)}", f"筛选：{shows or '全部'}"]
    if purpose:
        told.append(f"用途：{Purpose(purpose).label}")
    return [*lines, "　".join([*told, "姓名、号码已隐去"])]


def _cells(wanted: LedgerFilter, by: Actor, now: datetime) -> Iterator[list[str]]:
    viewer = Viewer(account=by.uid, organisation=by.organisation, now=now)
    found = ledger(by.rights.scope(now), wanted, viewer).in_order(ORDERS[wanted.order_name()])
    places = {place.pk: place.name for place in divisions(by.county)}
    bodies = {body.pk: str(body) for body in organisations(by.county)}
    while chunk := list(islice(found, CHUNK)):
        parties = parties_of(matter.pk for matter in chunk)
        people = who(matter.owner_person for matter in chunk)
        for matter in chunk:
            line = Line(matter, parties[matter.pk], places, bodies, people)
            yield [write(line) for _, _, write in COLUMNS]


def _write_workbook(to: Path, marks: Sequence[str], rows: Iterator[list[str]]) -> int:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    first = len(marks)
    count = 0
    with Workbook(str(to), options) as book:
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (_, width, _) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(first + 1, 1)
        sheet.repeat_rows(first)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{marks[-1][:200].replace('&', '&&')}&R&P / &N")
        for line, mark in enumerate(marks):
            sheet.write_string(line, 0, mark)
        sheet.write_row(first, 0, [text for text, _, _ in COLUMNS], head)
        for count, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells):
                sheet.write_string(first + count, column, text, body)
    return count


def _write_csv(to: Path, marks: Sequence[str], rows: Iterator[list[str]]) -> int:
    count = 0
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([_harmless(mark)] for mark in marks)
        writer.writerow([text for text, _, _ in COLUMNS])
        for cells in rows:
            writer.writerow([_harmless(text) for text in cells])
            count += 1
    return count


def _harmless(text: str) -> str:
    """No cell of a plain table may run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
