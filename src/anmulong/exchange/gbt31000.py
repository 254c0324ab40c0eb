"""Matters as records of GB/T 31000-2015, data set 矛盾纠纷排查化解 (domain.md 3.2, R-302).

Codes where the data of the lawbook know them (C-310) or the standard names another one (GB/T 2261.1 for sex); words
otherwise. What an office does not hold stays empty: 学历, 人员类别, 考评日期, 考评意见 are for the receiving centre.
"""

from decimal import Decimal

from anmulong.exchange.lines import Columns, Line, day, kind, named, number
from anmulong.lawbook.public import official_digit
from anmulong.people.enums import PartyKind, Sex
from anmulong.people.public import Party, printed_name, shown_identity


RECEIVER = "gbt31000"
LONGEST_TEXT = 2_000
LONGEST_NAME = 80
SEX = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNSTATED: "9", "": "0"}
"""GB/T 2261.1."""

SETTLED, UNSETTLED = "1", "0"


def _first(line: Line) -> Party | None:
    """The first party is the main one."""
    return line.parties[0] if line.parties else None


def _identity(line: Line) -> str:
    party = _first(line)
    return shown_identity(party) if party else ""


def _paper(line: Line) -> str:
    party = _first(line)
    return str(party.get_identity_kind_display()) if party and party.identity_kind else ""


def _name(line: Line) -> str:
    party = _first(line)
    return printed_name(party)[:LONGEST_NAME] if party else ""


def _sex(line: Line) -> str:
    party = _first(line)
    return SEX[party.sex] if party and party.kind == PartyKind.NATURAL else ""


def _address(line: Line) -> str:
    party = _first(line)
    return line.told(party.address) if party and not party.protected_address else ""


def _bodies(line: Line) -> str:
    return "、".join(printed_name(party) for party in line.parties if party.kind != PartyKind.NATURAL)


def _scale(line: Line) -> str:
    return official_digit("C-310", line.matter.scale, RECEIVER) if line.matter.scale else ""


def _way(line: Line) -> str:
    """In words: the standard's own table of ways is not at hand."""
    return str(line.matter.get_settled_way_display()) if line.matter.settled_way else ""


def _is_settled(line: Line) -> str:
    """Settled, ended otherwise, or empty while it is open; guided elsewhere is not settled."""
    if line.matter.result_at is None:
        return ""
    return SETTLED if line.matter.settled_way else UNSETTLED


def _degrees(line: Line, value: Decimal | None) -> str:
    return "" if line.matter.restricted else number(value)


COLUMNS: Columns = (
    ("事件名称", 24, lambda line: line.told(line.matter.title)),
    ("发生日期", 12, lambda line: day(line.matter.requested_at)),
    ("发生地点", 20, lambda line: line.told(line.matter.place)),
    ("事件规模", 8, _scale),
    ("事件类别", 16, kind),
    ("涉及人数", 8, lambda line: number(line.matter.people_count)),
    ("事件简述", 50, lambda line: line.told(line.matter.narrative)[:LONGEST_TEXT]),
    ("涉及单位", 20, _bodies),
    ("主要当事人证件代码", 14, _paper),
    ("主要当事人证件号码", 20, _identity),
    ("主要当事人姓名", 14, _name),
    ("主要当事人性别", 8, _sex),
    ("主要当事人民族", 8, lambda line: ""),
    ("主要当事人学历", 8, lambda line: ""),
    ("主要当事人人员类别", 10, lambda line: ""),
    ("主要当事人居住详址", 24, _address),
    ("化解时限", 12, lambda line: day(line.matter.due_at)),
    ("化解方式", 14, _way),
    ("化解组织", 22, lambda line: named(line.bodies, line.matter.owner_organisation)),
    ("化解责任人姓名", 12, lambda line: named(line.people, line.matter.owner_person)),
    ("化解责任人联系方式", 14, lambda line: ""),
    ("化解是否成功", 8, _is_settled),
    ("化解情况", 40, lambda line: line.told(line.matter.result)[:LONGEST_TEXT]),
    ("考评日期", 12, lambda line: ""),
    ("考评意见", 20, lambda line: ""),
    ("经度", 12, lambda line: _degrees(line, line.matter.longitude)),
    ("纬度", 12, lambda line: _degrees(line, line.matter.latitude)),
)
