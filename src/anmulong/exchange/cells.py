"""The cells of one row by field, with what is wrong with them and what is to be kept in the note."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from anmulong.exchange import values
from anmulong.exchange.columns import ColumnMap
from anmulong.exchange.fields import NOTE, SKIP, WITHHELD
from anmulong.exchange.sheets import Cell, is_blank, letters
from anmulong.exchange.tables import Table, TableRow
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import Message, noop


T = TypeVar("T")


@dataclass(frozen=True)
class BadCell:
    """One thing that cannot go in: row and column as in the file; ``column`` is None for the row as a whole."""

    sheet: str
    row: int
    column: int | None
    head: str
    value: str
    reason: Message

    @property
    def letter(self) -> str:
        """The column's letter; empty for the whole row."""
        return "" if self.column is None else letters(self.column)


@dataclass(frozen=True)
class Layout:
    """A table under a mapping: where each field of one value stands, and which columns go to the note."""

    table: Table
    mapping: ColumnMap

    @property
    def positions(self) -> Mapping[str, int]:
        """Field → position."""
        return {name: position for position, name in self._fields() if name not in (NOTE, SKIP, WITHHELD)}

    @property
    def noted(self) -> Mapping[int, str]:
        """Position → head of the columns that are kept in the note."""
        heads = {column.position: column.head for column in self.table.columns}
        return {position: heads[position] for position, name in self._fields() if name == NOTE}

    @property
    def telling(self) -> Mapping[int, str]:
        """Position → head of the columns that say what a row is."""
        heads = {column.position: column.head for column in self.table.columns}
        return {position: heads[position] for position, name in self._fields() if name not in (SKIP, WITHHELD)}

    def _fields(self) -> list[tuple[int, str]]:
        return [(column.position, self.mapping.fields[column.head]) for column in self.table.columns]


class RowCells:
    """The cells of one row; ``problems`` and ``notes`` fill while they are read."""

    def __init__(self, sheet: str, heads: Mapping[int, str], positions: Mapping[str, int], row: TableRow) -> None:
        self.sheet, self.heads, self.positions, self.row = sheet, heads, positions, row
        self.problems: list[BadCell] = []
        self.notes: list[tuple[str, str]] = []

    def cell(self, name: str) -> Cell:
        """The raw cell of a field; empty text where the file has no such column."""
        position = self.positions.get(name)
        return "" if position is None else self.row.row.cell(position)

    def has(self, name: str) -> bool:
        """Whether something stands in the field."""
        return not is_blank(self.cell(name))

    def read(self, name: str, read: Callable[[Cell], T], default: T) -> T:
        """The value of a field, ``default`` for an empty cell; a bad cell is noted and gives ``default`` too."""
        if not self.has(name):
            return default
        try:
            return read(self.cell(name))
        except DomainError as error:
            self.bad(name, error.message)
            return default

    def value(self, name: str, read: Callable[[Cell], T], default: T) -> T:
        """As ``read``, for days, amounts and codes: 无 and strokes stand for an empty cell, and words are kept."""
        if values.says_nothing(self.cell(name)):
            if self.text(name).strip()[:1].isalpha():
                self.keep(name)
            return default
        return self.read(name, read, default)

    def text(self, name: str) -> str:
        """The cell's text exactly as typed."""
        return self.read(name, values.text_of, "")

    def line(self, name: str) -> str:
        """A short text."""
        return self.read(name, values.line_of, "")

    def bad(self, name: str, reason: Message) -> None:
        """Say that a field cannot go in; a field without a column is said of the whole row."""
        self.bad_at(self.positions.get(name), reason)

    def bad_at(self, position: int | None, reason: Message) -> None:
        """Say that a cell cannot go in, once."""
        if any(problem.column == position for problem in self.problems):
            return
        head = "" if position is None else self.heads.get(position, "")
        cell = "" if position is None else self.row.row.cell(position)
        self.problems.append(BadCell(self.sheet, self.row.number, position, head, str(cell)[:60], reason))

    def head(self, name: str) -> str:
        """The head over a field."""
        return self.heads[self.positions[name]]

    def keep(self, name: str) -> None:
        """Put the words of a field into the note."""
        text = self.text(name)
        if text.strip():
            self.notes.append((self.head(name), text.strip()))

    def keep_at(self, position: int, head: str) -> None:
        """Put the words of any cell into the note."""
        try:
            text = values.text_of(self.row.row.cell(position)).strip()
        except DomainError as error:
            self.bad_at(position, error.message)
            return
        if text:
            self.notes.append((head, text))

    def mark_dangling(self) -> None:
        """A 同上 with nothing above it is a bad cell."""
        for position in sorted(self.row.dangling):
            self.bad_at(position, Message(noop("Nothing stands above that this could repeat.")))
