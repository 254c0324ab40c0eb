"""A real ledger comes in: preview, then apply (R-521, T-6).

The preview reads and checks every row and changes nothing. Applying reads the file again, so that no file is too
long for the memory, and hands the good rows to the road in batches. Every row has a uid of its own, made from its
number or its content: the same file twice adds nothing, and an upload that broke off goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from anmulong.base import clock
from anmulong.base.sql import renew_statistics
from anmulong.disputes.enums import Permission
from anmulong.exchange.areas import Areas
from anmulong.exchange.arriving import Arrival, Arriving, Sorted
from anmulong.exchange.cells import BadCell, Layout
from anmulong.exchange.changing import RowChange
from anmulong.exchange.columns import ColumnMap, corrected, guess, label_of
from anmulong.exchange.enums import ChangeWay
from anmulong.exchange.fields import FIELDS, WITHHELD
from anmulong.exchange.returned import write_returned
from anmulong.exchange.rows import LedgerRow, RefusedRow, Terms, read_rows
from anmulong.exchange.sheets import Sheet, choose_sheet, is_blank, letters, open_sheets
from anmulong.exchange.tables import Left, Table, find_table, table_rows
from anmulong.exchange.values import text_of
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Actor, log_reading
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import code_label, dispute_type_label


CHUNK = 500
FIRST_ROWS = 8
SHOWN_PROBLEMS = 200
SHOWN_CHANGES = 200
SAMPLE = 40
LONG_SAMPLE = 200

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""


@dataclass(frozen=True)
class Options:
    """What the person chose. ``mapping``: head → field, corrections over the guess; ``open_rows``: still running,
    so that clocks start; ``division``: where rows lie that name no place; ``source``: code of C-302; ``changes``: what
    the file says otherwise than last time goes in too."""

    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    open_rows: bool = False
    division: UUID | None = None
    source: str = "import"
    changes: bool = True


@dataclass(frozen=True)
class ColumnView:
    """A column as the preview shows it: letter, head, field and its words, the first values that stand in it."""

    letter: str
    head: str
    field: str
    label: str
    known: bool
    samples: tuple[str, ...]


@dataclass(frozen=True)
class RowView:
    """One of the first rows as it will be. ``kind`` is a code (C-301, C-301x), ``place`` a path."""

    number: int
    title: str
    place: str
    kind: str
    happened: datetime | None
    parties: str
    answered: bool
    settled: bool
    colour: str


@dataclass(frozen=True)
class ChangeView:
    """One field of one row that came in before: matter, field in words, what stands here, what the file says."""

    row: int
    matter: str
    field: str
    label: str
    was: str
    becomes: str
    way: ChangeWay


@dataclass(frozen=True)
class Preview:
    """Everything the page of an import shows before anything goes in.

    ``good + bad`` are the matters found; ``already`` of the good ones are in the ledger. ``problems`` are the first
    ``SHOWN_PROBLEMS`` of ``problem_count``; ``changes`` the first ``SHOWN_CHANGES`` of what ``changed`` rows say
    otherwise than last time. ``remarks`` say in words what will happen.
    """

    path: Path
    options: Options
    sheets: tuple[str, ...]
    sheet: str
    profile: str
    columns: tuple[ColumnView, ...]
    mapping: ColumnMap
    good: int
    bad: int
    already: int
    first: tuple[RowView, ...]
    problems: tuple[BadCell, ...]
    problem_count: int
    changed: int
    changes: tuple[ChangeView, ...]
    left: Left
    remarks: tuple[Message, ...]

    @property
    def new(self) -> int:
        """How many rows would be registered."""
        return self.good - self.already

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Every field a column may go to: (name, English words)."""
        return tuple((each.name, each.label) for each in FIELDS)


@dataclass(frozen=True)
class Result:
    """What became of an import: rows newly registered, already there, refused, in but without all that
    came with them (``partial``); answers and results recorded; rows that came in before and were ``changed``.

    ``report`` is the returned workbook, None when every row went in or none was asked for.
    """

    added: int
    already: int
    refused: int
    partial: int
    answers: int
    settled: int
    changed: int
    problems: tuple[BadCell, ...]
    report: Path | None = None

    @property
    def all_in(self) -> bool:
        """Whether nothing stayed out."""
        return self.refused == 0 and self.partial == 0


