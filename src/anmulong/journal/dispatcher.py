"""Every write goes through here, in the order of architecture.md 3."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.recording import recording
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.enums import Merge
from anmulong.journal.inputs import UNSET, written
from anmulong.journal.logs import log_refusal
from anmulong.journal.models import Entry
from anmulong.journal.registry import ActionSpec, Done, Occurrence, all_actions, hooks_after, spec
from anmulong.journal.road import Operation, Recorder, Road
from anmulong.kernel.canonical import encode, plain
from anmulong.kernel.errors import Conflict, DomainError, Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.kernel.workflow import NEW


CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Call:
    """One operation that somebody asks for.

    ``operation`` is made by the client, so that a lost answer can be asked again. ``version`` is the subject's
    version that the person saw; ``base`` the field values that were seen, for a ``fields`` merge.
    """

    action: str
    given: Any
    subject: UUID | None = None
    operation: UUID = field(default_factory=new_uid)
    version: int | None = None
    base: Mapping[str, Any] | None = None
    happened_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """The stored result of an operation; ``repeated`` when it had been done before and nothing was done now."""

    action: str
    operation: UUID
    subject: UUID
    version: int
    facts: Mapping[str, Any]
    repeated: bool = False


def perform(call: Call, *, by: Actor) -> Outcome:
    """Do one operation. Raises a :class:`DomainError`; a refusal is logged and leaves nothing else behind."""
    try:
        with transaction.atomic(), trusted():
            road = Road(by.county)
            outcome = run(road, call, by)
            road.flush()
    except DomainError as error:
        log_refusal(call.action, call.subject, call.operation, by, error)
        raise
    return outcome


def perform_bundle(calls: Sequence[Call], *, by: Actor) -> list[Outcome]:
    """Do several operations as one click: one transaction, one entry each, all or none (O-1)."""
    if not calls:
        return []
    current = calls[0]
    try:
        with transaction.atomic(), trusted():
            road = Road(by.county)
            outcomes = []
            for current in calls:
                outcomes.append(run(road, current, by, bundle=calls[0].operation))
                road.flush()
    except DomainError as error:
        log_refusal(current.action, current.subject, current.operation, by, error)
        raise
    return outcomes


def run(road: Road, call: Call, by: Actor, *, bundle: UUID | None = None, known: bool = True) -> Outcome:
    """Take one operation along an open road. ``known=False`` when the caller has checked for repeats already."""
    action = spec(call.action)
    moment = _moment(call)
    by.rights.alive(moment.entered)
    if not isinstance(call.given, action.given):
        message = f"{call.action} takes {action.given.__name__}"
        raise TypeError(message)
    mark = input_digest(call)
    if known:
        repeated = seen_before(call, by, mark)
        if repeated is not None:
            return repeated
    subject = None if action.creates else load(road, action, call, by, moment)
    check(action, subject, by, moment)
    given = call.given
    if subject is not None:
        given = merge(action, subject, call)
    return _execute(road, action, Asked(call, given, moment, mark, bundle), subject, by)


@dataclass(frozen=True)
class Asked:
    """A call after its checks."""

    call: Call
    given: Any
    moment: Moment
    mark: bytes
    bundle: UUID | None


def _execute(road: Road, action: ActionSpec, asked: Asked, subject: Record | None, by: Actor) -> Outcome:
    recorder = Recorder()
    before = subject.version if subject is not None else 0
    state_before = NEW if subject is None else getattr(subject, "state", "")
    with recording(recorder):
        arguments = (asked.given,) if subject is None else (subject, asked.given)
        returned = action.function(*arguments, by=by, at=asked.moment)
        done = returned if isinstance(returned, Done) else Done(returned)
        move(action, done.subject, state_before)
        for hook in hooks_after(action.on):
            hook(Occurrence(action, done.subject, asked.given, by, asked.moment, state_before))
    facts = plain(done.facts)
    assert isinstance(facts, dict)
    road.close(
        recorder,
        Operation(
            action=action.name,
            subject=done.subject,
            actor=by,
            moment=asked.moment,
            input_digest=asked.mark,
            given=written(asked.given),
            result=facts,
            version_before=before,
            bundle=asked.bundle,
        ),
    )
    return Outcome(action.name, asked.moment.operation, done.subject.pk, done.subject.version, facts)


def _moment(call: Call) -> Moment:
    entered = clock.now()
    happened = call.happened_at or entered
    if happened - entered > CLOCK_TOLERANCE:
        raise Invalid(
            "in-the-future",
            noop("The time lies in the future."),
            fields={"happened_at": noop("The time lies in the future.")},
            law="O-2",
        )
    if clock.is_simulated() and settings.STORE != "demo":
        message = "simulated time runs in a demonstration only"
        raise RuntimeError(message)
    return Moment(happened=happened, entered=entered, operation=call.operation)


def input_digest(call: Call) -> bytes:
    """A keyed digest of what was asked, to tell a repeat from a different request under the same id."""
    ring = keyring()
    body = encode([call.action, call.subject, *written(call.given)])
    return ring.suite.mac(ring.index_key("operations"), body)


def seen_before(call: Call, by: Actor, mark: bytes) -> Outcome | None:
    """The stored outcome of the same operation; :class:`Conflict` when the id was used for something else."""
    entry = Entry.objects.filter(operation=call.operation, leg=0).first()
    return None if entry is None else stored_outcome(entry, by, mark)


def stored_outcome(entry: Entry, by: Actor, mark: bytes) -> Outcome:
    """What an earlier operation answered."""
    if bytes(entry.input_digest) != mark or entry.actor != by.uid:
        raise Conflict(
            "operation-reused",
            noop("This operation number was already used for something else. Nothing was changed."),
            way_out=noop("Open the page again and send it once more."),
        )
    result = json.loads(entry.facts)["result"]
    return Outcome(entry.action, entry.operation, entry.subject, entry.version_after, result, repeated=True)


def load(road: Road, action: ActionSpec, call: Call, by: Actor, moment: Moment) -> Record:
    """The subject inside the actor's scope, its stream locked first; outside the scope it is not found."""
    if call.subject is None:
        message = f"{call.action} needs a subject"
        raise TypeError(message)
    extra = action.also(call.given) if action.also else ()
    road.lock([call.subject, *extra])
    subject: Record = action.on.objects.in_scope(by.rights.scope(moment.entered)).get(call.subject)
    return subject


