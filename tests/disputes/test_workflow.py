"""The transition table: complete, every state with an exit, every action registered (style rules 10 and 13)."""

from anmulong.disputes.enums import State
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import all_actions
from anmulong.kernel.workflow import check_complete


def test_the_table_is_complete() -> None:
    assert check_complete(MATTER) == []


def test_states_of_table_and_column_are_the_same() -> None:
    assert set(MATTER.states) == set(State.values)


def test_every_move_has_an_action_and_every_action_of_the_table_a_move() -> None:
    moves = {move.action for move in MATTER.moves}
    actions = {name for name, spec in all_actions().items() if spec.workflow is MATTER}
    assert moves == actions


def test_r502_r531_every_move_quotes_its_ground_or_is_mere_work() -> None:
    plain = {"dispute.schedule", "dispute.cancel_meeting", "dispute.note", "dispute.attach"}
    assert {move.action for move in MATTER.moves if not move.law} == plain