def preview(path: Path, options: Options, *, by: Actor, progress: Progress | None = None) -> Preview:
    """Read and check the whole file without changing anything. Raises ``Invalid`` for a file that is no ledger.

    ``Refused`` when the actor may not import.
    """
    by.rights.check(Permission.IMPORT, None, clock.now())
    opened = _open(path, options, by)
    left, seen = Left(), _Seen(opened.terms.areas)
    arriving = Arriving(by, opened.terms.areas.home)
    for chunk in _chunks(read_rows(opened.layout, table_rows(opened.layout.table, left), opened.terms)):
        seen.add(chunk, arriving.sort([row for row in chunk if isinstance(row, LedgerRow)], opened.layout))
        if progress is not None:
            progress(seen.total, 0)
    if seen.changed:
        log_reading(ReadingKind.OPEN, "ledger", None, by, detail="import: changes", rows=seen.changed)
    return Preview(
        path=path,
        options=options,
        sheets=tuple(sheet.name for sheet in opened.sheets),
        sheet=opened.layout.table.name,
        profile=opened.layout.mapping.profile,
        columns=_column_views(opened.layout),
        mapping=opened.layout.mapping,
        good=seen.total - seen.bad,
        bad=seen.bad,
        already=seen.already,
        first=tuple(seen.first),
        problems=tuple(seen.problems),
        problem_count=seen.problem_count,
        changed=seen.changed,
        changes=tuple(seen.changes),
        left=left,
        remarks=_remarks(opened.layout, options, left),
    )


