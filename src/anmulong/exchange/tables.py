"""The table inside a sheet: titles above, a head of one or two rows, its rows, totals and footers below (R-521)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from anmulong.exchange.columns import Column, field_of, fold_head
from anmulong.exchange.sheets import Cell, Row, Sheet, is_blank, letters
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


Knows = Callable[[str, str], str | None]
"""From a head and the head above it to a field; None when it is not known."""

HEAD_WITHIN = 30
"""A head lies within the first rows."""

SAME = frozenset({"同上", "〃", '"', "″", "“", "”", "''", "同上行"})
TOTALS = ("合计", "总计", "小计", "共计", "总合计")
FOOTERS = (
    "填表人",
    "制表人",
    "填报人",
    "审核人",
    "负责人签字",
    "填报单位",
    "单位盖章",
    "填表说明",
    "填表日期",
    "说明",
    "注",
)


@dataclass(frozen=True)
class Table:
    """A table found in a sheet: its columns and the number of the last row of its head."""

    sheet: Sheet
    columns: tuple[Column, ...]
    head_row: int
    knows: Knows = field_of

    @property
    def name(self) -> str:
        return self.sheet.name


@dataclass
class Left:
    """What of a table was left out: numbers of the rows."""

    totals: list[int] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class TableRow:
    """A row of a table with 同上 resolved; ``dangling`` are columns whose 同上 has nothing above it."""

    row: Row
    dangling: frozenset[int] = frozenset()

    @property
    def number(self) -> int:
        return self.row.number


def find_table(sheet: Sheet, knows: Knows = field_of) -> Table:
    """The table of a sheet: its head is the first row in which three heads are known, or two that are most of it.

    Raises ``Invalid`` when there is no such row.
    """
    rows = list(islice(sheet.rows(), HEAD_WITHIN + 1))
    for position, row in enumerate(rows[:HEAD_WITHIN]):
        if _is_head(row, knows):
            below = rows[position + 1] if position + 1 < len(rows) else None
            return _table(sheet, row, below, knows)
    raise Invalid(
        "no-head",
        noop("Sheet %(name)s has no row of column heads that is known."),
        params={"name": sheet.name},
        way_out=noop("The head needs at least two known columns, such as 简要情况 and 日期."),
    )


def table_rows(table: Table, left: Left | None = None) -> Iterator[TableRow]:
    """The rows under the head, without totals, footers, repeated heads and blank rows."""
    left = Left() if left is None else left
    heads = [column.head for column in table.columns]
    counted = [column.position for column in table.columns if table.knows(column.head, column.parent) != "skip"]
    above: dict[int, Cell] = {}
    for row in table.sheet.rows():
        if row.number <= table.head_row or all(is_blank(row.cell(position)) for position in counted):
            continue
        if _is_total(row):
            left.totals.append(row.number)
        elif _is_footer(row):
            left.footers.append(row.number)
        elif _repeats_head(row, heads):
            left.heads.append(row.number)
        else:
            yield _resolved(row, above)


# --- head


def _texts(row: Row) -> dict[int, str]:
    return {position: str(cell).strip() for position, cell in enumerate(row.cells) if not is_blank(cell)}


def _is_head(row: Row, knows: Knows) -> bool:
    texts = _texts(row)
    known = {knows(text, "") for text in texts.values()} - {None}
    hits = sum(1 for text in texts.values() if knows(text, "") is not None)
    return (hits >= 3 and len(known) >= 2) or (hits >= 2 and hits * 2 > len(texts))


def _table(sheet: Sheet, head: Row, below: Row | None, knows: Knows) -> Table:
    upper = _spread(sheet, head, below, knows)
    lower = _texts(below) if below is not None and _is_second_head(head, below, knows) else {}
    columns: list[Column] = []
    used: dict[str, int] = {}
    width = max([*upper, *lower], default=-1) + 1
    for position in range(width):
        over, under = upper.get(position, ""), lower.get(position, "")
        if under == over:
            under = ""
        name = " ".join((under or over).split())
        if not name:
            name = f"{letters(position)}列"
        parent = over if under else ""
        if name in used and parent:
            name = f"{parent}{name}"
        used[name] = used.get(name, 0) + 1
        columns.append(Column(position, name if used[name] == 1 else f"{name}（{used[name]}）", parent))
    last = below.number if below is not None and lower else head.number
    return Table(sheet, tuple(columns), last, knows)


def _spread(sheet: Sheet, head: Row, below: Row | None, knows: Knows) -> dict[int, str]:
    """The texts of the upper head row, those merged across given to every column beneath."""
    texts = _texts(head)
    for (top, first), (bottom, last) in sheet.merges:
        if top <= head.number - 1 <= bottom and first in texts:
            texts |= dict.fromkeys(range(first, last + 1), texts[first])
    if below is not None and not sheet.merges and _is_second_head(head, below, knows):
        under = _texts(below)
        carried = ""
        for position in range(max([*texts, *under], default=-1) + 1):
            carried = texts.get(position, carried)
            if position in under and position not in texts:
                texts[position] = carried
    return texts


def _is_second_head(head: Row, below: Row, knows: Knows) -> bool:
    """Whether the row below holds nothing but heads of its own, as data never does."""
    upper, lower = _texts(head), _texts(below)
    own = {position: text for position, text in lower.items() if text != upper.get(position)}
    if not own:
        return False
    known = [knows(text, _parent(upper, position)) is not None for position, text in own.items()]
    return all(known)


def _parent(upper: dict[int, str], position: int) -> str:
    return next((upper[place] for place in range(position, -1, -1) if place in upper), "")


# --- rows


def _first_text(row: Row) -> str:
    return next((fold_head(str(cell)) for cell in row.cells if not is_blank(cell)), "")


def _is_total(row: Row) -> bool:
    filled = [fold_head(str(cell)) for cell in row.cells if not is_blank(cell)]
    return any(text in TOTALS for text in filled[:2])


def _is_footer(row: Row) -> bool:
    texts = _texts(row)
    if len(texts) > 4:
        return False
    first = next(iter(texts.values()), "")
    return first.startswith(tuple(f"{word}{colon}" for word in FOOTERS for colon in "：:"))


def _repeats_head(row: Row, heads: Sequence[str]) -> bool:
    texts = [" ".join(text.split()) for text in _texts(row).values()]
    return len(texts) >= 2 and all(text in heads for text in texts)


def _resolved(row: Row, above: dict[int, Cell]) -> TableRow:
    """Replace 同上 by what stands above it, and remember this row for the next."""
    cells = list(row.cells)
    dangling = set()
    for position, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip() in SAME:
            if position in above:
                cells[position] = above[position]
            else:
                dangling.add(position)
                continue
        if not is_blank(cells[position]):
            above[position] = cells[position]
    return TableRow(replace(row, cells=tuple(cells)), frozenset(dangling))
