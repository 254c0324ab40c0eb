"""The state and the turn follow the transition table; where it leaves a choice, the action does (architecture.md 4)."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from django.db import IntegrityError

from anmulong.journal.dispatcher import explained, move
from anmulong.journal.public import Actor, Call, all_actions, perform
from anmulong.journal.registry import ActionSpec
from anmulong.kernel.errors import Refused
from anmulong.kernel.workflow import NEW, STAY, Move, StateFacts, Table
from tests.journal.trials import Words


TABLE = Table(
    "trial",
    {
        "open": StateFacts("Open", "unit"),
        "closed": StateFacts("Closed", "", final=True),
        "void": StateFacts("Void", "", final=True),
    },
    [
        Move("trial.begin", NEW, "open"),
        Move("trial.note", "open", STAY),
        Move("trial.hand", "open", STAY, turn="person"),
        Move("trial.end", "open", "closed"),
        Move("trial.end", "open", "void"),
    ],
)


@dataclass
class Thing:
    """Something with a state; counts how often it was saved."""

    state: str = "open"
    turn: str = "unit"
    saved: int = 0

    def save(self) -> None:
        self.saved += 1


@pytest.fixture
def spec(trial: None) -> ActionSpec:
    """An action bound to the table."""
    return replace(all_actions()["trial.append"], workflow=TABLE)


def moved(spec: ActionSpec, name: str, thing: Thing, before: str = "open") -> Thing:
    """The thing after the action of that name."""
    move(replace(spec, name=name), thing, before)
    return thing


def test_a_new_thing_begins(spec: ActionSpec) -> None:
    assert moved(spec, "trial.begin", Thing(state=""), NEW) == Thing("open", "unit", 1)


def test_nothing_moves_nothing_is_saved(spec: ActionSpec) -> None:
    assert moved(spec, "trial.note", Thing()) == Thing("open", "unit", 0)


def test_the_turn_moves_alone(spec: ActionSpec) -> None:
    assert moved(spec, "trial.hand", Thing()) == Thing("open", "person", 1)


@pytest.mark.parametrize("state", ["closed", "void"])
def test_the_action_chooses(spec: ActionSpec, state: str) -> None:
    assert moved(spec, "trial.end", Thing(state=state)) == Thing(state, "", 1)


def test_what_the_table_does_not_know_is_a_mistake(spec: ActionSpec) -> None:
    with pytest.raises(RuntimeError, match="does not know"):
        moved(spec, "trial.end", Thing(state="elsewhere"))
    with pytest.raises(Refused, match="wrong-state"):
        moved(spec, "trial.note", Thing(), "closed")


def test_an_action_without_a_table_moves_nothing(me: Actor, body: UUID, trial: None) -> None:
    assert perform(Call("trial.append", Words("1"), subject=body), by=me).version == 2


def test_a_broken_check_is_our_mistake_and_stays_loud() -> None:
    """A rule that only the database knows must be found in tests, not be told to a clerk."""
    with pytest.raises(IntegrityError):
        explained(IntegrityError("CHECK constraint failed: orgs_division_has_parent"))
