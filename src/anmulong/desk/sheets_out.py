"""A list as a file: Excel workbook or plain table, with what it shows, who took it and when on its first lines."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

import xlsxwriter


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 18
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def workbook(title: str, notes: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """An .xlsx file: notes, a head that stays in sight and repeats on paper, rows as plain text."""
    target = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        first = len(notes)
        for line, note in enumerate(notes):
            sheet.write_string(line, 0, note)
        sheet.write_row(first, 0, heads, bold)
        sheet.set_column(0, len(heads) - 1, WIDTH)
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_footer("&C&P / &N")
        sheet.fit_to_pages(1, 0)
        for line, row in enumerate(rows, first + 1):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text, cell)
    return target.getvalue()


def table(notes: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A .csv file in UTF-8 with its mark, so that Excel reads the Chinese; no cell can run as a formula."""
    target = StringIO()
    writer = csv.writer(target)
    for note in notes:
        writer.writerow([_harmless(note)])
    writer.writerow([_harmless(head) for head in heads])
    for row in rows:
        writer.writerow([_harmless(text) for text in row])
    return target.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
