"""From a row of a ledger to the inputs of actions, or to the list of its bad cells."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from anmulong.disputes.public import Registration, SideInput
from anmulong.exchange import values
from anmulong.exchange.areas import Areas
from anmulong.exchange.cells import BadCell, Layout, RowCells
from anmulong.exchange.parties import numbers_in, parties_of, repeats_parties
from anmulong.exchange.sheets import Cell, is_blank, letters
from anmulong.exchange.tables import TableRow
from anmulong.kernel.canonical import encode
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Invalid
from anmulong.kernel.numbering import parse_receipt_number
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.public import Division


T = TypeVar("T")

IMPORTED = UUID("7b1f3d0e-6f0a-5d0c-9a52-0c4b7f2e9d11")
"""Namespace of the uids of imported rows: the same row of the same file is always the same matter."""

LASTING = (
    *("received", "occurred", "reporter", "screener", "parties", "applicants", "respondents"),
    *("town", "gacha", "area", "unit", "place", "title", "what"),
)
"""Fields by which a row without a number is known again next month."""

DONE = "已化解（据原台账）"
GONE = "原台账记载已销号"
"""Stored with the matter, therefore in the language of the ledger."""


@dataclass(frozen=True)
class Followed:
    """What came after a registration: its text, and when (None: not told)."""

    text: str
    at: datetime | None


@dataclass(frozen=True)
class LedgerRow:
    """A row that can go in. ``own_number`` is set when the row names a matter by a receipt number of this kind."""

    number: int
    uid: UUID
    registration: Registration
    happened: datetime | None
    own_number: str = ""
    colour: str = ""
    settled: Followed | None = None
    struck: str = ""
    answer: Followed | None = None


@dataclass(frozen=True)
class RefusedRow:
    """A row that stays out."""

    number: int
    problems: tuple[BadCell, ...]


@dataclass(frozen=True)
class Terms:
    """How rows are taken: by whom the places are known, now, still running or history, by which way (C-302)."""

    areas: Areas
    now: datetime
    open_rows: bool = False
    source: str = "import"


def read_rows(layout: Layout, rows: Iterable[TableRow], terms: Terms) -> Iterator[LedgerRow | RefusedRow]:
    """Every matter of the table; rows that a merged cell ties together are one matter with several parties."""
    reader = _Reader(layout, terms)
    group: list[TableRow] = []
    for row in rows:
        if group and not reader.continues(row):
            yield _Reading(reader, group).result()
            group = []
        group.append(row)
    if group:
        yield _Reading(reader, group).result()


class _Reader:
    """What all rows of a table share, worked out once."""

    def __init__(self, layout: Layout, terms: Terms) -> None:
        self.terms = terms
        self.sheet = layout.table.name
        self.profile = layout.mapping.profile
        self.heads = {column.position: column.head for column in layout.table.columns}
        self.positions, self.noted, self.telling = layout.positions, layout.noted, layout.telling
        self.lasting = {self.positions[name] for name in LASTING if name in self.positions}
        self.seen: dict[int, int] = {}
        self._words: dict[tuple[str, Cell], Any] = {}
        self.merging = {self.positions[name] for name in ("what", "number") if name in self.positions}

    def continues(self, row: TableRow) -> bool:
        """Whether a merge carries the matter itself, or its number, down into this row."""
        return bool(self.merging & row.row.filled)

    def once(self, name: str, read: Callable[[Cell], T]) -> Callable[[Cell], T]:
        """``read``, asked once for each word: ledgers name few kinds, places and colours many times."""

        def known(cell: Cell) -> T:
            key = (name, cell)
            if key not in self._words:
                self._words[key] = read(cell)
            found: T = self._words[key]
            return found

        return known

    def cells(self, row: TableRow) -> RowCells:
        return RowCells(self.sheet, self.heads, self.positions, row)


class _Reading:
    """One matter being read from its row and the rows that continue it."""

    def __init__(self, reader: _Reader, group: list[TableRow]) -> None:
        self.reader, self.terms = reader, reader.terms
        self.cells = reader.cells(group[0])
        self.more = [reader.cells(row) for row in group[1:]]

    def result(self) -> LedgerRow | RefusedRow:
        for cells in (self.cells, *self.more):
            cells.mark_dangling()
            self._note_unmapped(cells)
        row = self._row()
        problems = [problem for cells in (self.cells, *self.more) for problem in cells.problems]
        if problems:
            return RefusedRow(self.cells.row.number, tuple(problems))
        notes = [note for cells in (self.cells, *self.more) for note in cells.notes]
        text = "\n".join(f"{head}：{said}" for head, said in notes)
        return replace(row, registration=replace(row.registration, imported_note=text))

    def _row(self) -> LedgerRow:
        happened = self._moment("received")
        own, uid = self._identity()
        settled, struck = self._settled(happened)
        return LedgerRow(
            number=self.cells.row.number,
            uid=uid,
            registration=self._registration(uid),
            happened=happened,
            own_number=own,
            colour=self._colour(),
            settled=settled,
            struck=struck,
            answer=self._answer(),
        )

    def _note_unmapped(self, cells: RowCells) -> None:
        """Columns of the note, and cells beyond the last head: nothing is lost."""
        row = cells.row
        last = max(self.reader.heads, default=-1)
        beyond = {position: f"{letters(position)}列" for position in range(last + 1, len(row.row.cells))}
        for position, head in sorted({**self.reader.noted, **beyond}.items()):
            if position not in row.dangling and not (cells is not self.cells and position in row.row.filled):
                cells.keep_at(position, head)

    # --- who this row is

    def _identity(self) -> tuple[str, UUID]:
        """By its number. Without one by what does not change from month to month: when, who, where, about what; a
        second row of the file that is alike in these, but not in everything, is told apart by everything."""
        number, county = self.cells.line("number"), self.terms.areas.county
        if number:
            return _own_number(number), uuid5(IMPORTED, f"{county}|{self.reader.profile}|{number}")
        told = self._told()
        lasting = [[head, text] for position, head, text in told if position in self.reader.lasting]
        uid = uuid5(IMPORTED, f"{county}|{encode(lasting).decode()}")
        whole = hash(tuple(told))
        if self.reader.seen.setdefault(uid.int, whole) != whole:
            uid = uuid5(IMPORTED, f"{county}|{encode([[head, text] for _, head, text in told]).decode()}")
        return "", uid

    def _told(self) -> list[tuple[int, str, str]]:
        return [
            (position, head, _canonical(cell))
            for cells in (self.cells, *self.more)
            for position, head in self.reader.telling.items()
            if not is_blank(cell := cells.row.row.cell(position))
        ]

    # --- the registration

    def _registration(self, uid: UUID) -> Registration:
        reporter, screener = self.cells.line("reporter"), self.cells.line("screener")
        if reporter and screener:
            self.cells.keep("screener")
        parties = self._parties()
        division = self._division()
        self.cells.keep("occurred")
        return Registration(
            what=self._what(),
            place=self.cells.line("place"),
            source=self.cells.value("source", self._code("source", "C-302"), self.terms.source),
            division=division,
            title=self._title(),
            anonymous=not (reporter or screener or parties),
            reporter=reporter or screener,
            reporter_phone="、".join(numbers_in(self.cells, "reporter_phone")),
            wants_answer=bool(reporter or parties),
            parties=parties,
            uid=uid,
            history=not self.terms.open_rows,
            **self._facts(),
        )

    def _facts(self) -> dict[str, Any]:
        read = self.cells.value
        amount = read("amount", values.amount_of, None)
        if amount is None:
            amount = read("amount_wan", lambda cell: values.amount_of(cell, unit=10_000), None)
        return {
            "kind": read("kind", self.reader.once("kind", values.kind_of), ""),
            "people_count": read("people", values.whole_number_of, None),
            "amount_at_stake": amount,
            "forecast": read("forecast", self._code("forecast", "C-303"), ""),
            "scale": read("scale", self._code("scale", "C-310"), ""),
            "longitude": read("longitude", lambda cell: values.degrees_of(cell, limit=180), None),
            "latitude": read("latitude", lambda cell: values.degrees_of(cell, limit=90), None),
        }

    def _code(self, name: str, table: str) -> Callable[[Cell], str]:
        return self.reader.once(name, lambda cell: values.code_of(table, cell))

    def _what(self) -> str:
        what = self.cells.text("what")
        if not what.strip():
            what = self.cells.text("title")
        if not what.strip():
            self.cells.bad("what", Message(noop("Say in a sentence what it is about.")))
        return what

    def _title(self) -> str:
        title = self.cells.text("title")
        if len(title) > values.MAX_LINE:
            reason = noop("At most %(limit)s characters can stand here.")
            self.cells.bad("title", Message(reason, {"limit": values.MAX_LINE}))
        return title

    def _division(self) -> UUID | None:
        areas, cells = self.terms.areas, self.cells
        none: Division | None = None
        once = self.reader.once
        town = cells.read("town", once("town", lambda cell: areas.town(values.line_of(cell))), none)
        place = town
        if cells.has("gacha") and (town or not cells.has("town")):
            within = f"gacha {town.pk if town else ''}"
            place = cells.read("gacha", once(within, lambda cell: areas.gacha(values.line_of(cell), town)), none)
        for name in ("area", "unit"):
            cells.keep(name)
            if place is None and cells.has(name):
                place = areas.any(cells.line(name))
        if place is None and areas.home is None and not cells.has("place"):
            cells.bad("place", Message(noop("Where is it? Choose a place or describe it.")))
        return place.pk if place is not None else areas.home

    def _parties(self) -> tuple[SideInput, ...]:
        found = parties_of(self.cells)
        for cells in self.more:
            if not repeats_parties(cells):
                found += parties_of(cells)
        return tuple(found)

    # --- what came after

    def _moment(self, name: str) -> datetime | None:
        none: values.Told | None = None
        told = self.cells.value(name, lambda cell: values.moment_of(cell, now=self.terms.now), none)
        if told is not None and told.rough:
            self.cells.keep(name)
        return None if told is None else told.moment

    def _settled(self, happened: datetime | None) -> tuple[Followed | None, str]:
        """The result where the ledger says 已化解 or 已销号, or gives its day; without a day the intake's counts."""
        at, struck_at = self._moment("settled_at"), self._moment("struck_at")
        answer, struck = self._yes_or_no("settled"), self._yes_or_no("struck")
        for name in ("struck", "struck_at"):
            self.cells.keep(name)
        if answer is None:
            self.cells.keep("settled")
        gone = bool(struck or (struck is None and struck_at))
        if not (answer or (answer is None and (at or gone))):
            self.cells.keep("result")
            return None, ""
        result = self.cells.text("result")
        day = f"（{struck_at.astimezone(LOCAL).date()}）" if struck_at else ""
        told = Followed(result if result.strip() else DONE, at or struck_at or happened)
        return told, f"{GONE}{day}" if gone else ""

    def _yes_or_no(self, name: str) -> bool | None:
        none: bool | None = None
        return self.cells.read(name, values.yes_or_no, none)

    def _answer(self) -> Followed | None:
        text, at = self.cells.text("answer"), self._moment("answered_at")
        if text.strip():
            return Followed(text, at)
        if at is not None:
            self.cells.keep("answered_at")
        return None

    def _colour(self) -> str:
        if not values.says_nothing(self.cells.cell("colour")):
            self.cells.keep("colour")
        return self.cells.value("colour", values.colour_of, "")


def _own_number(number: str) -> str:
    """The number if it is one of a receipt of ours; else empty."""
    try:
        parse_receipt_number(number)
    except Invalid:
        return ""
    return number


def _canonical(cell: Cell) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else values.text_of(cell)
