"""Closing, the complete file, and taking a matter up again: R-113, R-114, R-211, R-531, F-15, O-3."""

from datetime import timedelta
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import State
from anmulong.cases.public import (
    Acceptance,
    Archiving,
    Case,
    Closing,
    Declined,
    NotAccepted,
    Reopening,
    Signing,
    Visited,
    file_gaps,
)
from anmulong.journal.public import Actor, verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from tests.factories.cases import Docket
from tests.factories.people import make_account


@pytest.fixture
def colleague(docket: Docket) -> Actor:
    """A second person of the same committee."""
    return make_account(docket.office.county, "gacha_director", at=0).actor()


def lacking(docket: Docket, case: UUID) -> list[str]:
    with trusted():
        return [gap.form for gap in file_gaps(docket.row(case))]


def archived(docket: Docket, case: UUID) -> Case:
    docket.do("case.archive", Archiving("permanent"), case)
    return docket.row(case)


def test_a_planned_visit_is_enough_to_close(docket: Docket) -> None:
    """R-211, R-531: done or planned; the effect itself plans the first one."""
    case = docket.effective()
    docket.do("case.close", Closing(), case)
    row = docket.row(case)
    assert (row.state, row.closed_by, row.turn) == (State.CLOSED, docket.mediator.uid, "mediator")
    assert row.next_follow_up_on is not None


def test_an_overdue_visit_stands_against_closing(docket: Docket) -> None:
    case = docket.mediating()
    today = local_day(clock.now())
    docket.orally(docket.owed(case, due_on=today), case=case, agreed_at=clock.now() - timedelta(days=40))
    with pytest.raises(Refused, match="no-visit"):
        docket.do("case.close", Closing(), case)
    docket.do("case.close", Closing(next_follow_up_on=today + timedelta(days=1)), case)
    assert docket.row(case).state == State.CLOSED


def test_a_refused_application_closes_and_is_archived(docket: Docket) -> None:
    """R-113: routes told; the file needs neither rights nor session."""
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), case)
    docket.do("case.close", Closing(), case)
    assert lacking(docket, case) == []
    assert (archived(docket, case).state, docket.row(case).incomplete) == (State.ARCHIVED, False)


def test_an_ended_mediation_closes_with_its_routes(docket: Docket) -> None:
    case = docket.mediating()
    party = docket.parties(case)[1]
    docket.do("case.decline", Declined(party.pk, ("court_suit",)), case)
    docket.do("case.close", Closing(), case)
    assert lacking(docket, case) == []


def test_a_complete_file_is_archived_by_whoever_may(docket: Docket) -> None:
    """R-114, C-930."""
    row = archived(docket, docket.closed())
    assert (row.state, row.retention, row.incomplete, row.due_at) == (State.ARCHIVED, "permanent", False, None)


def test_the_parties_may_still_apply_for_confirmation_when_the_file_is_archived(docket: Docket) -> None:
    """R-117: thirty days from the effect, wherever the file lies; the case itself has nothing due by it."""
    row = archived(docket, docket.closed())
    with trusted():
        assert [clock.kind for clock in row.clocks.filter(stopped_at=None)] == ["confirmation"]
    assert row.due_kind != "confirmation"


def test_an_incomplete_file_is_refused_with_the_list(docket: Docket) -> None:
    """R-114: without a visit the file lacks F-10, without a session F-07."""
    case = docket.agreed(case=docket.mediating())
    docket.do("case.sign", signing(docket, case), case)
    docket.do("case.close", Closing(), case)
    assert lacking(docket, case) == ["F-07", "F-10"]
    with pytest.raises(Refused, match="file-incomplete") as caught:
        docket.do("case.archive", Archiving(), case)
    assert caught.value.details["forms"] == ["F-07", "F-10"]
    assert "record of a session" in caught.value.message.render()
    assert docket.row(case).state == State.CLOSED


def test_archive_with_a_gap_needs_f15_and_a_second_person(docket: Docket, colleague: Actor) -> None:
    """F-15, O-3: what is missing and why, confirmed by another; the file is marked 缺件."""
    case = docket.effective()
    docket.do("case.close", Closing(), case)
    note = Archiving(situation="对方已迁往外地，电话停机，未能回访。")
    with pytest.raises(Refused, match="second-person"):
        docket.do("case.archive", note, case)
    outcome = docket.act(colleague, "case.archive", note, case)
    row = docket.row(case)
    assert (row.state, row.incomplete, row.situation_note) == (State.ARCHIVED, True, note.situation)
    assert outcome.facts == {"incomplete": True, "missing": ["F-10"]}


def test_the_justice_office_is_the_second_person_of_a_small_committee(docket: Docket) -> None:
    """O-3: where a unit has no second person, the next tier's is asked."""
    case = docket.effective()
    docket.do("case.close", Closing(), case)
    docket.act(docket.office.second, "case.archive", Archiving(situation="无法回访"), case)
    assert docket.row(case).incomplete


def test_an_oral_file_needs_no_session(docket: Docket) -> None:
    """Domain.md 2.7: F-09 stands in place of the written papers; missing proof blocks nothing (O-3)."""
    case = docket.orally()
    docket.do("case.follow_up", Visited(), case)
    docket.do("case.close", Closing(), case)
    assert docket.row(case).proof_missing
    assert archived(docket, case).state == State.ARCHIVED


def test_only_known_retention(docket: Docket) -> None:
    case = docket.closed()
    with pytest.raises(Invalid, match="unknown-code"):
        docket.do("case.archive", Archiving("forever"), case)


def test_a_closed_case_is_taken_up_as_a_new_one(docket: Docket) -> None:
    """Decision 0011: the archived file stays shut; the new case names it and gets its own number."""
    earlier = docket.row(docket.closed())
    archived(docket, earlier.pk)
    given = Reopening(earlier.dispute_id, earlier.pk, "对方又越界放牧", "协议履行后再次发生")
    case = docket.act(docket.mediator, "case.reopen", given).subject
    docket.checked(case)
    docket.do("case.accept", Acceptance(), case)
    row = docket.row(case)
    assert (row.state, row.earlier_id, row.request) == (State.ACCEPTED, earlier.pk, "对方又越界放牧")
    assert (row.number != earlier.number, docket.row(earlier.pk).state) == (True, State.ARCHIVED)
    assert len(docket.parties(case)) == 2
    assert verify_all().findings == []


def test_what_runs_is_not_reopened(docket: Docket) -> None:
    earlier = docket.row(docket.effective())
    with pytest.raises(Refused, match="not-closed"):
        docket.act(docket.mediator, "case.reopen", Reopening(earlier.dispute_id, earlier.pk, "再次调解"))
    stranger = docket.row(docket.closed())
    with pytest.raises(Invalid, match="no-such-case"):
        docket.act(docket.mediator, "case.reopen", Reopening(earlier.dispute_id, stranger.pk, "再次调解"))


def signing(docket: Docket, case: UUID) -> Signing:
    return Signing(docket.marks(case))
