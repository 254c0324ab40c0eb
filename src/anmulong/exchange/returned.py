"""The workbook that goes back: the rows as they came, bad cells coloured, why beside them, a list of problems."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from anmulong.exchange.cells import BadCell
from anmulong.exchange.sheets import Cell, Row
from anmulong.exchange.tables import Table


LONGEST_CELL = 32_000
"""A spreadsheet cell holds 32,767 characters."""

PROBLEM_HEAD = "问题"
LIST_NAME = "问题清单"
"""Words of the file, which the import knows again when the mended workbook comes back."""


def write_returned(path: Path, table: Table, problems: Sequence[BadCell], *, language: str = "") -> None:
    """Write the workbook, row by row, in constant memory. Reasons are in ``language`` (else the active one)."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(language or None), Workbook(str(path), options) as book:
        formats = {name: book.add_format(shape) for name, shape in SHAPES.items()}
        _write_rows(book.add_worksheet(table.name[:31]), table, problems, formats)
        _write_list(book.add_worksheet(LIST_NAME), problems, formats)


SHAPES: dict[str, dict[str, Any]] = {
    "bad": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "why": {"font_color": "#9C0006", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#D9E1F2"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "bad_day": {"num_format": "yyyy-mm-dd", "bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "bad_moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "bg_color": "#FFC7CE", "font_color": "#9C0006"},
}


def _write_rows(sheet: Worksheet, table: Table, problems: Sequence[BadCell], formats: dict[str, Any]) -> None:
    by_row: dict[int, list[BadCell]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    last = max((column.position for column in table.columns), default=0) + 1
    sheet.set_column(last, last, 60)
    sheet.freeze_panes(table.head_row, 0)
    for row in table.sheet.rows():
        wrong = by_row.get(row.number, [])
        _write_row(sheet, row, {problem.column for problem in wrong}, formats)
        if row.number == table.head_row:
            sheet.write_string(row.number - 1, max(last, len(row.cells)), PROBLEM_HEAD, formats["head"])
        elif wrong:
            why = "\n".join(_sentence(problem) for problem in wrong)
            sheet.write_string(row.number - 1, max(last, len(row.cells)), why[:LONGEST_CELL], formats["why"])


def _write_row(sheet: Worksheet, row: Row, wrong: set[int | None], formats: dict[str, Any]) -> None:
    for column, cell in enumerate(row.cells):
        bad = column in wrong
        if cell == "" and not bad:
            continue
        _write_cell(sheet, (row.number - 1, column), cell, formats, bad=bad)


def _write_cell(sheet: Worksheet, at: tuple[int, int], cell: Cell, formats: dict[str, Any], *, bad: bool) -> None:
    shape = formats["bad"] if bad else None
    mark = "bad_" if bad else ""
    if isinstance(cell, str):
        if cell:
            sheet.write_string(*at, cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] + "…", shape)
        else:
            sheet.write_blank(*at, None, shape)
    elif isinstance(cell, bool):
        sheet.write_boolean(*at, cell, shape)
    elif isinstance(cell, datetime):
        sheet.write_datetime(*at, cell, formats[f"{mark}moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, formats[f"{mark}day"])
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, shape)
    else:
        sheet.write_string(*at, cell.isoformat() if isinstance(cell, time) else str(cell), shape)


def _write_list(sheet: Worksheet, problems: Sequence[BadCell], formats: dict[str, Any]) -> None:
    heads = [gettext("sheet"), gettext("row"), gettext("column"), gettext("head"), gettext("cell"), gettext("reason")]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["head"])
    sheet.set_column(3, 4, 24)
    sheet.set_column(5, 5, 80)
    for number, problem in enumerate(problems, start=1):
        sheet.write_string(number, 0, problem.sheet)
        sheet.write_number(number, 1, problem.row)
        for column, text in enumerate((problem.letter, problem.head, problem.value), start=2):
            sheet.write_string(number, column, text)
        sheet.write_string(number, 5, problem.reason.render(gettext))


def _sentence(problem: BadCell) -> str:
    reason = problem.reason.render(gettext)
    return f"{problem.head}：{reason}" if problem.head else reason
