"""Performance, breach and suits: R-211, O-3, 人民调解法 art. 31 and 32; all of it goes on after archiving."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Outcome, State
from anmulong.cases.public import (
    Archiving,
    Breached,
    Performed,
    WentOutside,
    due_obligations,
    instalments,
    obligations_of,
)
from anmulong.files.enums import Confidentiality
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.cases import Docket


def owed(docket: Docket, case: UUID) -> list[Any]:
    with trusted():
        return obligations_of(docket.row(case))


def test_parts_add_up_to_the_whole(docket: Docket) -> None:
    """Two payments; the second, "the rest", makes it whole."""
    case = docket.effective()
    [row] = owed(docket, case)
    docket.do("case.record_performance", Performed(row.pk, Decimal("200.50"), text="微信转账"), case)
    [part] = owed(docket, case)
    assert (part.state, part.paid, part.done_at, docket.row(case).performed) == ("part", Decimal("200.50"), None, False)
    outcome = docket.do("case.record_performance", Performed(row.pk, done=True), case)
    [whole] = owed(docket, case)
    assert (whole.state, whole.paid, outcome.facts["performed"]) == ("done", Decimal("1200.00"), True)
    with trusted():
        paid = [each.amount for each in docket.row(case).performances.order_by("uid")]
    assert paid == [Decimal("200.50"), Decimal("999.50")]


def test_everything_at_once(docket: Docket) -> None:
    """O-1: one click for a plan of six; a thing is done without an amount."""
    case = docket.mediating()
    plan = instalments(Decimal(1000), 6, local_day(clock.now()))
    rows = [docket.owed(case, amount=each.amount, due_on=each.due_on) for each in plan]
    docket.effective(*rows, docket.owed(case, amount=None, thing="修好围栏", kind="restore"), case=case)
    docket.do("case.record_performance", Performed(done=True), case)
    assert {row.state for row in owed(docket, case)} == {"done"}
    assert docket.row(case).performed


@pytest.mark.parametrize(
    "wrong",
    [{"amount": Decimal("1200.01")}, {"amount": Decimal(-1)}, {"amount": Decimal(5), "done": True}, {"text": "说快了"}],
)
def test_no_performance_without_measure(docket: Docket, wrong: dict[str, Any]) -> None:
    case = docket.effective()
    [row] = owed(docket, case)
    with pytest.raises(Invalid, match="bad-performance"):
        docket.do("case.record_performance", Performed(row.pk, **wrong), case)


def test_a_thing_is_done_in_words(docket: Docket) -> None:
    case = docket.mediating()
    docket.effective(docket.owed(case, amount=None, thing="当面道歉", kind="apologise"), case=case)
    [row] = owed(docket, case)
    with pytest.raises(Invalid, match="bad-performance"):
        docket.do("case.record_performance", Performed(row.pk, Decimal(5)), case)
    docket.do("case.record_performance", Performed(row.pk, text="已约好时间"), case)
    assert owed(docket, case)[0].state == "part"
    docket.do("case.record_performance", Performed(row.pk, done=True), case)
    assert docket.row(case).performed


def test_what_is_done_is_not_done_twice(docket: Docket) -> None:
    case = docket.effective()
    [row] = owed(docket, case)
    docket.do("case.record_performance", Performed(row.pk, done=True), case)
    for again in (Performed(row.pk, done=True), Performed(done=True)):
        with pytest.raises(Refused, match="nothing-owed"):
            docket.do("case.record_performance", again, case)
    with pytest.raises(Refused, match="nothing-owed"):
        docket.do("case.record_breach", Breached(row.pk), case)


def test_which_one_must_be_said(docket: Docket) -> None:
    case = docket.effective()
    with pytest.raises(Invalid, match="which-obligation"):
        docket.do("case.record_performance", Performed(amount=Decimal(5)), case)
    with pytest.raises(NotFound):
        docket.do("case.record_performance", Performed(case, done=True), case)


def test_a_breach_stays_owed(docket: Docket) -> None:
    """Art. 31, 32: not before it is overdue; paid later, it is performed after all."""
    case = docket.mediating()
    today = local_day(clock.now())
    long_ago = clock.now() - timedelta(days=5)
    docket.orally(docket.owed(case, due_on=today - timedelta(days=2)), case=case, agreed_at=long_ago)
    [row] = owed(docket, case)
    with pytest.raises(Refused, match="not-due-yet"):
        docket.do("case.record_breach", Breached(row.pk), case, happened_at=clock.now() - timedelta(days=2))
    docket.do("case.record_breach", Breached(row.pk, "说没有钱"), case)
    assert (owed(docket, case)[0].state, docket.row(case).performed) == ("breached", False)
    docket.do("case.record_performance", Performed(row.pk, done=True), case)
    assert (owed(docket, case)[0].state, docket.row(case).performed) == ("done", True)


def test_suit_and_ruling_stand_side_by_side(docket: Docket) -> None:
    """C-305: the latest on the case, all of them as rows."""
    case = docket.effective()
    docket.do("case.record_outcome", WentOutside(Outcome.SUED, "向法院起诉"), case)
    docket.do("case.record_outcome", WentOutside(Outcome.UPHELD), case)
    row = docket.row(case)
    with trusted():
        assert [each.outcome for each in row.outside_events.order_by("uid")] == ["sued", "upheld"]
    assert row.outcome == Outcome.UPHELD


def test_performance_after_archive(docket: Docket) -> None:
    """O-3: performance, breach, outcome belong to the agreement; the file stays archived."""
    case = docket.closed()
    docket.do("case.archive", Archiving(), case)
    [row] = owed(docket, case)
    docket.do("case.record_performance", Performed(row.pk, Decimal(700)), case)
    docket.do("case.record_outcome", WentOutside(Outcome.PAYMENT_ORDER), case)
    docket.do("case.record_performance", Performed(row.pk, done=True), case)
    kept = docket.row(case)
    assert (kept.state, kept.performed, kept.outcome) == (State.ARCHIVED, True, "payment_order")
    assert verify_all().findings == []


def test_what_is_due_is_listed_in_scope(docket: Docket) -> None:
    """The oldest first; nothing of a case whose agreement binds nobody yet, and nothing outside the scope."""
    case = docket.mediating()
    today = local_day(clock.now())
    late, soon = docket.owed(case, due_on=today + timedelta(1)), docket.owed(case, due_on=today)
    docket.effective(late, soon, docket.owed(case), case=case)
    docket.agreed()
    until = today + timedelta(days=2)
    found = due_obligations(docket.mediator.rights.scope(clock.now()), until)
    assert [(due.case.pk, due.obligation.due_on, due.rest) for due in found] == [
        (case, today, Decimal(1200)),
        (case, today + timedelta(days=1), Decimal(1200)),
    ]
    assert due_obligations(docket.office.other_mediator.rights.scope(clock.now()), until) == []


def test_a_proof_is_a_file_of_this_matter(docket: Docket) -> None:
    """O-4: a uid that leads nowhere is refused; the committee of the case may name what its side file holds."""
    case = docket.effective()
    with pytest.raises(Invalid, match="no-such-file"):
        docket.do("case.record_performance", Performed(done=True, proof=new_uid()), case)
    proof = docket.scanned(case, confidentiality=Confidentiality.SIDE_FILE)
    docket.do("case.record_performance", Performed(done=True, proof=proof), case)
    with trusted():
        assert [note.proof for note in docket.row(case).performances.all()] == [proof]
