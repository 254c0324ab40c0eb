"""Results, guidance, answers, follow-ups (O-3, R-113, R-211, R-531)."""

import pytest

from anmulong.disputes.enums import AnswerWay, Colour, ContactWay, Nature, OnTheSpot, State
from anmulong.disputes.public import Answer, FollowUp, GuidanceGiven, Settlement
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.matters import Office


def settle(office: Office, matter: object, **given: object) -> None:
    office.act(office.clerk, "dispute.settle_on_the_spot", Settlement("按原界桩恢复", **given), matter)


def test_o3_nobody_is_pushed(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Refused, match="not-willing") as caught:
        settle(office, matter)
    assert caught.value.way_out is not None
    assert office.row(matter).state == State.HANDLING


def test_settled_turns_green_and_asks_for_the_answer(office: Office) -> None:
    matter = office.handled(people_count=12)
    assert office.row(matter).colour == Colour.ORANGE
    settle(office, matter, both_willing=True)
    row = office.row(matter)
    assert (row.state, row.colour, row.due_kind) == (State.SETTLED, Colour.GREEN, "answer")


def test_a_service_needs_no_willingness(office: Office) -> None:
    matter = office.handled()
    settle(office, matter, way=OnTheSpot.SERVICE)
    assert office.row(matter).settled_way == OnTheSpot.SERVICE


def test_r113_guidance_names_at_least_one_route(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Invalid, match="no-route"):
        office.act(office.clerk, "dispute.guide", GuidanceGiven(routes=()), matter)
    office.act(office.clerk, "dispute.guide", GuidanceGiven(routes=("court_suit",), explanation="可以起诉"), matter)
    row = office.row(matter)
    assert row.state == State.GUIDED
    assert row.guidance.get().routes == ["court_suit"]


def test_a_result_is_said_in_words(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Invalid, match="no-result"):
        office.act(office.clerk, "dispute.settle_on_the_spot", Settlement(" ", both_willing=True), matter)


def test_what_was_settled_unassessed_was_a_dispute(office: Office) -> None:
    matter = office.register()
    settle(office, matter, both_willing=True)
    assert office.row(matter).nature == Nature.DISPUTE


def test_guidance_of_what_was_not_assessed_makes_it_a_dispute(office: Office) -> None:
    """C-240: the gate and the routes are codes; without words the routes stand as result."""
    matter = office.register()
    with pytest.raises(Invalid):
        office.act(office.clerk, "dispute.guide", GuidanceGiven(("court_suit",), gate_code="nowhere"), matter)
    office.act(office.clerk, "dispute.guide", GuidanceGiven(("court_suit",), gate_code="N01"), matter)
    row = office.row(matter)
    assert (row.nature, row.result, row.guidance.get().gate_code) == (Nature.DISPUTE, "court_suit", "N01")


def test_o3_an_answer_is_words_and_wanting_none_is_said_in_words(office: Office) -> None:
    matter = office.settled()
    with pytest.raises(Invalid, match="no-text"):
        office.act(office.clerk, "dispute.answer", Answer(AnswerWay.TELEPHONE), matter)
    with pytest.raises(Refused, match="answer-wanted"):
        office.act(office.clerk, "dispute.answer", Answer(AnswerWay.NONE_WANTED), matter)
    office.act(office.clerk, "dispute.answer", Answer(AnswerWay.TELEPHONE, "已告知结果"), matter)
    row = office.row(matter)
    assert (row.answer_way, row.answer_text, row.answered_by) == ("telephone", "已告知结果", office.clerk.uid)


def test_whoever_wants_no_answer_needs_none(office: Office) -> None:
    matter = office.settled(wants_answer=False)
    office.act(office.clerk, "dispute.answer", Answer(AnswerWay.NONE_WANTED), matter)
    assert office.row(matter).answer_way == AnswerWay.NONE_WANTED


def test_r211_a_visit_that_reached_nobody_stays_due(office: Office) -> None:
    matter = office.asked()
    office.act(office.clerk, "dispute.follow_up", FollowUp(ContactWay.VISIT, reached=False), matter)
    assert office.row(matter).followed_up_at is None
    visit = new_uid()
    office.act(office.clerk, "dispute.follow_up", FollowUp(ContactWay.VISIT, said="没有再起争执", uid=visit), matter)
    assert office.row(matter).followed_up_at is not None
    assert office.row(matter).contacts.get(reached=True).pk == visit
