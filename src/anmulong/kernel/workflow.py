"""Transition tables: which action leads from which state to which, and whose turn it is then.

A table is data. The engine answers what can be done now, refuses the rest in words, proves that the table is
complete and draws its diagram.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import Message, noop


NEW: Final = "(new)"
"""The source of a move that creates the thing."""

STAY: Final = "(same)"
"""The target of a move that leaves the state as it is."""


@dataclass(frozen=True)
class StateFacts:
    """What a state is called (message id), whose turn it is in it, and whether it is the end."""

    label: str
    turn: str
    final: bool = False


@dataclass(frozen=True)
class Move:
    """One action from one or several states to one state.

    `turn` names who has to act next, empty for the turn of the target state. `guards` name checks of policy and law,
    `starts` and `stops` name clocks, `law` quotes the article or rule id, `label` is the message id of the action.
    """

    action: str
    source: str | tuple[str, ...]
    target: str
    turn: str = ""
    permission: str = ""
    guards: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    law: str = ""
    label: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The states from which the move is possible."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def wording(self) -> Message:
        """The action in words, or its code when it has none."""
        return Message(self.label or self.action)

    def target_from(self, state: str) -> str:
        """The state after the move."""
        return state if self.target == STAY else self.target


@dataclass(frozen=True)
class Table:
    """States in their order and the moves between them.

    An action has one move in a state, or several with different targets where the person's answer decides (triage).
    """

    name: str
    states: Mapping[str, StateFacts]
    moves: Sequence[Move]
    _by_key: dict[tuple[str, str], tuple[Move, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for move in self.moves:
            for source in move.sources:
                earlier = self._by_key.get((source, move.action), ())
                if move.target in {other.target for other in earlier}:
                    raise ValueError(f"{self.name}: two moves for {move.action} in {source}")
                self._by_key[source, move.action] = (*earlier, move)

    @property
    def initial(self) -> tuple[str, ...]:
        """The states in which a thing can come into being: targets of moves from `NEW`, else the first state."""
        born = tuple(dict.fromkeys(move.target for move in self.moves_from(NEW)))
        return born or tuple(self.states)[:1]

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that are possible in `state`, in the table's order."""
        return tuple(move for move in self.moves if state in move.sources)

    def allows(self, state: str, action: str) -> bool:
        """Whether the action is possible in the state."""
        return (state, action) in self._by_key

    def choices(self, state: str, action: str) -> tuple[Move, ...]:
        """The moves for the action; `Refused("wrong-state")` naming the state and what is possible in it."""
        found = self._by_key.get((state, action))
        if found is None:
            raise self._wrong_state(state, action)
        return found

    def move(self, state: str, action: str, target: str | None = None) -> Move:
        """The one move for the action, or that to `target`; refuses as `choices` does.

        ValueError when the action does not lead to `target`, or may lead to several and none is named.
        """
        choices = self.choices(state, action)
        fitting = [move for move in choices if target is None or move.target_from(state) == target]
        if len(fitting) != 1:
            raise ValueError(f"{self.name}: {action} in {state} does not lead to {target or 'one target'}")
        return fitting[0]

    def targets(self, state: str, action: str) -> tuple[str, ...]:
        """The states to which the action may lead; refuses as `choices` does."""
        return tuple(move.target_from(state) for move in self.choices(state, action))

    def target(self, state: str, action: str) -> str:
        """The state after an action with one target; refuses as `choices` does."""
        return self.move(state, action).target_from(state)

    def turn(self, state: str, action: str, target: str | None = None) -> str:
        """Who has to act after the action; refuses as `choices` does."""
        move = self.move(state, action, target)
        return move.turn or self.states[move.target_from(state)].turn

    def _wrong_state(self, state: str, action: str) -> Refused:
        possible = {move.action: move.wording for move in self.moves_from(state)}
        facts = self.states.get(state)
        laws = dict.fromkeys(move.law for move in self.moves if move.action == action and move.law)
        return Refused(
            "wrong-state",
            noop("This cannot be done now. The state is: %(state)s."),
            law="; ".join(laws),
            way_out=noop("Possible now: %(actions)s") if possible else noop("Nothing more can be done in this state."),
            params={
                "state": Message(facts.label if facts else state),
                "actions": tuple(possible.values()),
            },
            details={"state": state, "action": action, "possible": tuple(possible)},
        )


def check_complete(table: Table) -> list[str]:
    """What is wrong with a table, in sentences for developers; an empty list when it is complete.

    Every state is reachable, has a turn (unless final), and is final or has an exit that can lead to an end.
    """
    problems = list(_unknown_states(table))
    if problems:
        return problems
    reached = _closure(table.initial, lambda state: _next_states(table, state))
    finals = [state for state, facts in table.states.items() if facts.final]
    ending = _closure(finals, lambda state: _previous_states(table, state))
    for state, facts in table.states.items():
        exits = _next_states(table, state)
        if state not in reached:
            problems.append(f"{state} cannot be reached")
        if not facts.final and not facts.turn:
            problems.append(f"{state} is nobody's turn")
        if facts.final and exits:
            problems.append(f"{state} is final and has an exit")
        if not facts.final and not exits:
            problems.append(f"{state} is not final and has no exit")
        elif finals and state not in ending:
            problems.append(f"{state} never comes to an end")
    return problems


def mermaid(table: Table, label: Callable[[str], str]) -> str:
    """The diagram of the table as Mermaid text, always the same for the same table; `label` translates message ids.

    Moves that leave the state as it is are left out: thirty loops hide the road.
    """
    lines = ["stateDiagram-v2"]
    lines += [f"    {_node(state)}: {_clean(label(facts.label))}" for state, facts in table.states.items()]
    if not table.moves_from(NEW):
        lines += [f"    [*] --> {_node(state)}" for state in table.initial]
    for move in table.moves:
        text = _clean(label(move.label or move.action))
        for source in move.sources:
            if move.target_from(source) == source:
                continue
            begin = "[*]" if source == NEW else _node(source)
            lines.append(f"    {begin} --> {_node(move.target_from(source))}: {text}")
    lines += [f"    {_node(state)} --> [*]" for state, facts in table.states.items() if facts.final]
    return "\n".join(lines) + "\n"


def _unknown_states(table: Table) -> Iterator[str]:
    for move in table.moves:
        for source in move.sources:
            if source != NEW and source not in table.states:
                yield f"{move.action} starts in the unknown state {source}"
            if source == NEW and move.target == STAY:
                yield f"{move.action} creates without a state"
        if move.target != STAY and move.target not in table.states:
            yield f"{move.action} leads to the unknown state {move.target}"


def _next_states(table: Table, state: str) -> set[str]:
    return {move.target_from(state) for move in table.moves_from(state)} - {state}


def _previous_states(table: Table, state: str) -> set[str]:
    return {source for source in table.states if state in _next_states(table, source)}


def _closure(begin: Sequence[str], step: Callable[[str], set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(begin)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += step(state)
    return seen


def _node(state: str) -> str:
    # The prefix keeps a state called "end" or "state" apart from Mermaid's own words.
    return "s_" + re.sub(r"\W", "_", state)


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace(":", "：").replace(";", "；").replace("#", "＃")
