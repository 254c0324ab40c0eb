"""A list of places from Excel becomes divisions of the county: sumu and towns, and the gacha in them.

One row is one place: a town alone, or a gacha with its town, which is added too when it is missing. Merged town cells
fill the rows below. Names that stand there already are left as they are; the same list twice adds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

from anmulong.exchange import values
from anmulong.exchange.cells import BadCell, RowCells
from anmulong.exchange.columns import fold_head
from anmulong.exchange.returned import write_returned
from anmulong.exchange.sheets import Cell, choose_sheet, open_sheets
from anmulong.exchange.tables import Table, find_table, table_rows
from anmulong.journal.public import Actor, BatchReport, Call, perform_batch
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import NewDivision, OfficialCode, divisions, schemes


PLACES = UUID("3c5e0a3f-9d0e-5b34-8a52-5f0f4f6f7a61")
"""Namespace of the uids of places from lists."""

HEADS = {
    "town": "苏木镇 苏木乡镇 乡镇 镇 苏木 街道 乡镇街道 所属苏木镇 所属乡镇 上级 上级区划",
    "gacha": "嘎查村 嘎查 村 社区 村社区 嘎查村社区 行政村 名称 区划名称 地名",
    "kind": "类型 类别 性质 区划类型",
    "code": "统计代码 统计用区划代码 区划代码 行政区划代码 代码",
    "mca": "民政代码 民政区划代码",
    "skip": "序号 问题 备注",
}
_FIELD_OF = {fold_head(alias): name for name, aliases in HEADS.items() for alias in aliases.split()}
KINDS = {
    DivisionLevel.TOWN: ("苏木", "街道", "镇", "乡"),
    DivisionLevel.GACHA: ("嘎查", "社区", "村"),
}
"""Kinds by tier, as names end."""

STATISTICS, CIVIL_AFFAIRS = "tjj", "mca"


@dataclass(frozen=True)
class PlaceRow:
    """One place that can go in; ``path`` is town and name, ``known`` says that it stands there already."""

    number: int
    path: str
    given: NewDivision
    known: bool = False


@dataclass(frozen=True)
class DivisionPreview:
    """What a list would do: places in order, each once, bad cells."""

    path: Path
    table: Table
    rows: tuple[PlaceRow, ...]
    problems: tuple[BadCell, ...]
    refused: int

    @property
    def new(self) -> int:
        """How many places would be added."""
        return sum(not row.known for row in self.rows)


@dataclass(frozen=True)
class DivisionResult:
    """What became of a list."""

    added: int
    already: int
    refused: int
    problems: tuple[BadCell, ...]
    report: Path | None = None


def preview_divisions(path: Path, *, by: Actor, sheet: str = "") -> DivisionPreview:
    """Read and check a list without changing anything. Raises ``Invalid`` for a file that is none."""
    table = find_table(choose_sheet(open_sheets(path), sheet), _known)
    reader = _Reader(table, by)
    rows: dict[UUID | None, PlaceRow] = {}
    for row in reader.rows():
        first = rows.setdefault(row.given.uid, row)
        if row.given.codes and not first.given.codes:
            rows[row.given.uid] = row
    return DivisionPreview(path, table, tuple(rows.values()), tuple(reader.problems), len(reader.refused))


def apply_divisions(
    shown: DivisionPreview, *, by: Actor, report: Path | None = None, language: str = ""
) -> DivisionResult:
    """Add the places, towns first; write what stayed out to ``report``."""
    new = {_adding(row).operation: row for row in shown.rows if not row.known}
    done = BatchReport()
    for level in (DivisionLevel.TOWN, DivisionLevel.GACHA):
        tier = perform_batch((_adding(row) for row in new.values() if row.given.level == level), by=by)
        done.done |= tier.done
        done.refused |= tier.refused
    wrong = [_problem(shown.table, new[operation], error) for operation, error in done.refused.items()]
    problems = [*shown.problems, *wrong]
    if report is not None and problems:
        write_returned(report, shown.table, problems, language=language)
    return DivisionResult(
        added=len(done.done) - done.repeated,
        already=len(shown.rows) - len(new) + done.repeated,
        refused=shown.refused + len(wrong),
        problems=tuple(problems),
        report=report if problems else None,
    )


def _adding(row: PlaceRow) -> Call:
    return Call("division.add", row.given, operation=uuid5(PLACES, f"division.add|{row.given.uid}"))


def _problem(table: Table, row: PlaceRow, error: DomainError) -> BadCell:
    return BadCell(table.name, row.number, None, "", row.path, error.message)


# --- reading


def _known(head: str, parent: str = "") -> str | None:
    return _FIELD_OF.get(fold_head(parent + head)) or _FIELD_OF.get(fold_head(head))


class _Reader:
    """Reads a list; bad cells gather in ``problems``."""

    def __init__(self, table: Table, by: Actor) -> None:
        self.table, self.county = table, by.county
        self.heads = {column.position: column.head for column in table.columns}
        self.positions = {
            name: column.position
            for column in table.columns
            if (name := _known(column.head, column.parent)) is not None
        }
        self.problems: list[BadCell] = []
        self.refused: list[int] = []
        self.stored = {(place.parent_id, place.name): place.pk for place in divisions(by.county)}
        self.top = next((place.pk for place in divisions(by.county, DivisionLevel.COUNTY)), None)
        self.books = {name.split("-")[0]: name for name in schemes(by.county)}

    def rows(self) -> Iterator[PlaceRow]:
        for row in table_rows(self.table):
            cells = RowCells(self.table.name, self.heads, self.positions, row)
            cells.mark_dangling()
            read = self._row(cells)
            if cells.problems:
                self.problems += cells.problems
                self.refused.append(row.number)
            else:
                yield from read

    def _row(self, cells: RowCells) -> list[PlaceRow]:
        town, gacha = cells.line("town"), cells.line("gacha")
        if not town:
            cells.bad("town", Message(noop("This is needed.")))
            return []
        is_town = not gacha or gacha == town
        kind = self._kind(cells, DivisionLevel.TOWN if is_town else DivisionLevel.GACHA, town if is_town else gacha)
        codes = self._codes(cells)
        above = self._place(cells, town, kind if is_town else "", codes if is_town else (), None)
        return [above] if is_town else [above, self._place(cells, gacha, kind, codes, above)]

    def _place(
        self, cells: RowCells, name: str, kind: str, codes: tuple[OfficialCode, ...], above: PlaceRow | None
    ) -> PlaceRow:
        level = DivisionLevel.TOWN if above is None else DivisionLevel.GACHA
        parent = self.top if above is None else above.given.uid
        path = name if above is None else f"{above.path} {name}"
        stored = self.stored.get((parent, name))
        if not kind and stored is None:
            kind = self._kind(cells, level, name)
        uid = stored or uuid5(PLACES, f"{self.county}|{path}")
        given = NewDivision(name=name, level=level, kind=kind, parent=parent, uid=uid, codes=codes)
        return PlaceRow(cells.row.number, path, given, known=stored is not None)

    @staticmethod
    def _kind(cells: RowCells, level: DivisionLevel, name: str) -> str:
        """What the row says, else what the name ends in."""
        said = cells.read("kind", partial(_kind_of, level), "")
        found = said or next((kind for kind in KINDS[level] if name.endswith(kind)), "")
        if not found:
            field = "town" if level == DivisionLevel.TOWN else "gacha"
            cells.bad(field, Message(noop("Write the name with its kind: %(kinds)s."), {"kinds": KINDS[level]}))
        return found

    def _codes(self, cells: RowCells) -> tuple[OfficialCode, ...]:
        books = (("code", STATISTICS), ("mca", CIVIL_AFFAIRS))
        return tuple(
            OfficialCode(scheme=self.books.get(book, book), code=code)
            for name, book in books
            if (code := cells.read(name, _code_of, ""))
        )


def _kind_of(level: DivisionLevel, cell: Cell) -> str:
    said = values.line_of(cell)
    if said in KINDS[level]:
        return said
    raise Invalid("unknown-word", noop("%(text)s is none of the choices."), params={"text": said})


def _code_of(cell: Cell) -> str:
    code = values.line_of(cell)
    if code.isdecimal():
        return code
    raise Invalid("bad-number", noop("This is not a whole number: %(text)s"), params={"text": code[:40]})