def check(action: ActionSpec, subject: Record | None, by: Actor, moment: Moment) -> None:
    """First the person, then the thing: permission, state, policies."""
    by.rights.check(action.needs, subject, moment.happened)
    if subject is None:
        return
    if action.workflow is not None:
        action.workflow.targets(getattr(subject, "state", ""), action.name)
    for policy in action.policies:
        policy(subject, by, moment)


def merge(action: ActionSpec, subject: Record, call: Call) -> Any:
    """Apply the action's way of merging; returns the input, with fields that need no change left untouched."""
    if action.merges is Merge.FIELDS and call.base is not None:
        return _three_way(subject, call)
    if action.merges is not Merge.APPEND and call.version is not None and call.version != subject.version:
        raise Conflict(
            "changed-meanwhile",
            noop("Somebody else has changed this record meanwhile. Nothing of yours was saved."),
            way_out=noop("Compare both versions below and send again what still holds."),
            details={"seen": call.version, "now": subject.version},
        )
    return call.given


def _three_way(subject: Record, call: Call) -> Any:
    untouched: dict[str, Any] = {}
    clashes: dict[str, tuple[Any, Any, Any]] = {}
    for item in dataclasses.fields(call.given):
        wanted = getattr(call.given, item.name)
        if wanted is UNSET or item.name not in (call.base or {}):
            continue
        current, seen = getattr(subject, item.name), (call.base or {})[item.name]
        if plain(current) == plain(wanted):
            untouched[item.name] = UNSET
        elif plain(current) != plain(seen):
            clashes[item.name] = (seen, wanted, current)
    if clashes:
        raise Conflict(
            "changed-meanwhile",
            noop("Somebody else has changed the same field meanwhile. Nothing of yours was saved."),
            way_out=noop("Compare both versions below and send again what still holds."),
            details={"fields": clashes},
        )
    return dataclasses.replace(call.given, **untouched)


def move(action: ActionSpec, subject: Any, before: str) -> None:
    """Move the state and the turn as the table says. Where several targets are possible the action sets the state."""
    table = action.workflow
    if table is None:
        return
    targets = table.targets(before, action.name)
    if len(targets) == 1:
        subject.state = targets[0]
    if subject.state not in targets:
        message = f"{action.name} left {before!r} for {subject.state!r}, which the table does not know"
        raise RuntimeError(message)
    turn = table.turn(before, action.name, subject.state)
    if subject.state != before or getattr(subject, "turn", turn) != turn:
        subject.turn = turn
        subject.save()


@dataclass(frozen=True)
class Prospect:
    """One action and whether this person could do it to this thing now; ``refusal`` says why not."""

    action: ActionSpec
    refusal: DomainError | None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


def prospects(subject: Record, *, by: Actor) -> list[Prospect]:
    """"What can be done now": every action on this kind of thing that the person's posts know, with reasons."""
    now = clock.now()
    moment = Moment(happened=now, entered=now, operation=new_uid())
    found = []
    with trusted():
        for action in _actions_on(type(subject)):
            try:
                check(action, subject, by, moment)
            except Refused as error:
                found.append(Prospect(action, error))
            else:
                found.append(Prospect(action, None))
    return found


def _actions_on(model: type[Record]) -> list[ActionSpec]:
    return [action for action in all_actions().values() if action.on is model and not action.creates]
