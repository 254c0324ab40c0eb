"""Judicial confirmation: R-117, R-121 … R-129, T-3, T-4; urging, annulment and C-305 (人民调解法 art. 31-33)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import CourtGround, CourtReason, Link, Outcome
from anmulong.cases.models import CaseClock, Confirmation
from anmulong.cases.public import (
    AgreementText,
    ConfirmationAsked,
    ConfirmationWithdrawn,
    CourtDecided,
    CourtTook,
    Performed,
    Signing,
    Urged,
    WentOutside,
    agreement_of,
    clarity,
    confirmation_needs,
    obligations_of,
    performance_reminders,
    separable,
    state_of_performance,
    warnings_of_court,
)
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.cases import CONTENT, FACTS, Docket


COURT = "鄂托克旗人民法院"
DAY = timedelta(days=1)


def asked(docket: Docket, case: UUID, **more: Any) -> ConfirmationAsked:
    everybody = tuple(row.pk for row in docket.parties(case))
    return ConfirmationAsked(**{"court": COURT, "ground": CourtGround.COMMITTEE, "applicants": everybody, **more})


def applied(docket: Docket, case: UUID | None = None) -> UUID:
    case = case or docket.effective()
    docket.do("case.ask_confirmation", asked(docket, case), case)
    return case


def running(docket: Docket, case: UUID) -> dict[str, CaseClock]:
    with trusted():
        return {row.kind: row for row in docket.row(case).clocks.filter(stopped_at=None)}


def last_one(docket: Docket, case: UUID) -> Confirmation:
    with trusted():
        found: Confirmation = docket.row(case).confirmations.latest("uid")
        return found


def codes(docket: Docket, case: UUID) -> set[str]:
    with trusted():
        row = docket.row(case)
        return {each.code for each in warnings_of_court(row, agreement_of(row))}


def test_the_way_to_a_confirmed_agreement(docket: Docket) -> None:
    """R-121 … R-123, R-129: applied, taken on, confirmed; the court's thirty days, then fifteen for an objection."""
    case = applied(docket)
    assert docket.row(case).confirmation == "applied"
    assert "confirmation" not in running(docket, case)
    docket.do("case.court_took_up", CourtTook("(2026)内0624民特12号"), case)
    assert sum(step["days"] for step in running(docket, case)["ruling"].steps) == 30
    docket.do("case.court_decided", CourtDecided("(2026)内0624民特12号裁定"), case)
    clocks, row = running(docket, case), last_one(docket, case)
    assert "ruling" not in clocks
    assert sum(step["days"] for step in clocks["opposition"].steps) == 15
    assert (row.state, row.ruling_number, row.reason) == ("confirmed", "(2026)内0624民特12号裁定", "")
    assert state_of_performance(docket.row(case)) == ("confirmed", "")
    assert verify_all().good


def test_the_court_presses_nobody_at_work(docket: Docket) -> None:
    case = applied(docket)
    due = docket.row(case).due_at
    docket.do("case.court_took_up", CourtTook("1"), case)
    assert (docket.row(case).due_at, docket.row(case).due_kind) == (due, "follow_up")


def test_all_parties_apply_together(docket: Docket) -> None:
    """R-128, 民诉法解释 art. 356: whoever has not joined in is named."""
    case = docket.effective()
    first = docket.parties(case)[0]
    with pytest.raises(Refused) as refused:
        docket.do("case.ask_confirmation", asked(docket, case, applicants=(first.pk,)), case)
    assert refused.value.code == "not-joint"
    assert refused.value.details["parties"] == [row.pk for row in docket.parties(case)[1:]]


def test_r117_not_after_the_thirty_days(docket: Docket) -> None:
    """Signed forty days ago; an application made in time may be entered late (O-2)."""
    case = docket.agreed()
    docket.do("case.sign", Signing(docket.marks(case, local_day(clock.now()) - 40 * DAY)), case)
    due = running(docket, case)["confirmation"].due_at
    with pytest.raises(Refused) as refused:
        docket.do("case.ask_confirmation", asked(docket, case), case)
    assert refused.value.code == "too-late"
    docket.do("case.ask_confirmation", asked(docket, case), case, happened_at=due)
    assert docket.row(case).confirmation == "applied"


