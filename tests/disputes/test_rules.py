"""Colours and gaps as pure decisions (R-511, R-513, R-531)."""

from types import SimpleNamespace
from typing import Any

import pytest

from anmulong.disputes.enums import COLOUR_RANK, Colour, Fact, State
from anmulong.disputes.rules import RiskFacts, colour_of, reason_text, strike_off_gaps
from anmulong.lawbook.public import parameter


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
