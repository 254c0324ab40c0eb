"""Return visits: R-211, F-10, O-1; the page of today's calls."""

from datetime import timedelta
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Outcome, Satisfied, State
from anmulong.cases.public import (
    VISIT_ORDER,
    Case,
    Closing,
    NotAccepted,
    Performed,
    Visited,
    visit_sheet,
    visits_due,
)
from anmulong.disputes.enums import Colour, ContactWay
from anmulong.disputes.public import Grading
from anmulong.journal.public import Call, perform_bundle
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from tests.factories.cases import Docket


DAY = timedelta(days=1)


def kinds_running(case: Case) -> set[str]:
    with trusted():
        return {row.kind for row in case.clocks.filter(stopped_at=None)}


def test_the_first_visit_stops_its_clock(docket: Docket) -> None:
    """What is owed in ten days brings the visitor back on that day."""
    case, today = docket.effective(), local_day(clock.now())
    assert docket.row(case).due_kind == "follow_up"
    party = docket.parties(case)[0]
    given = Visited(ContactWay.VISIT, party=party.party_id, satisfied=Satisfied.YES, text="已备好钱")
    assert docket.do("case.follow_up", given, case).facts["next_on"] == (today + 10 * DAY).isoformat()
    row = docket.row(case)
    with trusted():
        [visit] = row.visits.all()
    assert (visit.party, visit.satisfied, visit.text) == (party.pk, "yes", "已备好钱")
    assert (kinds_running(row), row.next_follow_up_on) == ({"confirmation"}, today + 10 * DAY)


def test_nobody_reached_leaves_the_visit_due(docket: Docket) -> None:
    """O-1: one click; the visit stays on the list."""
    case = docket.effective()
    before = docket.row(case)
    docket.do("case.follow_up", Visited(reached=False), case)
    after = docket.row(case)
    assert (after.followed_up_at, after.next_follow_up_on) == (None, before.next_follow_up_on)
    assert "follow_up" in kinds_running(after)


def test_visitor_names_the_next_day(docket: Docket) -> None:
    case, today = docket.effective(), local_day(clock.now())
    docket.do("case.follow_up", Visited(reached=False, next_on=today + 2 * DAY), case)
    assert docket.row(case).next_follow_up_on == today + 2 * DAY
    with pytest.raises(Invalid, match="past-day"):
        docket.do("case.follow_up", Visited(next_on=today - DAY), case)


def test_red_matters_keep_their_days(docket: Docket) -> None:
    """R-211: 3, 10, 30, 90 days; a visit on day 0 skips none, each visit moves on to the next."""
    case, today = docket.mediating(), local_day(clock.now())
    grading = Grading(Colour.RED, "扬言动手")
    docket.office.act(docket.office.clerk, "dispute.grade", grading, docket.row(case).dispute_id)
    docket.orally(docket.owed(case, due_on=today), case=case, agreed_at=clock.now() - 4 * DAY)
    docket.do("case.record_performance", Performed(done=True), case)
    assert docket.row(case).next_follow_up_on == today - DAY
    docket.do("case.follow_up", Visited(), case)
    row = docket.row(case)
    assert (row.next_follow_up_on, len(row.visit_days)) == (today + 6 * DAY, 3)


def test_what_is_overdue_brings_the_visitor_back(docket: Docket) -> None:
    case, today = docket.mediating(), local_day(clock.now())
    docket.orally(docket.owed(case, due_on=today - DAY), case=case, agreed_at=clock.now() - 5 * DAY)
    docket.do("case.follow_up", Visited(), case)
    assert docket.row(case).next_follow_up_on == today + 15 * DAY


def test_a_visit_that_hears_of_a_suit_records_it(docket: Docket) -> None:
    case = docket.effective()
    for _ in range(2):
        docket.do("case.follow_up", Visited(sued=True, new_danger=True, text="已起诉"), case)
    row = docket.row(case)
    with trusted():
        assert (row.outcome, row.outside_events.count()) == (Outcome.SUED, 1)


def test_one_submit_visits_performs_and_closes(docket: Docket) -> None:
    """O-1: return visit with performance and the proposed close is one click."""
    case = docket.orally()
    calls = [
        Call("case.record_performance", Performed(done=True, text="当面付清"), case),
        Call("case.follow_up", Visited(satisfied=Satisfied.YES), case),
        Call("case.close", Closing(), case),
    ]
    perform_bundle(calls, by=docket.mediator)
    row = docket.row(case)
    assert (row.state, row.performed, row.next_follow_up_on) == (State.CLOSED, True, None)


def test_guided_people_are_asked_whether_they_arrived(docket: Docket) -> None:
    """R-113: after a refusal the visit asks for the way there, and plans nothing more (O-4)."""
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), case)
    docket.do("case.follow_up", Visited(arrived=True), case)
    row = docket.row(case)
    with trusted():
        assert [visit.arrived for visit in row.visits.all()] == [True]
    assert (row.state, row.next_follow_up_on) == (State.REFUSED, None)


def test_todays_list_and_the_sheet(docket: Docket) -> None:
    """One page of calls, by day and in scope; the sheet shows what is owed and proposes to close."""
    case, today = docket.effective(), local_day(clock.now())
    sooner = docket.orally()
    docket.do("case.follow_up", Visited(reached=False, next_on=today), sooner)
    scope = docket.mediator.rights.scope(clock.now())
    assert listed(visits_due(scope, today).page(VISIT_ORDER, 10).rows) == [sooner]
    assert listed(visits_due(scope, today + 20 * DAY).page(VISIT_ORDER, 10).rows) == [sooner, case]
    elsewhere = docket.office.other_mediator.rights.scope(clock.now())
    assert visits_due(elsewhere, today + 20 * DAY).count() == 0
    with trusted():
        sheet = visit_sheet(docket.row(case), today)
    assert (len(sheet.owed), sheet.overdue, sheet.may_close) == (1, [], True)


def listed(rows: list[Case]) -> list[UUID]:
    return [row.pk for row in rows]