def test_r121_the_court_that_handed_it_over(docket: Docket) -> None:
    case = docket.effective(link=Link.COURT_BEFORE_FILING)
    with pytest.raises(Invalid) as refused:
        docket.do("case.ask_confirmation", asked(docket, case), case)
    assert refused.value.code == "wrong-court"
    docket.do("case.ask_confirmation", asked(docket, case, ground=CourtGround.INVITING), case)
    assert last_one(docket, case).ground == "inviting"


@pytest.mark.parametrize(
    ("wrong", "code"), [({"court": " "}, "no-court"), ({"ground": CourtGround.INVITING}, "wrong-court")]
)
def test_a_court_must_be_named_and_competent(docket: Docket, wrong: dict[str, Any], code: str) -> None:
    case = docket.effective()
    with pytest.raises(Invalid, match=code):
        docket.do("case.ask_confirmation", asked(docket, case, **wrong), case)


def test_r126_what_the_court_does_not_take_on_may_be_asked_again_in_time(docket: Docket) -> None:
    case = applied(docket)
    with pytest.raises(Invalid, match="bad-reason"):
        docket.do("case.court_took_up", CourtTook(reason=CourtReason.FORCED), case)
    docket.do("case.court_took_up", CourtTook(reason=CourtReason.COURT), case)
    assert (last_one(docket, case).state, docket.row(case).confirmation) == ("not_taken", "not_taken")
    assert "confirmation" in running(docket, case)
    applied(docket, case)
    assert docket.row(case).confirmation == "applied"


def test_r122_a_rejected_agreement_binds_as_before(docket: Docket) -> None:
    case = applied(docket)
    docket.do("case.court_took_up", CourtTook("1"), case)
    docket.do("case.court_decided", CourtDecided("2", CourtReason.UNCLEAR), case)
    assert (last_one(docket, case).state, last_one(docket, case).reason) == ("rejected", "unclear")
    assert not {"opposition", "confirmation", "ruling"} & set(running(docket, case))
    assert state_of_performance(docket.row(case)) == ("", "")
    with trusted():
        assert obligations_of(docket.row(case))[0].state == "open"


def test_r128_withdrawn_before_the_ruling(docket: Docket) -> None:
    case = applied(docket)
    docket.do("case.withdraw_confirmation", ConfirmationWithdrawn("再商量"), case)
    assert docket.row(case).confirmation == "withdrawn"
    assert "confirmation" in running(docket, case)
    with pytest.raises(Refused, match="not-asked"):
        docket.do("case.court_decided", CourtDecided("2"), case)


def test_one_application_at_a_time_and_none_after_the_ruling(docket: Docket) -> None:
    case = applied(docket)
    with pytest.raises(Refused, match="asked-already"):
        applied(docket, case)
    docket.do("case.court_decided", CourtDecided("2", partly=True), case)
    assert last_one(docket, case).partly
    with pytest.raises(Refused, match="confirmed-already"):
        applied(docket, case)


def drawn_up(docket: Docket, content: str, *things: str) -> UUID:
    case = docket.mediating()
    rows = [docket.owed(case), *(docket.owed(case, amount=None, thing=each, kind="other") for each in things)]
    docket.do("case.agree_in_writing", AgreementText(FACTS, content, tuple(rows)), case)
    return case


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("双方确认争议草场的使用权归巴特尔。", "title"),
        ("确认该草牧场归甲方所有。", "title"),
        ("双方同意离婚，苏和支付抚养费。", "status"),
        ("苏和尽快赔偿。", "vague"),
        ("苏和赔偿1200元（大写：壹仟叁佰元整）。", "figures"),
        ("苏和赔偿人民币贰仟元整。", "words"),
    ],
)
def test_t3_what_a_court_would_not_confirm_is_told_before_signing(docket: Docket, content: str, code: str) -> None:
    """R-126, R-127, T-3: a warning, no lock; it can be signed."""
    case = drawn_up(docket, content)
    assert codes(docket, case) == {code}


@pytest.mark.parametrize(
    "content", [CONTENT, "苏和赔偿1,200元（大写：壹仟贰佰元整）。", "苏和赔偿人民币壹仟贰佰元整。"]
)
def test_a_clear_agreement_has_no_warning(docket: Docket, content: str) -> None:
    assert codes(docket, drawn_up(docket, content)) == set()


