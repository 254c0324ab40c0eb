"""The table of the case: complete, every state with an exit, every action registered (style rules 10 and 13)."""

import re
from pathlib import Path

import pytest

from anmulong.cases.enums import OPEN_STATES, State
from anmulong.cases.public import CASE
from anmulong.cases.workflow import UNDECIDED
from anmulong.journal.public import all_actions
from anmulong.kernel.workflow import check_complete


def test_the_table_is_complete() -> None:
    assert check_complete(CASE) == []


def test_states_of_table_and_column_are_the_same() -> None:
    assert set(CASE.states) == set(State.values)
    assert set(UNDECIDED) == {str(state) for state in OPEN_STATES}


def test_every_move_has_an_action_and_every_action_of_the_table_a_move() -> None:
    moves = {move.action for move in CASE.moves}
    actions = {name for name, spec in all_actions().items() if spec.workflow is CASE}
    assert moves == actions


def test_every_move_quotes_its_ground_and_has_a_name() -> None:
    assert [move.action for move in CASE.moves if not move.law or not move.label] == []


@pytest.mark.parametrize("state", UNDECIDED)
def test_r111_every_undecided_state_can_be_ended(state: str) -> None:
    """人民调解法 art. 23: each party may end the mediation at every step."""
    for action in ("case.decline", "case.withdraw"):
        assert CASE.target(state, action) == "ended"


@pytest.mark.parametrize("state", ["effective", "closed", "archived"])
def test_o3_performance_goes_on_after_close_and_archive(state: str) -> None:
    for action in ("case.record_performance", "case.record_breach", "case.record_outcome", "case.follow_up"):
        assert CASE.target(state, action) == state


def test_r108_no_session_after_the_end() -> None:
    """T-13."""
    assert {state for state in CASE.states if CASE.allows(state, "case.hold_session")} == {"mediating", "agreed"}


def test_every_state_has_the_exits_that_the_decision_record_lists() -> None:
    """Appendix B completed (decision 0011): the table there is the table here."""
    record = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0011-case-states.md"
    part = record.read_text(encoding="utf-8").split("| State | Leaves by |")[1].split("\n\n")[0]
    told = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \| (.+) \|$", part, re.MULTILINE)}
    assert set(told) == set(CASE.states)
    for state, words in told.items():
        if CASE.states[state].final:
            assert words.startswith("final")
            continue
        assert set(words.split(", ")) == _exits(state)


def _exits(state: str) -> set[str]:
    """Actions that lead out of a state into another one."""
    leading = (move for move in CASE.moves if state in move.sources and move.target_from(state) != state)
    return {move.action.removeprefix("case.") for move in leading}
