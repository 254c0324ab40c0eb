"""Cases, their parties and the screening entries as records of SF/T 0018 (domain.md 3.1, R-302, M-01).

Digits are those of the 2017 edition (receiver ``im2017``, R-303). Codes that the ministry's system gives out — of
committee, studio, mediator, case — stay empty beside the names. The forecast stays inside (O-4).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects

from anmulong.base.guards import trusted
from anmulong.cases.enums import State
from anmulong.cases.public import Case, CaseParty, state_of_performance
from anmulong.exchange.lines import RESTRICTED, Line, SheetShape, day, named, number, one_row_each
from anmulong.journal.public import Actor
from anmulong.kernel.errors import Invalid
from anmulong.lawbook.public import official_digit, official_type
from anmulong.people.enums import PartyKind, Sex
from anmulong.people.public import mediators, printed_name, shown_identity, shown_telephone


RECEIVER = "im2017"
LONGEST_STORY, LONGEST_CONTENT = 600, 200
FORMS = {"oral": "1", "written": "2"}
RESULTS = {"success": "1", "none": "2", "pending": "3"}
"""C-307."""

SEX = {Sex.MALE: "男", Sex.FEMALE: "女"}
TOGETHER = ("parties__party", "agreements__obligations", "sessions", "visits")


@dataclass(frozen=True)
class CaseLine:
    """A case beside its matter; ``mediators`` are the names of the register, which are public."""

    case: Case
    line: Line
    mediators: dict[UUID, str]

    def side(self, number: int) -> list[CaseParty]:
        """Who stands on a side and has not left."""
        rows = [row for row in self.case.parties.all() if row.side == number and row.left_at is None]
        return sorted(rows, key=lambda row: row.position)


def digit(table: str, code: str) -> str:
    """The official digit; empty for a code that the standard has none for."""
    with suppress(Invalid):
        return official_digit(table, code, RECEIVER) if code else ""
    return ""


def _kind(code: str) -> str:
    return digit("C-301", official_type(code)) if code else ""


def _result(each: CaseLine) -> str:
    if each.case.effective_at:
        return RESULTS["success"]
    return RESULTS["none"] if each.case.ended_at or each.case.refused_at else RESULTS["pending"]


def _content(each: CaseLine) -> str:
    standing = [row for row in each.case.agreements.all() if row.replaced_at is None]
    return each.line.told(standing[0].content)[:LONGEST_CONTENT] if standing else ""


def _performance(each: CaseLine) -> str:
    rows = [row for made in each.case.agreements.all() if made.replaced_at is None for row in made.obligations.all()]
    return "、".join(dict.fromkeys(digit("C-306", row.kind) for row in rows))


def _performed(each: CaseLine) -> str:
    return digit("C-305", state_of_performance(each.case)[0])


def _session(each: CaseLine) -> tuple[str, str]:
    """Day and place of the last session; separate ones tell no place (副卷)."""
    rows = sorted((row for row in each.case.sessions.all() if not row.separate), key=lambda row: row.began_at)
    return (day(rows[-1].began_at), each.line.told(rows[-1].place)) if rows else ("", "")


def _satisfied(each: CaseLine) -> str:
    said = {str(row.satisfied) for row in each.case.visits.all()}
    return "是" if "yes" in said else "否" if "no" in said else ""


def _uids(rows: Sequence[CaseParty]) -> str:
    return "、".join(str(row.party_id) for row in rows)


CASE_COLUMNS: tuple[tuple[str, int, Callable[[CaseLine], str]], ...] = (
    ("调解类型", 8, lambda each: FORMS.get(each.case.agreement_form, "")),
    ("案件编码", 22, lambda each: ""),
    ("案号", 28, lambda each: each.case.number),
    ("调委会编码", 14, lambda each: ""),
    ("调委会名称", 28, lambda each: named(each.line.bodies, each.case.owner_organisation)),
    ("工作室编码", 14, lambda each: ""),
    ("调解员编码", 15, lambda each: ""),
    ("调解员姓名", 12, lambda each: named(each.mediators, each.case.lead_mediator)),
    ("受理日期", 12, lambda each: day(each.case.accepted_at)),
    ("纠纷类别", 8, lambda each: _kind(each.case.kind or each.line.matter.kind)),
    ("申请人编码", 38, lambda each: _uids(each.side(1))),
    ("被申请人编码", 38, lambda each: _uids(each.side(2))),
    ("案件来源", 8, lambda each: digit("C-302", each.case.source)),
    ("案件难度级别", 8, lambda each: digit("C-304", each.case.difficulty)),
    ("纠纷简要情况", 50, lambda each: each.line.told(each.case.facts or each.line.matter.narrative)[:LONGEST_STORY]),
    ("案件预测", 8, lambda each: ""),
    ("调解结果", 8, _result),
    ("协议内容", 40, _content),
    ("履行方式", 10, _performance),
    ("涉案金额", 14, lambda each: number(each.case.amount_at_stake)),
    ("协议日期", 12, lambda each: day(each.case.agreed_at)),
    ("协议履行情况", 8, _performed),
    ("调解日期", 12, lambda each: _session(each)[0]),
    ("调解地点", 20, lambda each: _session(each)[1]),
    ("是否满意", 8, _satisfied),
    ("涉及人数", 8, lambda each: number(each.line.matter.people_count or each.case.party_count)),
)
PARTY_COLUMNS = (
    *(
        ("当事人编码", 38),
        ("案号", 28),
        ("当事人类型", 8),
        ("姓名", 12),
        ("性别", 6),
        ("证件类型", 14),
        ("证件号码", 20),
    ),
    *(("电话", 16), ("单位名称", 24), ("单位地址", 24), ("单位负责人", 12), ("本方当事人数量", 8)),
)


def _cases(lines: Sequence[Line], by: Actor, now: datetime) -> list[CaseLine]:
    """The cases of these matters that the actor sees, with their rows; void ones are no cases."""
    by_matter = {line.matter.pk: line for line in lines}
    seen = Case.objects.in_scope(by.rights.scope(now))
    cases = [case for case in seen.filter(dispute_id__in=list(by_matter)) if case.state != State.VOID]
    with trusted():
        prefetch_related_objects(cases, *TOGETHER)
    names = {each.pk: each.name for each in mediators(by.county, former=True)} if cases else {}
    ordered = {uid: place for place, uid in enumerate(by_matter)}
    cases.sort(key=lambda case: (ordered[case.dispute_id], case.applied_at))
    return [CaseLine(case, by_matter[case.dispute_id], names) for case in cases]


def _case_rows(lines: Sequence[Line], by: Actor, now: datetime) -> Iterator[list[str]]:
    for each in _cases(lines, by, now):
        yield [write(each) for _, _, write in CASE_COLUMNS]


def _party_rows(lines: Sequence[Line], by: Actor, now: datetime) -> Iterator[list[str]]:
    for each in _cases(lines, by, now):
        for rows in (each.side(1), each.side(2)):
            yield from (_party(each, row, len(rows)) for row in rows)


def _party(each: CaseLine, row: CaseParty, together: int) -> list[str]:
    party = row.party
    is_body = party.kind != PartyKind.NATURAL
    hidden = party.protected_address or each.line.matter.restricted
    address = (RESTRICTED if hidden else each.line.told(party.address)) if is_body and party.address else ""
    return [
        str(party.pk),
        each.case.number,
        digit("C-308", party.kind),
        printed_name(party),
        SEX.get(Sex(party.sex), "") if party.sex else "",
        str(party.get_identity_kind_display()) if party.identity_kind else "",
        shown_identity(party),
        shown_telephone(party),
        printed_name(party) if is_body else "",
        address,
        "*" if is_body and party.legal_representative else "",
        str(together),
    ]


SHEETS = (
    SheetShape("调解案件", [(head, width) for head, width, _ in CASE_COLUMNS], _case_rows),
    SheetShape("案件当事人", PARTY_COLUMNS, _party_rows),
    one_row_each(
        "排查纠纷案件",
        (
            ("调委会编码", 14, lambda line: ""),
            ("调委会名称", 28, lambda line: named(line.bodies, line.matter.owner_organisation)),
            ("排查日期", 12, lambda line: day(line.matter.requested_at)),
            ("地点", 20, lambda line: line.told(line.matter.place)),
            ("排查人", 12, lambda line: named(line.people, line.matter.registered_by)),
            ("内容", 60, lambda line: line.told(line.matter.narrative)[:LONGEST_STORY]),
        ),
    ),
)
