"""Mending the record of a case (O-2, R-212)."""

from decimal import Decimal
from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.enums import State
from anmulong.cases.public import (
    Acceptance,
    CaseChange,
    CaseCorrection,
    CaseVoided,
    NotAccepted,
    Reopening,
    Visited,
)
from anmulong.disputes.enums import AnswerWay
from anmulong.disputes.public import Answer, Dispute, StrikeOff, StrikeOffRequest
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


def matter(docket: Docket, case: UUID) -> Dispute:
    """The dispute's row behind a case."""
    return docket.row(case).dispute


def running(docket: Docket, case: UUID) -> set[str]:
    """The clocks of the dispute that run."""
    with trusted():
        return {row.kind for row in matter(docket, case).clocks.all() if row.stopped_at is None}


@pytest.mark.parametrize("reach", ["accepted", "mediating", "effective"])
def test_a_void_case_hands_its_dispute_back(docket: Docket, reach: str) -> None:
    """O-2: what the wrong entry had brought about is taken back; the dispute is to be handled, with a limit."""
    case = getattr(docket, reach)()
    docket.act(director(docket), "case.void", CaseVoided("录错事项"), case)
    dispute = matter(docket, case)
    assert (dispute.state, dispute.result, dispute.settled_way, dispute.result_at) == ("handling", "", "", None)
    assert (running(docket, case), dispute.due_kind, dispute.case_due_at) == ({"resolve"}, "resolve", None)
    assert verify_all().findings == []


def test_a_void_refusal_takes_the_guidance_back(docket: Docket) -> None:
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), case)
    assert matter(docket, case).state == "guided"
    docket.act(director(docket), "case.void", CaseVoided("录错事项"), case)
    assert (matter(docket, case).state, running(docket, case)) == ("handling", {"resolve"})


def test_a_void_application_leaves_the_dispute_where_it_is(docket: Docket) -> None:
    """Nothing was taken up: the limits of the registration go on."""
    case = docket.applied()
    before = (matter(docket, case).state, running(docket, case))
    docket.act(director(docket), "case.void", CaseVoided("录错事项"), case)
    assert (matter(docket, case).state, running(docket, case)) == before


def test_an_old_case_does_not_take_the_later_one_with_it(docket: Docket) -> None:
    """The result of the dispute is the second case's; the first was only entered wrongly."""
    first = docket.closed()
    row = docket.row(first)
    again = docket.act(docket.mediator, "case.reopen", Reopening(row.dispute_id, first, "再次调解")).subject
    docket.do("case.accept", Acceptance(), again)
    due = matter(docket, again).case_due_at
    docket.do("case.follow_up", Visited(), first)
    assert (matter(docket, again).case_due_at, due is None) == (due, False)


def test_a_case_behind_a_strike_off_is_not_declared_void(docket: Docket) -> None:
    """R-531: two people stand behind the strike-off; the matter is taken up again first."""
    case = docket.closed()
    dispute = matter(docket, case).pk
    office = docket.office
    office.act(docket.mediator, "dispute.answer", Answer(AnswerWay.IN_PERSON, "已告知"), dispute)
    office.act(docket.mediator, "dispute.ask_strike_off", StrikeOffRequest(evidence="调解协议书"), dispute)
    office.act(office.second, "dispute.strike_off", StrikeOff(opened=True), dispute)
    with pytest.raises(Refused, match="struck-off"):
        docket.act(director(docket), "case.void", CaseVoided("录错事项"), case)
