"""A list of staff from Excel becomes accounts with their posts (O-5).

One row is one post: a second row with the same user name gives the same person a second post. Nobody gets a password
here; a unit manager hands out a reset slip. The same list twice adds nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext, override

from anmulong.access.public import NewAccount, NewPost, accounts_in, all_roles
from anmulong.base import clock
from anmulong.exchange import values
from anmulong.exchange.areas import Areas
from anmulong.exchange.cells import BadCell, RowCells
from anmulong.exchange.columns import fold_head
from anmulong.exchange.returned import write_returned
from anmulong.exchange.sheets import Cell, choose_sheet, open_sheets
from anmulong.exchange.tables import Table, find_table, table_rows
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.public import Organisation, find_organisations


STAFF = UUID("b0f5d8c4-54c0-5c3b-8f0e-1d0a7c9e4a22")
"""Namespace of the uids of accounts from lists."""

HEADS = {
    "name": "姓名 名字 人员姓名",
    "username": "用户名 账号 登录名 帐号 用户账号",
    "organisation": "单位 所在单位 工作单位 机构 组织",
    "role": "岗位 角色 岗位角色 岗位/角色 职责",
    "title": "职务 职位",
    "division": "片区 负责片区 所属片区 网格 辖区",
    "telephone": "手机号 手机 电话 联系电话 手机号码 联系方式",
    "skip": "序号 问题 备注",
}
_FIELD_OF = {fold_head(alias): name for name, aliases in HEADS.items() for alias in aliases.split()}

ROLE_WORDS = {
    "banner_director": "旗分管领导 旗领导 旗县领导",
    "banner_clerk": "旗司法局工作人员 司法局工作人员 司法局",
    "centre_clerk": "旗综治中心工作人员 旗综治中心",
    "town_director": "苏木镇分管领导 镇分管领导 苏木镇领导 镇领导",
    "town_clerk": "苏木镇工作人员 镇工作人员 苏木镇台账员 台账员",
    "town_centre_clerk": "苏木镇综治中心工作人员 镇综治中心工作人员 镇综治中心",
    "justice_office": "司法所工作人员 司法所",
    "gacha_director": "嘎查调委会主任 嘎查村调委会主任 调委会主任 村调委会主任",
    "gacha_mediator": "嘎查调解员 嘎查村调解员 村调解员",
    "grid_worker": "网格员",
    "mediator": "调解员 专职调解员 人民调解员",
    "department_officer": "部门工作人员 部门联络员 联络员",
    "expert": "专家",
    "statistician": "统计员 统计财务",
    "archivist": "档案员 档案管理员",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员 安全审计员",
}
"""What offices call the roles of ``config.roles``; their labels and codes are understood too."""


@dataclass(frozen=True)
class StaffRow:
    """One row that can go in: a person and one post."""

    number: int
    account: NewAccount
    post: NewPost | None


@dataclass(frozen=True)
class StaffPreview:
    """What a list would do: rows in order, accounts that exist already, bad cells."""

    path: Path
    sheet: str
    table: Table
    rows: tuple[StaffRow, ...]
    existing: frozenset[str]
    problems: tuple[BadCell, ...]
    refused: int

    @property
    def new(self) -> int:
        """How many accounts would be opened."""
        return len({row.account.username for row in self.rows} - self.existing)


@dataclass(frozen=True)
class StaffResult:
    """What became of a list. ``opened`` are the uids of new accounts, which now need a reset slip each."""

    opened: tuple[UUID, ...]
    posts: int
    already: int
    refused: int
    problems: tuple[BadCell, ...]
    report: Path | None = None


def preview_staff(path: Path, *, by: Actor, sheet: str = "") -> StaffPreview:
    """Read and check a list without changing anything. Raises ``Invalid`` for a file that is none."""
    table = find_table(choose_sheet(open_sheets(path), sheet), _known)
    reader = _Reader(table, by)
    read = list(reader.rows())
    names = {row.account.username for row in read}
    scope = by.rights.scope(clock.now())
    existing = {account.username for account in accounts_in(scope, in_use=False).filter(username__in=names)}
    return StaffPreview(
        path, table.name, table, tuple(read), frozenset(existing), tuple(reader.problems), len(reader.refused)
    )


def apply_staff(shown: StaffPreview, *, by: Actor, report: Path | None = None, language: str = "") -> StaffResult:
    """Open the accounts and give the posts; write what stayed out to ``report``."""
    new, more = _split(shown)
    opened = perform_batch([_opening(row) for row in new], by=by)
    uids = {
        account.username: account.pk
        for account in accounts_in(by.rights.scope(clock.now()), in_use=False).filter(
            username__in={row.account.username for row in more}
        )
    }
    calls = {}
    for row in more:
        if row.account.username in uids and row.post is not None:
            call = _giving(row.post, uids[row.account.username])
            calls[call.operation] = (call, row)
    given = perform_batch([call for call, _ in calls.values()], by=by)
    held = [operation for operation, error in given.refused.items() if error.code == "post-held"]
    wrong = [(row, opened.refused[op]) for row in new if (op := _opening(row).operation) in opened.refused]
    wrong += [(calls[op][1], error) for op, error in given.refused.items() if op not in held]
    problems = [*shown.problems, *(_problem(shown.table, row, error) for row, error in wrong)]
    if report is not None and problems:
        write_returned(report, shown.table, problems, language=language)
    return StaffResult(
        opened=tuple(outcome.subject for outcome in opened.done.values() if not outcome.repeated),
        posts=len(given.done) - given.repeated,
        already=opened.repeated + given.repeated + len(held),
        refused=shown.refused + len(wrong),
        problems=tuple(problems),
        report=report if problems else None,
    )


def _split(shown: StaffPreview) -> tuple[list[StaffRow], list[StaffRow]]:
    """Rows that open an account, and rows that give one more post."""
    seen = set(shown.existing)
    new: list[StaffRow] = []
    more: list[StaffRow] = []
    for row in shown.rows:
        (more if row.account.username in seen else new).append(row)
        seen.add(row.account.username)
    return new, more


def _opening(row: StaffRow) -> Call:
    return Call("account.open", row.account, operation=uuid5(STAFF, f"account.open|{row.account.uid}"))


def _giving(post: NewPost, account: UUID) -> Call:
    mark = f"{post.role}|{post.organisation}|{post.division}"
    return Call("post.give", post, subject=account, operation=uuid5(account, mark))


def _problem(table: Table, row: StaffRow, error: DomainError) -> BadCell:
    return BadCell(table.name, row.number, None, "", row.account.username, error.message)


# --- reading


def _known(head: str, parent: str = "") -> str | None:
    return _FIELD_OF.get(fold_head(parent + head)) or _FIELD_OF.get(fold_head(head))


class _Reader:
    """Reads a list; bad cells gather in ``problems``."""

    def __init__(self, table: Table, by: Actor) -> None:
        self.table, self.by, self.areas = table, by, Areas(by)
        self.heads = {column.position: column.head for column in table.columns}
        self.positions = {
            name: column.position
            for column in table.columns
            if (name := _known(column.head, column.parent)) is not None
        }
        self.problems: list[BadCell] = []
        self.refused: list[int] = []

    def rows(self) -> Iterator[StaffRow]:
        for row in table_rows(self.table):
            cells = RowCells(self.table.name, self.heads, self.positions, row)
            cells.mark_dangling()
            read = self._row(cells)
            if cells.problems:
                self.problems += cells.problems
                self.refused.append(row.number)
            else:
                yield read

    def _row(self, cells: RowCells) -> StaffRow:
        name, username = cells.line("name"), cells.line("username")
        telephone = cells.line("telephone")
        for needed in ("name", "role"):
            if not cells.has(needed):
                cells.bad(needed, Message(noop("This is needed.")))
        if not username and not telephone:
            cells.bad("username", Message(noop("A user name or a telephone number is needed.")))
        role = cells.read("role", _role_of, "")
        none: Organisation | None = None
        body = cells.read("organisation", partial(body_of, self.by.county), none)
        facts: dict[str, Any] = {
            "role": role,
            "organisation": body.pk if body else None,
            "division": self._division(cells),
            "title": cells.line("title"),
        }
        username = (username or telephone).casefold()
        uid = uuid5(STAFF, f"{self.by.county}|{username}")
        account = NewAccount(username=username, display_name=name, telephone=telephone, uid=uid, **facts)
        return StaffRow(cells.row.number, account, NewPost(**facts) if role else None)

    def _division(self, cells: RowCells) -> UUID | None:
        text = cells.line("division")
        if not text:
            return None
        found = self.areas.any(text)
        if found is None:
            cells.bad("division", Message(noop("There is no place called %(text)s."), {"text": text}))
        return found.pk if found else None


def _role_of(cell: Cell) -> str:
    """The code of a role from what the office calls it, its label or its code."""
    word = fold_head(values.line_of(cell)).casefold()
    for code, role in all_roles().items():
        with override("zh-hans"):
            label = gettext(role.label)
        words = {code, fold_head(role.label), fold_head(label), *ROLE_WORDS.get(code, "").split()}
        if word in {each.casefold() for each in words}:
            return code
    raise Invalid("unknown-role", noop("There is no role %(role)s."), params={"role": values.line_of(cell)})


def body_of(county: str, cell: Cell) -> Organisation:
    """The one body of a name or short name."""
    text = values.line_of(cell)
    found = find_organisations(county, text)
    whole: Sequence[Organisation] = [body for body in found if text in (body.name, body.short_name)] or found
    if len(whole) == 1:
        return whole[0]
    if not whole:
        raise Invalid("unknown-unit", noop("There is no unit called %(text)s."), params={"text": text})
    names = tuple(body.name for body in whole)
    raise Invalid("ambiguous-unit", noop("%(text)s may be: %(paths)s."), params={"text": text, "paths": names})
