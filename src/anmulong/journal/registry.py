"""The list of actions: what each works on, who may, how it merges, which moves and policies bind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from anmulong.base.models import Record
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.enums import Merge
from anmulong.kernel.workflow import Table


Policy = Callable[[Any, Actor, Moment], None]
"""Looks at the thing, not at the person; raises ``Refused`` with law and way out. Must not need the input."""


@dataclass(frozen=True)
class Occurrence:
    """An action that has just run, before it is written: what the hooks after it look at."""

    action: "ActionSpec"
    subject: Any
    given: Any
    by: Actor
    at: Moment
    state_before: str


AfterMove = Callable[[Occurrence], None]
"""Called once the state has moved: clocks, search index, denormalised columns."""

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class ActionSpec:
    """Everything the dispatcher and the faces need to know of one action."""

    name: str
    on: type[Record]
    needs: str
    merges: Merge
    given: type[Any]
    function: Callable[..., Any]
    label: Any
    creates: bool = False
    workflow: Table | None = None
    policies: tuple[Policy, ...] = ()
    also: Callable[[Any], tuple[Any, ...]] | None = None
    law: str = ""


@dataclass(frozen=True)
class Done:
    """What an action function returns when the caller needs more than the subject."""

    subject: Record
    facts: dict[str, Any] = field(default_factory=dict)


_actions: dict[str, ActionSpec] = {}
_after: dict[type[Record], list[AfterMove]] = {}


def action(
    name: str,
    *,
    on: type[Record],
    needs: str,
    merges: Merge | str,
    label: Any,
    given: type[Any],
    **options: Any,
) -> Callable[[F], F]:
    """Register a function as the one way to do ``name`` (``noun.verb``).

    The function is called ``function(subject, given, by=actor, at=moment)`` — without ``subject`` when
    ``creates`` is set — and returns the subject or :class:`Done`. Options: ``creates``, ``workflow``,
    ``policies``, ``also`` (uids of further streams to lock, from the input), ``law``.
    """

    def register(function: F) -> F:
        if name in _actions and _actions[name].function.__qualname__ != function.__qualname__:
            message = f"two actions are called {name}"
            raise ValueError(message)
        _actions[name] = ActionSpec(
            name=name,
            on=on,
            needs=str(needs),
            merges=Merge(merges),
            given=given,
            function=function,
            label=label,
            **options,
        )
        return function

    return register


def after_action(model: type[Record]) -> Callable[[AfterMove], AfterMove]:
    """Register work that follows every action on ``model``, inside the same transaction."""

    def register(function: AfterMove) -> AfterMove:
        hooks = _after.setdefault(model, [])
        if function not in hooks:
            hooks.append(function)
        return function

    return register


def hooks_after(model: type[Record]) -> list[AfterMove]:
    """The hooks of ``model``."""
    return _after.get(model, [])


def spec(name: str) -> ActionSpec:
    """The action called ``name``; raises ``KeyError``."""
    return _actions[name]


def all_actions() -> dict[str, ActionSpec]:
    """Every action by name, in order of name."""
    return dict(sorted(_actions.items()))