def test_t4_child_support_stands_apart_from_the_divorce(docket: Docket) -> None:
    """T-4: the money can be confirmed, the status cannot."""
    case = drawn_up(docket, "苏和每年支付抚养费。", "双方办理离婚登记")
    with trusted():
        agreement = agreement_of(docket.row(case))
        warned = clarity(docket.row(case), agreement)
        assert [(each.code, each.rows) for each in warned] == [("status", (2,))]
        assert [row.position for row in separable(agreement)] == [1]


def test_an_oral_agreement_is_written_down_first(docket: Docket) -> None:
    assert codes(docket, docket.orally()) == {"oral"}


def test_r125_what_the_court_wants(docket: Docket) -> None:
    case = docket.effective()
    with trusted():
        row = docket.row(case)
        needs = {need.label: need.there for need in confirmation_needs(row, agreement_of(row))}
    assert needs["the agreement, signed and sealed"]
    assert needs["proof that the committee led the mediation"]
    assert needs["identity of every party"]


def test_urging_keeps_what_is_owed_and_plans_the_visit(docket: Docket) -> None:
    case, today = docket.effective(), local_day(clock.now())
    with trusted():
        [row] = obligations_of(docket.row(case))
    docket.do("case.urge", Urged(row.pk, promised_on=today + DAY, text="答应明天转账"), case)
    with trusted():
        [row], [note] = obligations_of(docket.row(case)), docket.row(case).urgings.all()
    assert (row.state, docket.row(case).next_follow_up_on) == ("open", today + DAY)
    assert (note.text, note.promised_on) == ("答应明天转账", today + DAY)


def test_urging_needs_something_that_is_owed(docket: Docket) -> None:
    case, today = docket.effective(), local_day(clock.now())
    with trusted():
        [row] = obligations_of(docket.row(case))
    with pytest.raises(NotFound):
        docket.do("case.urge", Urged(new_uid()), case)
    with pytest.raises(Invalid, match="past-day"):
        docket.do("case.urge", Urged(row.pk, promised_on=today - DAY), case)
    docket.do("case.record_performance", Performed(done=True), case)
    with pytest.raises(Refused, match="nothing-owed"):
        docket.do("case.urge", Urged(row.pk), case)


def reminded(docket: Docket, ahead: int) -> list[tuple[UUID, bool]]:
    person, day = docket.mediator.uid, local_day(clock.now()) + timedelta(days=ahead)
    scope = docket.mediator.rights.scope(clock.now())
    return [(each.case.pk, each.overdue) for each in performance_reminders(scope, person, day, days_before=3)]


def test_reminders_come_before_and_after_the_day(docket: Docket) -> None:
    """人民调解法 art. 31: due in ten days; told from three days before, until it is performed."""
    case = docket.effective()
    assert [reminded(docket, ahead) for ahead in (6, 7, 10, 11)] == [
        [],
        [(case, False)],
        [(case, False)],
        [(case, True)],
    ]
    docket.do("case.record_performance", Performed(done=True), case)
    assert reminded(docket, 11) == []


def test_what_a_court_found_invalid_is_owed_no_longer(docket: Docket) -> None:
    """人民调解法 art. 33: what was performed stays."""
    case = docket.effective()
    with trusted():
        [row] = obligations_of(docket.row(case))
    docket.do("case.record_performance", Performed(row.pk, Decimal(200)), case)
    docket.do("case.record_outcome", WentOutside(Outcome.INVALID), case)
    with trusted():
        [row] = obligations_of(docket.row(case))
    assert (row.state, row.paid) == ("annulled", Decimal(200))
    assert reminded(docket, 30) == []
    assert state_of_performance(docket.row(case)) == ("sued", "void")


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.SUED, ("sued", "")),
        (Outcome.UPHELD, ("upheld", "")),
        (Outcome.CHANGED, ("sued", "changed")),
        (Outcome.PAYMENT_ORDER, ("other", "payment_order")),
    ],
)
def test_c305_is_derived(docket: Docket, outcome: Outcome, code: tuple[str, str]) -> None:
    case = docket.effective()
    assert state_of_performance(docket.row(case)) == ("", "")
    docket.do("case.record_outcome", WentOutside(outcome), case)
    assert state_of_performance(docket.row(case)) == code


def test_c305_performed(docket: Docket) -> None:
    case = docket.effective()
    docket.do("case.record_performance", Performed(done=True), case)
    assert state_of_performance(docket.row(case)) == ("performed", "")
