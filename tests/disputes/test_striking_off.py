"""One settled and answered, one struck off, by a second person (R-531, O-2, O-3)."""

from datetime import timedelta

import pytest

from anmulong.base import clock
from anmulong.disputes.enums import AnswerWay, Nature, State, Turn
from anmulong.disputes.public import Answer, Reason, Relapse, StrikeOff, StrikeOffRequest, Triage
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.matters import Office


def test_r531_without_the_answer_it_cannot_even_be_asked(office: Office) -> None:
    matter = office.settled()
    with pytest.raises(Refused, match="not-complete") as caught:
        office.act(office.clerk, "dispute.ask_strike_off", StrikeOffRequest(), matter)
    assert caught.value.details["gaps"] == ["answer"]
    assert office.row(matter).state == State.SETTLED


def test_r531_a_second_person_strikes_off(office: Office) -> None:
    matter = office.asked()
    assert office.row(matter).turn == Turn.SECOND
    office.act(office.second, "dispute.strike_off", StrikeOff(opened=True), matter)
    row = office.row(matter)
    assert (row.state, row.struck_off_by) == (State.STRUCK_OFF, office.second.uid)


def test_r531_who_registered_it_does_not_strike_it_off(office: Office) -> None:
    matter = office.register(by=office.director)
    office.act(office.director, "dispute.triage", Triage(Nature.NO_DISPUTE, reason="咨询"), matter)
    office.act(office.director, "dispute.answer", Answer(AnswerWay.TELEPHONE, "已说明"), matter)
    office.act(office.director, "dispute.ask_strike_off", StrikeOffRequest(evidence="通话记录"), matter)
    with pytest.raises(Refused, match="second-person-needed"):
        office.act(office.director, "dispute.strike_off", StrikeOff(), matter)
    assert office.row(matter).state == State.STRIKE_OFF_ASKED


def test_two_people_on_one_version_one_effect_and_a_clear_conflict(office: Office) -> None:
    matter = office.asked()
    seen = office.row(matter).version
    office.act(office.second, "dispute.strike_off", StrikeOff(), matter, version=seen)
    with pytest.raises((Conflict, Refused)):
        office.act(office.director, "dispute.strike_off", StrikeOff(), matter, version=seen)
    assert office.row(matter).struck_off_by == office.second.uid


def test_refused_it_goes_back_to_the_handler(office: Office) -> None:
    matter = office.asked()
    with pytest.raises(Invalid, match="no-reason"):
        office.act(office.second, "dispute.refuse_strike_off", Reason(""), matter)
    office.act(office.second, "dispute.refuse_strike_off", Reason("照片不是这处围栏"), matter)
    row = office.row(matter)
    assert (row.state, row.turn, row.strike_off_asked_by) == (State.HANDLING, Turn.OWNER, None)


def test_o2_a_strike_off_is_undone_within_the_days(office: Office) -> None:
    matter = office.struck_off()
    office.act(office.second, "dispute.undo_strike_off", Reason("点错了"), matter)
    assert office.row(matter).state == State.STRIKE_OFF_ASKED


def test_o2_and_not_later(office: Office) -> None:
    matter = office.struck_off()
    later = FixedClock(clock.now() + timedelta(days=8))
    with clock.simulated(later), pytest.raises(Refused, match="too-late-to-undo"):
        office.act(office.second, "dispute.undo_strike_off", Reason("点错了"), matter)


def test_taken_up_again_the_first_round_is_cleared_but_not_forgotten(office: Office) -> None:
    matter = office.struck_off()
    office.act(office.clerk, "dispute.reopen", Reason("又起争执"), matter)
    row = office.row(matter)
    assert (row.state, row.result, row.answer_way, row.struck_off_at) == (State.HANDLING, "", "", None)


def test_k12_a_relapse_is_a_new_matter_that_points_back(office: Office) -> None:
    old, new = office.struck_off(), office.register()
    office.act(office.clerk, "dispute.relapse", Relapse(earlier=old), new)
    assert office.row(new).relapse_of == old
    assert office.row(old).state == State.STRUCK_OFF


def test_only_a_struck_off_matter_relapses(office: Office) -> None:
    old, new = office.settled(), office.register()
    with pytest.raises(Refused, match="not-struck-off"):
        office.act(office.clerk, "dispute.relapse", Relapse(earlier=old), new)


def test_a_relapse_names_a_matter_in_sight(office: Office) -> None:
    with pytest.raises(Invalid, match="not-found"):
        office.act(office.clerk, "dispute.relapse", Relapse(earlier=new_uid()), office.register())
