"""Spreadsheets as rows with addresses: .xlsx and .xls through calamine, .csv in UTF-8, UTF-16 or GB 18030.

Rows come one by one, counted as the spreadsheet program counts them, so that a bad cell can be named. Hidden sheets
are left out. A cell that is merged downwards is filled into the rows below and marked as filled.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta
Range: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

MAX_FILE_BYTES = 60 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_ROWS = 200_000
PACKED, OLD_WORKBOOK = b"PK", bytes.fromhex("D0CF11E0A1B11AE1")
"""How an .xlsx and an .xls begin."""
"""Beyond this a file is cut up first; a stray cell far below costs a reader the memory of all rows above it."""

ERROR_CELL = "#错误"
"""Stands for a formula error; a reader that dropped it would take a broken cell for an empty one."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_ERRORS = re.compile(rb'<c [^>]*?r="([A-Z]+)([0-9]+)"[^>]*?t="e"')
_ERRORS_TURNED = re.compile(rb'<c [^>]*?t="e"[^>]*?r="([A-Z]+)([0-9]+)"')
_LAST_ROW = re.compile(rb'<row [^>]*?r="([0-9]+)"')


@dataclass(frozen=True)
class Row:
    """One row: its number (from 1), its cells from column A on, and the columns that a merge filled from above."""

    number: int
    cells: tuple[Cell, ...]
    filled: frozenset[int] = frozenset()

    def cell(self, column: int) -> Cell:
        """The cell of a column (from 0); empty text beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Nothing but blanks."""
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A visible sheet of a file; ``merges`` are (row, column) pairs from 0, both ends included."""

    path: Path
    name: str
    merges: tuple[Range, ...] = ()
    errors: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    loaded: CalamineSheet | None = field(default=None, repr=False, compare=False)

    def rows(self) -> Iterator[Row]:
        """Every row down to the last that holds something; may be asked for again."""
        raw = _csv_rows(self.path) if self.loaded is None else _workbook_rows(self.loaded, self.errors)
        return _without_tail(_fill_down(raw, self.merges))


def open_sheets(path: Path) -> list[Sheet]:
    """The visible sheets of a file. Raises ``Invalid`` for what cannot be read, with the mend."""
    _check_file(path)
    if _is_csv(path):
        return [Sheet(path, path.stem)]
    _check_workbook(path)
    with _reader_errors():
        book = CalamineWorkbook.from_path(str(path))
    places = _sheet_places(path) if zipfile.is_zipfile(path) else {}
    sheets = []
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet or facts.visible != SheetVisibleEnum.Visible:
            continue
        scan = _scan(path, places[facts.name]) if facts.name in places else _Scan()
        if scan.last_row > MAX_ROWS:
            raise _too_long(facts.name, scan.last_row)
        with _reader_errors():
            loaded = book.get_sheet_by_name(facts.name)
        sheets.append(Sheet(path, facts.name, tuple(loaded.merged_cell_ranges or ()), scan.errors, loaded))
    book.close()
    if not sheets:
        raise Invalid("no-sheet", noop("This file has no visible sheet."), way_out=noop("Show the sheet and save."))
    return sheets


def choose_sheet(sheets: list[Sheet], name: str) -> Sheet:
    """The sheet of a name; the first one for an empty name. Raises ``Invalid`` with the choices."""
    found = next((sheet for sheet in sheets if name in ("", sheet.name)), None)
    if found is None:
        raise Invalid(
            "no-such-sheet",
            noop("This file has no visible sheet %(name)s; it has %(names)s."),
            params={"name": name, "names": tuple(sheet.name for sheet in sheets)},
        )
    return found


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def is_blank(cell: Cell) -> bool:
    """Empty, or only spaces."""
    return isinstance(cell, str) and not cell.strip()


# --- files


@contextmanager
def _reader_errors() -> Iterator[None]:
    """Turn the reader's own errors into a sentence for people."""
    try:
        yield
    except PasswordError as error:
        raise Invalid(
            "file-locked",
            noop("This file is protected by a password."),
            way_out=noop("Take the protection off and save it again."),
        ) from error
    except (CalamineError, OSError) as error:
        raise _unreadable() from error


def _unreadable() -> Invalid:
    return Invalid(
        "file-unreadable",
        noop("This file cannot be read as a table."),
        way_out=noop("Open it in the spreadsheet program and save it as .xlsx."),
    )