class _Seen:
    """What a preview has seen so far; of long files only the first of each."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.total = self.bad = self.already = self.changed = self.problem_count = 0
        self.first: list[RowView] = []
        self.problems: list[BadCell] = []
        self.changes: list[ChangeView] = []

    def add(self, chunk: Sequence[LedgerRow | RefusedRow], known: Sorted) -> None:
        """Count the rows of a piece."""
        refused = [row for row in chunk if isinstance(row, RefusedRow)] + known.refused
        found = [problem for row in refused for problem in row.problems]
        views = [view for each in known.changed for view in _change_views(each, self.areas)]
        self.total += len(chunk)
        self.bad += len(refused)
        self.already += known.already
        self.changed += len(known.changed)
        self.problem_count += len(found)
        self.problems += found[: max(0, SHOWN_PROBLEMS - len(self.problems))]
        self.changes += views[: max(0, SHOWN_CHANGES - len(self.changes))]
        ready = [row for row in chunk if isinstance(row, LedgerRow)]
        self.first += [_row_view(row, self.areas) for row in ready[: max(0, FIRST_ROWS - len(self.first))]]


def apply(
    shown: Preview, *, by: Actor, report: Path | None = None, language: str = "", progress: Progress | None = None
) -> Result:
    """Let the good rows of a previewed file in; write the workbook of the others to ``report`` when there are any.

    Repeating it, after a broken connection or on the next day, registers nothing twice. Raises as ``preview``.
    """
    by.rights.check(Permission.IMPORT, None, clock.now())
    opened = _open(shown.path, shown.options, by)
    arriving = Arriving(by, opened.terms.areas.home, changes=shown.options.changes)
    total = Arrival()
    problems: list[BadCell] = []
    refused = partial = done = 0
    for chunk in _chunks(read_rows(opened.layout, table_rows(opened.layout.table), opened.terms)):
        arrival = arriving.take([row for row in chunk if isinstance(row, LedgerRow)], opened.layout)
        bad = [row for row in chunk if isinstance(row, RefusedRow)] + arrival.refused
        refused += len(bad)
        partial += len(arrival.partial)
        problems += [problem for row in (*bad, *arrival.partial) for problem in row.problems]
        total.add(arrival)
        done += len(chunk)
        if progress is not None:
            progress(done, shown.good + shown.bad)
    if total.added >= CHUNK:
        renew_statistics()
    written = report if report is not None and problems else None
    if written is not None:
        write_returned(written, opened.layout.table, problems, language=language)
    return Result(
        added=total.added,
        already=total.already,
        refused=refused,
        partial=partial,
        answers=total.answers,
        settled=total.settled,
        changed=total.changed,
        problems=tuple(problems),
        report=written,
    )


# --- opening


@dataclass(frozen=True)
class _Opened:
    sheets: list[Sheet]
    layout: Layout
    terms: Terms


def _open(path: Path, options: Options, by: Actor) -> _Opened:
    sheets = open_sheets(path)
    table = find_table(choose_sheet(sheets, options.sheet))
    mapping = corrected(guess(table.columns), options.mapping)
    terms = Terms(Areas(by, options.division), clock.now(), options.open_rows, options.source)
    return _Opened(sheets, Layout(table, mapping), terms)


def _chunks(rows: Iterator[LedgerRow | RefusedRow]) -> Iterator[list[LedgerRow | RefusedRow]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


# --- showing


def _column_views(layout: Layout) -> tuple[ColumnView, ...]:
    samples = _samples(layout.table)
    return tuple(
        ColumnView(
            letter=letters(column.position),
            head=column.head,
            field=layout.mapping.fields[column.head],
            label=label_of(layout.mapping.fields[column.head]),
            known=column.head not in layout.mapping.unknown,
            samples=tuple(samples[column.position]),
        )
        for column in layout.table.columns
    )


def _samples(table: Table) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {column.position: [] for column in table.columns}
    for row in islice(table_rows(table), 20):
        for position, samples in found.items():
            cell = row.row.cell(position)
            if not is_blank(cell) and len(samples) < 3:
                text = " ".join(str(cell).split()) if isinstance(cell, str) else text_of(cell)
                samples.append(text if len(text) <= SAMPLE else text[: SAMPLE - 1] + "…")
    return found


def _row_view(row: LedgerRow, areas: Areas) -> RowView:
    given = row.registration
    words = " ".join((given.title or given.what).split())
    return RowView(
        number=row.number,
        title=words if len(words) <= SAMPLE else words[: SAMPLE - 1] + "…",
        place=areas.label(given.division),
        kind=given.kind,
        happened=row.happened,
        parties="、".join(side.party.name for side in given.parties),
        answered=row.answer is not None,
        settled=row.settled is not None,
        colour=row.colour,
    )


def _change_views(change: RowChange, areas: Areas) -> list[ChangeView]:
    return [
        ChangeView(
            row=change.row.number,
            matter=change.matter.number,
            field=each.field,
            label=label_of(each.field),
            was=_in_words(each.field, each.was, areas),
            becomes=_in_words(each.field, each.becomes, areas),
            way=each.way,
        )
        for each in change.fields
    ]


def _in_words(name: str, value: str, areas: Areas) -> str:
    """A value as people read it: codes by their words, places by their path, long texts by their beginning."""
    if name == "gacha":
        return areas.label(UUID(value)) if value else ""
    if name == "kind":
        return dispute_type_label(value) if value else ""
    if name in CODE_TABLES and value:
        return code_label(CODE_TABLES[name], value)
    words = " ".join(value.split())
    return words if len(words) <= LONG_SAMPLE else words[: LONG_SAMPLE - 1] + "…"


CODE_TABLES = {"forecast": "C-303", "scale": "C-310"}


def _remarks(layout: Layout, options: Options, left: Left) -> tuple[Message, ...]:
    used = set(layout.mapping.fields.values())
    remarks = [Message(OPEN if options.open_rows else HISTORY)]
    if used & {"settled", "settled_at", "struck", "struck_at"}:
        remarks.append(Message(SETTLED))
    if used & {"struck", "struck_at"}:
        remarks.append(Message(STRUCK))
    if WITHHELD in used:
        heads = tuple(head for head, name in layout.mapping.fields.items() if name == WITHHELD)
        remarks.append(Message(NOT_TAKEN, {"heads": heads}))
    if layout.mapping.unknown:
        remarks.append(Message(UNKNOWN, {"heads": layout.mapping.unknown}))
    if left.totals or left.footers or left.heads:
        remarks.append(Message(LEFT_OUT, {"rows": tuple(sorted([*left.totals, *left.footers, *left.heads]))}))
    return tuple(remarks)


HISTORY = noop("The rows come in as history: no clock starts.")
OPEN = noop("The rows come in as running matters: clocks start, and each waits to be assessed.")
SETTLED = noop(
    "Rows that the ledger calls settled are recorded as settled by talking, on its day, both sides willing as it says."
)
STRUCK = noop(
    "Strike-offs of the old ledger are kept in the note and beside the result; here a second person must strike off."
)
NOT_TAKEN = noop("Not taken over: %(heads)s. A registered matter holds no identity numbers.")
UNKNOWN = noop("These columns are not known and go to the note: %(heads)s.")
LEFT_OUT = noop("Rows left out as totals, repeated heads or signatures: %(rows)s.")
