"""How mediation ends without agreement, and how it is held (R-108, R-111, R-113, R-132, R-133, T-13)."""

from datetime import timedelta
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import PauseReason, State
from anmulong.cases.public import (
    CASE,
    Declined,
    FraudSuspected,
    HoldLifted,
    Paused,
    Terminated,
    Withdrawn,
)
from anmulong.cases.workflow import UNDECIDED
from anmulong.disputes.enums import State as DisputeState
from anmulong.journal.public import Actor, verify_all
from anmulong.kernel.errors import Invalid, Refused
from anmulong.people.enums import ConsentAnswer, ConsentKind
from anmulong.people.public import consents_of, standing_answers
from tests.factories.cases import Docket
from tests.factories.people import make_account


ROUTES = ("court_suit",)


def second_mediator(docket: Docket) -> Actor:
    return make_account(docket.office.county, "gacha_director").actor()


def test_t13_one_party_ends_it_in_session_three(docket: Docket) -> None:
    """R-108, R-113: the routes are told, no further session can start, and no reason was asked (O-4)."""
    case = docket.mediating()
    for _ in range(3):
        docket.session(case)
    party = docket.parties(case)[1]
    docket.do("case.decline", Declined(party.pk, ROUTES), case)
    row = docket.row(case)
    assert (row.state, row.end_reason, row.routes) == (State.ENDED, "declined", ["court_suit"])
    assert (row.dispute.state, row.dispute.failed_attempts, row.due_at) == (DisputeState.GUIDED, 0, None)
    ledger = consents_of([row.dispute_id])[party.party_id]
    assert standing_answers(ledger)[ConsentKind.MEDIATION] == ConsentAnswer.DECLINED
    with pytest.raises(Refused, match="wrong-state"):
        docket.session(case)
    assert verify_all().findings == []


@pytest.mark.parametrize("state", UNDECIDED)
def test_r111_every_undecided_state_can_be_ended(state: str) -> None:
    assert CASE.allows(state, "case.decline")
    assert CASE.allows(state, "case.withdraw")


def test_r113_the_other_routes_are_always_told(docket: Docket) -> None:
    case = docket.applied()
    with pytest.raises(Invalid, match="no-route"):
        docket.do("case.decline", Declined(docket.parties(case)[1].pk, ()), case)


