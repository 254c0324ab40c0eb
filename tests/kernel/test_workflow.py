"""The transition-table engine: what it allows, how it refuses, what it proves and draws."""

from collections.abc import Mapping

import pytest

from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import identity
from anmulong.kernel.workflow import NEW, STAY, Move, StateFacts, Table, check_complete, mermaid


STATES = {
    "registered": StateFacts("Registered", "centre"),
    "owned": StateFacts("Owned", "owner"),
    "end": StateFacts("Struck off", "", final=True),
}
MOVES = (
    Move("register", NEW, "registered", label="Register", law="R-131"),
    Move("assign", ("registered", "owned"), "owned", permission="dispute.assign", starts=("acknowledge",)),
    Move("note", ("registered", "owned"), STAY, label="Add a note"),
    Move("hand_back", "owned", "registered", turn="town"),
    Move("strike_off", "owned", "end", guards=("second_person",), law="R-531", label="Strike off"),
)
TABLE = Table("dispute", STATES, MOVES)


def table(states: Mapping[str, StateFacts], *moves: Move) -> Table:
    return Table("t", states, moves)


@pytest.mark.parametrize(
    ("state", "action", "target"),
    [
        (NEW, "register", "registered"),
        ("registered", "assign", "owned"),
        ("owned", "assign", "owned"),
        ("registered", "note", "registered"),
        ("owned", "note", "owned"),
        ("owned", "hand_back", "registered"),
        ("owned", "strike_off", "end"),
    ],
)
def test_every_move_leads_where_the_table_says(state: str, action: str, target: str) -> None:
    assert TABLE.target(state, action) == target
    assert TABLE.allows(state, action)


def test_every_other_pair_is_refused() -> None:
    pairs = {(state, action) for state in STATES for action in {move.action for move in MOVES}}
    allowed = {(source, move.action) for move in MOVES for source in move.sources}
    for state, action in pairs - allowed:
        assert not TABLE.allows(state, action)
        with pytest.raises(Refused):
            TABLE.target(state, action)


def test_a_refusal_names_the_state_and_what_is_possible() -> None:
    with pytest.raises(Refused) as caught:
        TABLE.target("registered", "strike_off")
    error = caught.value
    assert (error.code, error.law) == ("wrong-state", "R-531")
    assert error.message.render() == "This cannot be done now. The state is: Registered."
    assert error.way_out is not None
    assert error.way_out.render() == "Possible now: assign, Add a note"
    assert error.details == {"state": "registered", "action": "strike_off", "possible": ("assign", "note")}


def test_a_refusal_at_the_end_says_so() -> None:
    with pytest.raises(Refused) as caught:
        TABLE.target("end", "note")
    assert caught.value.way_out is not None
    assert caught.value.way_out.render() == "Nothing more can be done in this state."


def test_an_unknown_state_is_refused_by_its_code() -> None:
    with pytest.raises(Refused) as caught:
        TABLE.target("lost", "note")
    assert "lost" in caught.value.message.render()


def test_the_turn_is_the_moves_or_else_the_target_states() -> None:
    assert TABLE.turn("owned", "hand_back") == "town"
    assert TABLE.turn("registered", "assign") == "owner"
    assert TABLE.turn("registered", "note") == "centre"


def test_moves_from_keeps_the_tables_order() -> None:
    assert [move.action for move in TABLE.moves_from("owned")] == ["assign", "note", "hand_back", "strike_off"]
    assert TABLE.initial == ("registered",)


def test_the_same_move_twice_is_a_mistake_of_the_table() -> None:
    with pytest.raises(ValueError, match="two moves for go in registered"):
        table(STATES, Move("go", "registered", "owned"), Move("go", ("owned", "registered"), "owned"))


def test_an_answer_may_decide_where_an_action_leads() -> None:
    triage = table(STATES, Move("triage", "registered", "owned", turn="x"), Move("triage", "registered", "end"))
    assert triage.targets("registered", "triage") == ("owned", "end")
    assert triage.move("registered", "triage", "end").target == "end"
    assert triage.turn("registered", "triage", "owned") == "x"
    for target in (None, "registered"):
        with pytest.raises(ValueError, match="does not lead"):
            triage.move("registered", "triage", target)
    with pytest.raises(Refused) as caught:
        triage.target("registered", "note")
    assert caught.value.details["possible"] == ("triage",)


def test_a_complete_table_has_no_problems() -> None:
    assert check_complete(TABLE) == []


A, B, END = StateFacts("A", "x"), StateFacts("B", "x"), StateFacts("End", "", final=True)


@pytest.mark.parametrize(
    ("broken", "problems"),
    [
        (table({"a": A, "end": END}), ["a is not final and has no exit", "end cannot be reached"]),
        (table({"a": A}, Move("stay", "a", STAY)), ["a is not final and has no exit"]),
        (
            table({"a": StateFacts("A", ""), "end": END}, Move("go", "a", "end")),
            ["a is nobody's turn"],
        ),
        (
            table({"a": A, "end": END}, Move("go", "a", "end"), Move("back", "end", "a")),
            ["end is final and has an exit"],
        ),
        (
            table({"a": A, "b": B, "end": END}, Move("go", ("a", "b"), "end")),
            ["b cannot be reached"],
        ),
        (
            table(
                {"a": A, "b": B, "c": A, "end": END},
                Move("go", "a", "end"),
                Move("slip", "a", "b"),
                Move("round", "b", "c"),
                Move("back", "c", "b"),
            ),
            ["b never comes to an end", "c never comes to an end"],
        ),
        (
            table({"a": A}, Move("go", "a", "z"), Move("come", "y", "a"), Move("new", NEW, STAY)),
            [
                "go leads to the unknown state z",
                "come starts in the unknown state y",
                "new creates without a state",
            ],
        ),
    ],
)
def test_an_incomplete_table_is_told_in_sentences(broken: Table, problems: list[str]) -> None:
    assert check_complete(broken) == problems


def test_the_diagram_is_always_the_same() -> None:
    chinese = {"Registered": "已登记", "Register": "登记", "Add a note": "备注: 一"}
    drawn = mermaid(TABLE, lambda text: chinese.get(text, text))
    assert drawn == (
        "stateDiagram-v2\n"
        "    s_registered: 已登记\n"
        "    s_owned: Owned\n"
        "    s_end: Struck off\n"
        "    [*] --> s_registered: 登记\n"
        "    s_registered --> s_owned: assign\n"
        "    s_owned --> s_registered: hand_back\n"
        "    s_owned --> s_end: Strike off\n"
        "    s_end --> [*]\n"
    )


def test_a_table_without_a_creating_move_begins_at_its_first_state() -> None:
    drawn = mermaid(table({"a": A, "end": END}, Move("go", "a", "end")), identity)
    assert "    [*] --> s_a\n" in drawn