def _too_long(name: str, rows: int) -> Invalid:
    return Invalid(
        "sheet-too-long",
        noop("Sheet %(name)s reaches down to row %(rows)s; at most %(limit)s rows come in at once."),
        params={"name": name, "rows": rows, "limit": MAX_ROWS},
        way_out=noop("Delete the empty rows below the table, or cut it up into several files."),
    )


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".txt", ".tsv")


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise Invalid("no-file", noop("There is no file %(name)s."), params={"name": path.name})
    if path.stat().st_size > MAX_FILE_BYTES:
        raise Invalid(
            "file-too-big",
            noop("This file is larger than %(limit)s MB."),
            params={"limit": MAX_FILE_BYTES // 1024 // 1024},
            way_out=noop("Take pictures out of it, or cut it up into several files."),
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise _unreadable()


def _check_workbook(path: Path) -> None:
    """A text that was only renamed is told apart from a workbook that is broken."""
    with path.open("rb") as opened:
        begins = opened.read(len(OLD_WORKBOOK))
    if begins.startswith((PACKED, OLD_WORKBOOK)):
        return
    raise Invalid(
        "not-a-workbook",
        noop("%(name)s is no Excel workbook: only its name ends like one."),
        params={"name": path.name},
        way_out=noop("Open it in the spreadsheet program and save it as .xlsx; a plain text comes in as .csv."),
    )


# --- what calamine does not tell: error cells, and how far down a sheet reaches


@dataclass
class _Scan:
    errors: frozenset[tuple[int, int]] = frozenset()
    last_row: int = 0


def _sheet_places(path: Path) -> dict[str, str]:
    """Sheet name → its part inside an .xlsx file; empty for another zipped format."""
    with zipfile.ZipFile(path) as packed, suppress(KeyError, ElementTree.ParseError):
        links = {
            link.get("Id", ""): link.get("Target", "")
            for link in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  # no entities are expanded by expat >= 2.4.1; size checked above
        }
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314  # as above
        relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        found = {}
        for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
            target = links.get(sheet.get(relation, ""), "")
            place = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            found[sheet.get("name", "")] = place
        return found
    return {}


def _scan(path: Path, place: str) -> _Scan:
    errors: set[tuple[int, int]] = set()
    last_row, rest = 0, b""
    with zipfile.ZipFile(path) as packed:
        if place not in packed.namelist():
            return _Scan()
        with packed.open(place) as part:
            while piece := part.read(1 << 20):
                text = rest + piece
                for pattern in (_ERRORS, _ERRORS_TURNED):
                    errors |= {(int(row) - 1, _column(name)) for name, row in pattern.findall(text)}
                last_row = max([last_row, *(int(row) for row in _LAST_ROW.findall(text))])
                rest = text[-512:]
    return _Scan(frozenset(errors), last_row)


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


# --- rows


def _workbook_rows(sheet: CalamineSheet, errors: frozenset[tuple[int, int]]) -> Iterator[Row]:
    if sheet.start is None:
        return
    left = ("",) * sheet.start[1]
    wrong = {row for row, _ in errors}
    for index, cells in enumerate(sheet.iter_rows()):
        row = (*left, *cells)
        if index in wrong:
            row = tuple(ERROR_CELL if (index, column) in errors else cell for column, cell in enumerate(row))
        yield Row(index + 1, row)


def _csv_rows(path: Path) -> Iterator[Row]:
    encoding = _encoding(path)
    csv.field_size_limit(MAX_FILE_BYTES)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max((",", "\t", ";", "，"), key=first.count)
        line = 1
        reader = csv.reader(file, delimiter=delimiter)
        for cells in reader:
            yield Row(line, tuple(cells))
            line += 1


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError), path.open(encoding=encoding, newline="") as text:
            while text.read(1 << 20):
                pass
            return encoding
    raise _unreadable()


def _fill_down(rows: Iterator[Row], merges: tuple[Range, ...]) -> Iterator[Row]:
    """Give the cells below a vertically merged cell its value; only the leftmost column of a merge."""
    starts: dict[int, list[Range]] = {}
    for merge in merges:
        if merge[1][0] > merge[0][0]:
            starts.setdefault(merge[0][0], []).append(merge)
    running: list[tuple[Range, Cell]] = []
    for row in rows:
        index = row.number - 1
        running = [(merge, value) for merge, value in running if merge[1][0] >= index]
        running += [(merge, row.cell(merge[0][1])) for merge in starts.get(index, ())]
        yield _filled(row, {merge[0][1]: value for merge, value in running if merge[0][0] < index})


def _filled(row: Row, values: dict[int, Cell]) -> Row:
    wanted = {
        column: value
        for column, value in values.items()
        if column < len(row.cells) and is_blank(row.cells[column]) and not is_blank(value)
    }
    if not wanted:
        return row
    cells = tuple(wanted.get(column, cell) for column, cell in enumerate(row.cells))
    return Row(row.number, cells, frozenset(wanted))


def _without_tail(rows: Iterator[Row]) -> Iterator[Row]:
    """Leave out the empty rows behind the last that holds something."""
    waiting: list[Row] = []
    for row in rows:
        if row.is_empty:
            waiting.append(Row(row.number, ()))
            continue
        yield from waiting
        waiting.clear()
        yield row
