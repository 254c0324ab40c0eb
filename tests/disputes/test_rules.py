"""Colours and gaps as pure decisions (R-511, R-513, R-531)."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from anmulong.disputes.clocks import ClockFacts, parameter_key
from anmulong.disputes.enums import COLOUR_RANK, Colour, Fact, State
from anmulong.disputes.rules import RiskFacts, colour_of, in_sample, is_owner_or_unit, reason_text, strike_off_gaps
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import limit, parameter


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "colour"),
    [
        (RiskFacts(), Colour.BLUE),
        (RiskFacts(forecast="normal"), Colour.BLUE),
        (RiskFacts(forecast="self_harm"), Colour.RED),
        (RiskFacts(forecast="crime"), Colour.RED),
        (RiskFacts(forecast="group_fight"), Colour.RED),
        (RiskFacts(forecast="collective_petition"), Colour.ORANGE),
        (RiskFacts(facts=frozenset({"violence"})), Colour.RED),
        (RiskFacts(facts=frozenset({"basic_living"})), Colour.ORANGE),
        (RiskFacts(facts=frozenset({"several_places"})), Colour.ORANGE),
        (RiskFacts(people=2), Colour.BLUE),
        (RiskFacts(people=3), Colour.YELLOW),
        (RiskFacts(people=10), Colour.ORANGE),
        (RiskFacts(people=30), Colour.RED),
        (RiskFacts(failed_attempts=1), Colour.YELLOW),
        (RiskFacts(failed_attempts=2), Colour.ORANGE),
        (RiskFacts(open_days=7), Colour.BLUE),
        (RiskFacts(open_days=8), Colour.YELLOW),
        (RiskFacts(forecast="crime", done=True), Colour.GREEN),
    ],
)
def test_r511_the_colour_is_the_highest_rule_and_says_why(facts: RiskFacts, colour: Colour) -> None:
    found, reasons = colour_of(facts, parameter)
    assert found == colour
    assert reasons
    assert max(COLOUR_RANK[reason.colour] for reason in reasons) == COLOUR_RANK[colour]
    assert all(str(reason_text(reason.stored())) for reason in reasons)


def test_o4_without_clearance_the_reason_stays_closed() -> None:
    _, reasons = colour_of(RiskFacts(forecast="self_harm"), parameter)
    assert str(reason_text(reasons[0].stored(), shown=False)) == "reason restricted"


def test_r513_a_fact_never_names_a_person() -> None:
    assert {fact.value for fact in Fact} == {
        *("violence", "weapon_threat", "basic_living", "minors", "vulnerable", "several_places"),
        *("gathering", "help_asked", "health", "sexual"),
    }


def matter(**facts: Any) -> Any:
    usual = {"state": State.SETTLED, "result": "x", "evidence": "x", "answer_way": "in_person", "follow_up_on": 1}
    return SimpleNamespace(**{**usual, "followed_up_at": None, **facts})


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        ({}, []),
        ({"result": ""}, ["result"]),
        ({"evidence": ""}, ["evidence"]),
        ({"answer_way": ""}, ["answer"]),
        ({"follow_up_on": None}, ["follow_up"]),
        ({"follow_up_on": None, "state": State.GUIDED}, []),
        ({"result": "", "state": State.NO_DISPUTE}, []),
    ],
)
def test_r531_what_is_missing_is_a_list(facts: dict[str, Any], gaps: list[str]) -> None:
    assert [gap.code for gap in strike_off_gaps(matter(**facts), has_proof=False)] == gaps


@pytest.mark.parametrize(
    ("kind", "facts", "key"),
    [
        ("acknowledge", ClockFacts(), "disputes.acknowledge_hours"),
        ("acknowledge", ClockFacts(colour="red"), "disputes.acknowledge_hours_red"),
        ("contact", ClockFacts(), "disputes.contact_days"),
        ("contact", ClockFacts(colour="orange"), "disputes.contact_days_orange"),
        ("resolve", ClockFacts(tier=1), "disputes.resolve_days_banner"),
        ("resolve", ClockFacts(tier=2), "disputes.resolve_days_town"),
        ("resolve", ClockFacts(), "disputes.resolve_days_village"),
        ("resolve", ClockFacts(small=True), "disputes.resolve_days_village_simple"),
        ("note", ClockFacts(colour="yellow"), "risk.yellow_note_days"),
        ("answer", ClockFacts(), "disputes.answer_days"),
    ],
)
def test_r210_every_clock_has_its_limit(kind: str, facts: ClockFacts, key: str) -> None:
    assert parameter_key(kind, facts) == key
    assert limit(key).days + limit(key).hours > 0


def test_o1_the_sample_is_the_same_for_everybody() -> None:
    assert [in_sample(UUID(int=number), 20) for number in (19, 20, 119, 120)] == [True, False, True, False]


def test_work_is_done_by_owner_unit_or_who_registered() -> None:
    """R-502: anybody else is told whose matter it is."""
    unit, other, person = new_uid(), new_uid(), new_uid()
    matter: Any = SimpleNamespace(
        owner_organisation=unit, offered_organisation=None, owner_person=None, offered_person=None, registered_by=person
    )
    at: Any = None
    for organisation, account in ((None, None), (unit, None), (other, person)):
        is_owner_or_unit(matter, cast(Any, SimpleNamespace(organisation=organisation, uid=account)), at)
    with pytest.raises(Refused, match="not-your-matter"):
        is_owner_or_unit(matter, cast(Any, SimpleNamespace(organisation=other, uid=new_uid())), at)