def test_r111_a_clerk_of_the_town_may_write_it_down(docket: Docket) -> None:
    """No desk stands in the way of a party who wants to end it."""
    case = docket.applied()
    docket.act(docket.office.second, "case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case)
    assert docket.row(case).state == State.ENDED


def test_only_the_applicant_withdraws(docket: Docket) -> None:
    case = docket.accepted()
    first, second = docket.parties(case)
    with pytest.raises(Refused, match="not-applicant"):
        docket.do("case.withdraw", Withdrawn(second.pk, ROUTES), case)
    docket.do("case.withdraw", Withdrawn(first.pk, ROUTES, "已经和好"), case)
    assert docket.row(case).end_reason == "withdrawn"


def test_c223_a_reason_with_its_own_step_is_not_taken(docket: Docket) -> None:
    case = docket.mediating()
    for reason in ("agreed", "declined", "withdrawn"):
        with pytest.raises(Invalid, match="own-action"):
            docket.do("case.terminate", Terminated(reason, ROUTES), case)
    with pytest.raises(Invalid):
        docket.do("case.terminate", Terminated("no_such_reason", ROUTES), case)


def test_time_is_over_only_when_it_is(docket: Docket) -> None:
    case = docket.mediating()
    with pytest.raises(Refused, match="not-expired"):
        docket.do("case.terminate", Terminated("expired", ROUTES), case)
    late = docket.mediating(happened_at=clock.now() - timedelta(days=60))
    docket.do("case.terminate", Terminated("expired", ROUTES), late)
    assert docket.row(late).dispute.failed_attempts == 1


def test_r132_undisputed_facts_only_when_every_party_accepts_them(docket: Docket) -> None:
    case = docket.mediating()
    first, second = docket.parties(case)
    given = Terminated("too_far_apart", ROUTES, "分歧在补偿", "双方认可界桩位置", (first.pk,))
    with pytest.raises(Refused, match=r"facts-disputed.*苏和"):
        docket.do("case.terminate", given, case)
    both = Terminated("too_far_apart", ROUTES, "分歧在补偿", "双方认可界桩位置", (first.pk, second.pk))
    docket.do("case.terminate", both, case)
    row = docket.row(case)
    assert (row.undisputed_facts, row.end_note) == ("双方认可界桩位置", "分歧在补偿")


def test_an_end_while_suspended_closes_the_suspension(docket: Docket) -> None:
    case = docket.mediating()
    docket.do("case.suspend", Paused(PauseReason.APPRAISAL), case)
    docket.do("case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case)
    with trusted():
        assert docket.row(case).suspensions.filter(ended_at=None).count() == 0
        assert docket.row(case).clocks.filter(stopped_at=None).count() == 0


@pytest.mark.parametrize("state", [State.ACCEPTED, State.MEDIATING, State.SUSPENDED])
def test_r133_a_hold_goes_back_to_where_it_began(docket: Docket, state: State) -> None:
    """The clock stands still meanwhile; a second person lifts it."""
    case = held(docket, state)
    row = docket.row(case)
    assert (row.state, row.held_in, row.turn, row.due_at) == (State.FRAUD_HOLD, state, "second", None)
    with pytest.raises(Refused, match="second-person"):
        docket.do("case.release_hold", HoldLifted("查无虚假"), case)
    docket.act(second_mediator(docket), "case.release_hold", HoldLifted("查无虚假"), case)
    row = docket.row(case)
    assert (row.state, row.held_in) == (state, "")
    assert (row.due_at is None) == (state == State.SUSPENDED)
    with trusted():
        hold = row.fraud_holds.get()
    assert (hold.finding, hold.ended_at is None) == ("查无虚假", False)


def held(docket: Docket, state: State) -> UUID:
    case = docket.accepted() if state == State.ACCEPTED else docket.mediating()
    if state == State.SUSPENDED:
        docket.do("case.suspend", Paused(PauseReason.APPRAISAL), case)
    docket.do("case.hold_for_fraud", FraudSuspected("双方串通", "旗人民法院"), case)
    return case


def test_r111_a_hold_keeps_nobody(docket: Docket) -> None:
    case = held(docket, State.MEDIATING)
    docket.do("case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case)
    row = docket.row(case)
    assert row.state == State.ENDED
    with trusted():
        assert row.fraud_holds.filter(ended_at=None).count() == 0


def test_r133_an_agreement_in_force_is_held_and_comes_back(docket: Docket) -> None:
    """Mediation is over then: nobody ends it; what a court decides is recorded later."""
    case = docket.orally()
    settled = docket.row(case).dispute.state
    docket.do("case.hold_for_fraud", FraudSuspected("双方串通"), case)
    with pytest.raises(Refused, match="agreement-in-force"):
        docket.do("case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case)
    docket.act(second_mediator(docket), "case.release_hold", HoldLifted("查无虚假"), case)
    row = docket.row(case)
    assert (row.state, row.dispute.state, row.held_in) == (State.EFFECTIVE, settled, "")
    with trusted():
        assert row.suspensions.count() == 0


def test_a_party_who_does_not_sign_ends_it(docket: Docket) -> None:
    """R-111 while the written agreement waits for signatures; it counts as an attempt (R-511)."""
    case = docket.agreed()
    docket.do("case.terminate", Terminated("refuses_to_sign", ROUTES), case)
    row = docket.row(case)
    assert (row.state, row.dispute.state, row.dispute.failed_attempts) == (State.ENDED, DisputeState.GUIDED, 1)


def test_a_hold_says_what_was_noticed_and_what_was_found(docket: Docket) -> None:
    case = docket.accepted()
    with pytest.raises(Invalid, match="no-text"):
        docket.do("case.hold_for_fraud", FraudSuspected(" "), case)
    docket.do("case.hold_for_fraud", FraudSuspected("双方串通"), case)
    with pytest.raises(Invalid, match="no-text"):
        docket.act(second_mediator(docket), "case.release_hold", HoldLifted(" "), case)


def test_an_end_told_late_counts_from_when_it_was(docket: Docket) -> None:
    """O-2."""
    then = clock.now() - timedelta(days=3)
    case = docket.mediating()
    docket.do("case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case, happened_at=then)
    assert docket.row(case).ended_at == then
