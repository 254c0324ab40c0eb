"""From the body of a request to calls of actions, and from outcomes to answers."""

import dataclasses
from typing import Any
from uuid import UUID

from anmulong.api.bodies import bad_fields, list_in, moment_in, object_in, only, operation_in, uid_in, version_in
from anmulong.api.offered import action_called
from anmulong.api.problems import status_of, told
from anmulong.journal.enums import Merge
from anmulong.journal.public import (
    UNSET,
    ActionSpec,
    Actor,
    Call,
    Outcome,
    parse_strictly,
    perform,
    perform_batch,
    perform_bundle,
)
from anmulong.kernel.canonical import plain
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.wording import noop


OPERATION = ("operation", "input", "version", "base", "happened_at")
NEEDED = ("operation",)
IN_BUNDLE = ("action", "subject", *OPERATION)
IN_BATCH = ("subject", *OPERATION)
MOST_IN_BUNDLE = 50
MOST_IN_BATCH = 500


def act(action: ActionSpec, subject: UUID | None, body: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Do one operation. Raises a ``DomainError``."""
    only(body, OPERATION, NEEDED)
    return answered(_safely(lambda: perform(_call(action, subject, body), by=by)))


def bundle(body: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Do several operations in one transaction, all or none (O-1). Raises a ``DomainError``."""
    only(body, ("operations",), ("operations",))
    calls = [_named_call(item) for item in list_in(body, "operations", MOST_IN_BUNDLE)]
    return {"results": [answered(outcome) for outcome in _safely(lambda: perform_bundle(calls, by=by))]}


def batch(body: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Do many operations of one kind, each with its own answer in the order of asking. Raises ``Invalid`` for a body
    that cannot be read; an operation that cannot is refused by itself."""
    only(body, ("action", "operations"), ("action", "operations"))
    action = _action(body)
    asked = list_in(body, "operations", MOST_IN_BATCH)
    calls, unread = [], dict[int, DomainError]()
    for place, item in enumerate(asked):
        try:
            only(item, IN_BATCH, NEEDED)
            calls.append(_call(action, _subject(action, item), item))
        except Invalid as error:
            unread[place] = error
    report = _safely(lambda: perform_batch(calls, by=by))
    return {"results": [_result(item, unread.get(place), report) for place, item in enumerate(asked)]}


def _result(item: dict[str, Any], unread: DomainError | None, report: Any) -> dict[str, Any]:
    if unread is not None:
        operation = item.get("operation")
        named = operation if isinstance(operation, str) else None
        return {"operation": named, "status": "refused", "problem": told(unread, status_of(unread))}
    operation = operation_in(item)
    if operation in report.done:
        outcome = report.done[operation]
        status = "repeated" if outcome.repeated else "done"
        return {"operation": str(operation), "status": status, "outcome": answered(outcome)}
    error = report.refused[operation]
    return {"operation": str(operation), "status": "refused", "problem": told(error, status_of(error))}


def answered(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON; ``repeated`` when it had been done before and nothing was done now."""
    return {
        "operation": str(outcome.operation),
        "action": outcome.action,
        "subject": str(outcome.subject),
        "version": outcome.version,
        "facts": plain(outcome.facts),
        "repeated": outcome.repeated,
    }


def _named_call(item: dict[str, Any]) -> Call:
    only(item, IN_BUNDLE, ("action", *NEEDED))
    action = _action(item)
    return _call(action, _subject(action, item), item)


def _action(body: dict[str, Any]) -> ActionSpec:
    name = body["action"]
    if not isinstance(name, str):
        raise bad_fields(action=noop("This must be text."))
    return action_called(name)


def _subject(action: ActionSpec, item: dict[str, Any]) -> UUID | None:
    subject = uid_in(item, "subject")
    if action.creates and subject is not None:
        raise bad_fields(subject=noop("This field is not known here."))
    if not action.creates and subject is None:
        raise bad_fields(subject=noop("This is needed."))
    return subject


def _call(action: ActionSpec, subject: UUID | None, body: dict[str, Any]) -> Call:
    return Call(
        action.name,
        parse_strictly(action.given, object_in(body, "input") or {}),
        subject=subject,
        operation=operation_in(body),
        version=version_in(body),
        base=_base(action, body),
        happened_at=moment_in(body, "happened_at"),
    )


def _base(action: ActionSpec, body: dict[str, Any]) -> dict[str, Any] | None:
    """The values that were seen, in the form of the input; only a fields-merge asks for them."""
    seen = object_in(body, "base")
    if seen is None:
        return None
    if action.merges is not Merge.FIELDS:
        raise bad_fields(base=noop("This field is not known here."))
    values = parse_strictly(action.given, seen)
    pairs = {item.name: getattr(values, item.name) for item in dataclasses.fields(values)}
    return {name: value for name, value in pairs.items() if value is not UNSET and name in seen}


def _safely(do: Any) -> Any:
    """What a date at the edge of the calendar breaks inside an action is the input's fault."""
    try:
        return do()
    except OverflowError as error:
        raise Invalid("out-of-range", noop("A date or a number lies beyond what can be reckoned with.")) from error
