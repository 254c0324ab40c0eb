"""Mending the record of a case (O-2, R-212)."""

from decimal import Decimal

import pytest

from anmulong.cases.enums import State
from anmulong.cases.public import CaseChange, CaseCorrection, CaseVoided
from anmulong.journal.public import Actor, history, verify_all
from anmulong.kernel.errors import Conflict, Invalid, Refused
from tests.factories.cases import Docket
from tests.factories.people import make_account


def director(docket: Docket) -> Actor:
    return make_account(docket.office.county, "gacha_director").actor()


def test_untouched_fields_stay(docket: Docket) -> None:
    case = docket.accepted()
    given = CaseChange(amount_at_stake=Decimal("3000.00"), difficulty="major")
    docket.do("case.update", given, case)
    row = docket.row(case)
    assert (row.amount_at_stake, row.difficulty, row.request) == (Decimal("3000.00"), "major", "请求按原界桩恢复")


def test_two_people_on_the_same_field(docket: Docket) -> None:
    """Three-way by field: both sides are shown, nothing is lost."""
    case = docket.accepted()
    docket.do("case.update", CaseChange(request="甲的说法"), case)
    with pytest.raises(Conflict, match="changed-meanwhile"):
        docket.do("case.update", CaseChange(request="乙的说法"), case, base={"request": "请求按原界桩恢复"})


@pytest.mark.parametrize(
    "given", [CaseChange(request=" "), CaseChange(difficulty="huge"), CaseChange(amount_at_stake=Decimal(-1))]
)
def test_what_cannot_be_is_not_written(docket: Docket, given: CaseChange) -> None:
    with pytest.raises(Invalid):
        docket.do("case.update", given, docket.accepted())


def test_a_correction_needs_a_reason_and_keeps_the_old_value(docket: Docket) -> None:
    """更正: director only; the journal holds both."""
    case, by = docket.accepted(), director(docket)
    with pytest.raises(Refused, match="not-permitted"):
        docket.do("case.correct", CaseCorrection(request="改", reason="笔误"), case)
    with pytest.raises(Invalid, match="no-reason"):
        docket.act(by, "case.correct", CaseCorrection(request="请求丈量"), case)
    docket.act(by, "case.correct", CaseCorrection(request="请求丈量", reason="笔误"), case)
    row = docket.row(case)
    assert row.request == "请求丈量"
    changes = [pair for columns in history(row.dispute)[0].changes.values() for pair in columns.values()]
    assert ["请求按原界桩恢复", "请求丈量"] in changes


def test_a_void_case_keeps_its_number(docket: Docket) -> None:
    """R-212: the number is never used again; clocks stop."""
    case, by = docket.accepted(), director(docket)
    with pytest.raises(Invalid, match="no-reason"):
        docket.act(by, "case.void", CaseVoided(""), case)
    number = docket.row(case).number
    docket.act(by, "case.void", CaseVoided("重复登记"), case)
    row = docket.row(case)
    assert (row.state, row.number, row.due_at) == (State.VOID, number, None)
    assert docket.row(docket.accepted()).number != number
    assert verify_all().findings == []
