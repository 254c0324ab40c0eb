"""A list of mediators from Excel becomes the register: one row is one engagement (M-01, R-107).

A second row of the same person — same name and birth date — engages him or her in a further committee or kind. The
same list twice adds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext, override

from anmulong.access.public import account_called
from anmulong.base import clock
from anmulong.exchange import values
from anmulong.exchange.cells import BadCell, RowCells
from anmulong.exchange.columns import fold_head
from anmulong.exchange.returned import write_returned
from anmulong.exchange.sheets import Cell, choose_sheet, open_sheets
from anmulong.exchange.staff_import import body_of
from anmulong.exchange.tables import Table, find_table, table_rows
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.identity import check_identity
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.public import Organisation
from anmulong.people.enums import MediatorKind, Sex, Spoken
from anmulong.people.public import Engaged, NewMediator, mediators


CORPS = UUID("7d0b0c2e-6b0e-5a55-9d4a-6f6f2b0f5e31")
"""Namespace of the uids of mediators from lists."""

HEADS = {
    "name": "姓名 名字 调解员姓名 人民调解员姓名",
    "sex": "性别",
    "birth": "出生日期 出生年月日 出生年月 生日",
    "identity": "身份证号 身份证号码 公民身份号码 证件号码",
    "committee": "调委会 调委会名称 所属调委会 人民调解委员会 单位 所在调委会",
    "kind": "类别 类型 调解员类型 调解员类别 专兼职",
    "since": "聘任日期 聘任时间 起始 起始日期 任职时间",
    "until": "截止日期 聘任截止 截止 聘期至",
    "telephone": "联系电话 电话 手机 手机号 手机号码",
    "ethnic_group": "民族",
    "spoken": "语言",
    "fields": "擅长领域 擅长 专长",
    "username": "用户名 账号",
    "skip": "序号 问题 备注 职务 本年学时",
}
_FIELD_OF = {fold_head(alias): name for name, aliases in HEADS.items() for alias in aliases.split()}
KIND_WORDS = {
    MediatorKind.COMMITTEE_MEMBER: "委员 调委会委员 主任 副主任",
    MediatorKind.FULL_TIME: "专职 专职调解员 专职人民调解员",
    MediatorKind.PART_TIME: "兼职 兼职调解员 兼职人民调解员 调解员",
    MediatorKind.PARTY_MEMBER: "党员 党员调解员",
    MediatorKind.INVITED: "特邀 特邀调解员",
    MediatorKind.VOLUNTEER: "志愿 志愿者 志愿调解员",
    MediatorKind.GRID_WORKER: "网格员 网格员兼调解员",
    MediatorKind.LAW_SAVVY: "法律明白人",
    MediatorKind.LOCAL_STANDING: "有威望人士 乡贤 有威望人员",
}
SPOKEN_WORDS = {
    Spoken.MONGOLIAN: "蒙古语 蒙语",
    Spoken.CHINESE: "汉语 国家通用语言",
    Spoken.BOTH: "蒙汉兼通 蒙汉双语",
}


@dataclass(frozen=True)
class MediatorRow:
    """One row that can go in."""

    number: int
    uid: UUID
    given: NewMediator


@dataclass(frozen=True)
class MediatorPreview:
    """What a list would do: rows in order, which people stand in the register already, bad cells."""

    path: Path
    table: Table
    rows: tuple[MediatorRow, ...]
    existing: frozenset[UUID]
    problems: tuple[BadCell, ...]
    refused: int

    @property
    def new(self) -> int:
        """How many mediators would be registered."""
        return len({row.uid for row in self.rows} - self.existing)


@dataclass(frozen=True)
class MediatorResult:
    """What became of a list."""

    registered: int
    engaged: int
    already: int
    refused: int
    problems: tuple[BadCell, ...]
    report: Path | None = None


def preview_mediators(path: Path, *, by: Actor, sheet: str = "") -> MediatorPreview:
    """Read and check a list without changing anything. Raises ``Invalid`` for a file that is none."""
    table = find_table(choose_sheet(open_sheets(path), sheet), _known)
    known = {(each.name, each.birth_on): each.pk for each in mediators(by.county, former=True)}
    reader = _Reader(table, by, known)
    read = tuple(reader.rows())
    return MediatorPreview(
        path, table, read, frozenset(known.values()), tuple(reader.problems), len(set(reader.refused))
    )


def apply_mediators(
    shown: MediatorPreview, *, by: Actor, report: Path | None = None, language: str = ""
) -> MediatorResult:
    """Register and engage; write what stayed out to ``report``."""
    seen = set(shown.existing)
    new: dict[UUID, MediatorRow] = {}
    more: dict[UUID, MediatorRow] = {}
    for row in shown.rows:
        call = _engaging(row) if row.uid in seen else _registering(row)
        (more if row.uid in seen else new)[call.operation] = row
        seen.add(row.uid)
    registered = perform_batch([_registering(row) for row in new.values()], by=by)
    engaged = perform_batch([_engaging(row) for row in more.values()], by=by)
    held = [operation for operation, error in engaged.refused.items() if error.code == "engaged-already"]
    wrong = [(new[op], error) for op, error in registered.refused.items()]
    wrong += [(more[op], error) for op, error in engaged.refused.items() if op not in held]
    problems = [*shown.problems, *(_problem(shown.table, row, error) for row, error in wrong)]
    if report is not None and problems:
        write_returned(report, shown.table, problems, language=language)
    return MediatorResult(
        registered=len(registered.done) - registered.repeated,
        engaged=len(engaged.done) - engaged.repeated,
        already=registered.repeated + engaged.repeated + len(held),
        refused=shown.refused + len(wrong),
        problems=tuple(problems),
        report=report if problems else None,
    )


def _registering(row: MediatorRow) -> Call:
    return Call("mediator.register", row.given, operation=uuid5(row.uid, "mediator.register"))


def _engaging(row: MediatorRow) -> Call:
    engaged = row.given.engagement
    mark = f"{engaged.organisation}|{engaged.kind}|{engaged.since}"
    return Call("mediator.engage", engaged, subject=row.uid, operation=uuid5(row.uid, mark))


def _problem(table: Table, row: MediatorRow, error: DomainError) -> BadCell:
    return BadCell(table.name, row.number, None, "", row.given.name, error.message)


# --- reading


def _known(head: str, parent: str = "") -> str | None:
    return _FIELD_OF.get(fold_head(parent + head)) or _FIELD_OF.get(fold_head(head))


class _Reader:
    """Reads a list; bad cells gather in ``problems``."""

    def __init__(self, table: Table, by: Actor, known: dict[tuple[str, date | None], UUID]) -> None:
        self.table, self.by, self.known = table, by, known
        self.heads = {column.position: column.head for column in table.columns}
        self.positions = {
            name: column.position
            for column in table.columns
            if (name := _known(column.head, column.parent)) is not None
        }
        self.problems: list[BadCell] = []
        self.refused: list[int] = []

    def rows(self) -> Iterator[MediatorRow]:
        for row in table_rows(self.table):
            cells = RowCells(self.table.name, self.heads, self.positions, row)
            cells.mark_dangling()
            read = self._row(cells)
            if cells.problems or read is None:
                self.problems += cells.problems
                self.refused.append(row.number)
            else:
                yield read

    def _row(self, cells: RowCells) -> MediatorRow | None:
        none: Organisation | None = None
        body = cells.read("committee", partial(body_of, self.by.county), none)
        number = cells.line("identity")
        birth, sex = self._birth_and_sex(cells, number)
        for needed in ("name", "committee", "kind"):
            if not cells.has(needed):
                cells.bad(needed, Message(noop("This is needed.")))
        kind = cells.read("kind", _kind_of, MediatorKind.PART_TIME)
        account = self._account(cells)
        if body is None or birth is None or sex is None or cells.problems:
            return None
        engaged = Engaged(body.pk, kind, since=self._day(cells, "since"), until=self._day(cells, "until"))
        name = cells.line("name")
        uid = self.known.get((name, birth)) or uuid5(CORPS, f"{self.by.county}|{name}|{birth}")
        given = NewMediator(
            engaged,
            name=name,
            sex=sex,
            birth_on=birth,
            uid=uid,
            identity_number=number,
            telephone=cells.line("telephone"),
            ethnic_group=cells.line("ethnic_group"),
            spoken=cells.read("spoken", _spoken_of, None),
            fields=self._fields(cells),
            account=account,
        )
        return MediatorRow(cells.row.number, uid, given)

    def _birth_and_sex(self, cells: RowCells, number: str) -> tuple[date | None, Sex | None]:
        birth = self._day(cells, "birth")
        sex = cells.read("sex", _sex_of, None)
        if number:
            try:
                card = check_identity(number)
            except Invalid as error:
                cells.bad("identity", error.message)
                return birth, sex
            return card.birth_on, sex or (Sex.FEMALE if card.female else Sex.MALE)
        for name, value in (("birth", birth), ("sex", sex)):
            if value is None:
                cells.bad(name, Message(noop("This is needed.")))
        return birth, sex

    @staticmethod
    def _day(cells: RowCells, name: str) -> date | None:
        none: values.Told | None = None
        limit = datetime.max.replace(tzinfo=LOCAL) if name == "until" else clock.now()
        told = cells.read(name, partial(values.moment_of, now=limit), none)
        return local_day(told.moment) if told is not None else None

    @staticmethod
    def _fields(cells: RowCells) -> tuple[str, ...]:
        none: tuple[str, ...] = ()
        return cells.read("fields", _fields_of, none)

    def _account(self, cells: RowCells) -> UUID | None:
        typed = cells.line("username")
        if not typed:
            return None
        found = account_called(self.by.county, typed)
        if found is None:
            cells.bad("username", Message(noop("There is no account %(text)s."), {"text": typed}))
        return found.pk if found else None


def _fields_of(cell: Cell) -> tuple[str, ...]:
    return tuple(values.code_of("C-301", word) for word in values.names_of(cell))


def _kind_of(cell: Cell) -> MediatorKind:
    return _word_of(cell, {kind: KIND_WORDS[kind].split() for kind in MediatorKind})


def _spoken_of(cell: Cell) -> Spoken | None:
    return _word_of(cell, {kind: words.split() for kind, words in SPOKEN_WORDS.items()})


def _sex_of(cell: Cell) -> Sex | None:
    return _word_of(cell, {Sex.MALE: ["男"], Sex.FEMALE: ["女"]})


def _word_of(cell: Cell, words: dict[Any, list[str]]) -> Any:
    """The choice that a word of the office names, or its label in Chinese. Raises ``Invalid``."""
    typed = values.line_of(cell)
    for choice, names in words.items():
        with override("zh-hans"):
            label = gettext(str(choice.label))
        if typed in (*names, label, str(choice.value)):
            return choice
    raise Invalid("unknown-word", noop("%(text)s is none of the choices."), params={"text": typed})
