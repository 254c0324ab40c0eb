"""Committees, mediators and their changes go out as workbooks, in Chinese whatever the reader's language (M-01, R-106).

Names of committees and mediators are public (人民调解法 art. 10, 11); birth dates and papers stay inside (R-301).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext, override
from xlsxwriter import Workbook

from anmulong.base import clock
from anmulong.exchange.ledger_export import DEMONSTRATION
from anmulong.exchange.lines import FILE_LANGUAGE
from anmulong.journal.enums import ReadingKind, StoreKind
from anmulong.journal.public import Actor, identity, log_reading
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import Composition, committees, compositions, path_name
from anmulong.people.public import (
    CorpsChange,
    Engagement,
    Mediator,
    corps_changes,
    engagements_of,
    mediators,
    schooling_of,
)


MEDIATORS = (
    ("姓名", 12),
    ("性别", 6),
    ("调委会", 32),
    ("类别", 16),
    ("职务", 10),
    ("聘任日期", 12),
    ("截止日期", 12),
    ("联系电话", 16),
    ("语言", 10),
    ("擅长领域", 30),
    ("本年学时", 10),
)
COMMITTEES = (
    ("调委会名称", 34),
    ("类型", 20),
    ("所在地", 20),
    ("主任", 12),
    ("委员人数", 8),
    ("女委员", 8),
    ("任期起", 12),
    ("任期止", 12),
    ("产生方式", 16),
    ("已公布", 8),
    ("提示", 40),
)
CHANGES = (("日期", 12), ("调委会", 34), ("变更", 18), ("姓名", 12), ("职务或类别", 18), ("原因", 20))
Columns = Sequence[tuple[str, int]]


def export_mediators(to: Path, *, by: Actor, name: str) -> int:
    """Write the register of mediators, one row per engagement in force; how many rows. The reading is logged."""
    day = local_day(clock.now())
    with override(FILE_LANGUAGE):
        people = mediators(by.county)
        serving = engagements_of(each.pk for each in people)
        hours = schooling_of([each.pk for each in people], day.year)
        rows = [
            _mediator(each, row, hours[each.pk].hours) for each in people for row in serving[each.pk] if row.holds(day)
        ]
        return _write(to, "人民调解员名册", MEDIATORS, rows, by=by, name=name)


def _mediator(each: Mediator, row: Engagement, hours: int) -> list[str]:
    return [
        each.name,
        str(each.get_sex_display()),
        row.organisation.name,
        str(row.get_kind_display()),
        code_label("C-910", row.post),
        row.since.isoformat(),
        row.until.isoformat() if row.until else "",
        each.telephone,
        str(each.get_spoken_display()) if each.spoken else "",
        "、".join(code_label("C-301", code) for code in each.fields),
        str(hours),
    ]


def export_committees(to: Path, *, by: Actor, name: str) -> int:
    """Write the register of committees with what is to be put right; how many rows."""
    with override(FILE_LANGUAGE):
        rows = [_committee(each) for each in compositions(committees(by.county))]
        return _write(to, "人民调解委员会名册", COMMITTEES, rows, by=by, name=name)


def _committee(each: Composition) -> list[str]:
    body, term = each.committee, each.term
    return [
        body.name,
        code_label("C-902", body.committee_kind),
        path_name(body.division),
        "、".join(member.name for member in each.members if member.post == "director"),
        str(len(each.members)),
        str(sum(member.female for member in each.members)),
        term.began_on.isoformat() if term else "",
        term.due_on.isoformat() if term else "",
        str(term.get_elected_by_display()) if term else "",
        "是" if each.profile and each.profile.published_at else "否",
        "；".join(fault.message.render(gettext) for fault in each.faults),
    ]


def export_corps_changes(to: Path, first: date, last: date, *, by: Actor, name: str) -> int:
    """Write the changes of a period for the court (人民调解法 art. 10, R-106); how many rows."""
    with override(FILE_LANGUAGE):
        rows = [_change(each) for each in corps_changes(by.county, first, last)]
        title = f"人民调解组织和人民调解员变动情况（{first} 至 {last}）"
        return _write(to, title, CHANGES, rows, by=by, name=name)


def _change(each: CorpsChange) -> list[str]:
    return [each.on.isoformat(), each.body, str(each.kind.label), each.name, each.post, each.reason]


def _write(to: Path, title: str, columns: Columns, rows: Iterable[Sequence[str]], *, by: Actor, name: str) -> int:
    store, count = identity(), 0
    marks = [DEMONSTRATION] if store is not None and store.kind == StoreKind.DEMO else []
    marks += [title, f"导出人：{name}　导出日期：{local_day(clock.now())}"]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(to), options) as book:
        sheet = book.add_worksheet("名册")
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (_, width) in enumerate(columns):
            sheet.set_column(column, column, width)
        sheet.repeat_rows(len(marks))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P / &N")
        for line, mark in enumerate(marks):
            sheet.write_string(line, 0, mark)
        sheet.write_row(len(marks), 0, [text for text, _ in columns], head)
        for count, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells):
                sheet.write_string(len(marks) + count, column, text, body)
    log_reading(ReadingKind.EXPORT, "corps", None, by, detail=title, rows=count)
    return count
