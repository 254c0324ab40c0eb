"""Every write goes through here, in the order of architecture.md 3."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction

from anmulong.base import clock
from anmulong.base.crypto import KeyGoneError
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.recording import is_recording, recording
from anmulong.base.sql import broken_rule, lost_a_race
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.calls import Call, Outcome, Written, input_digest, seen_before
from anmulong.journal.enums import Merge
from anmulong.journal.inputs import written
from anmulong.journal.logs import log_refusal
from anmulong.journal.merging import merge
from anmulong.journal.punctual import check_clock
from anmulong.journal.recorder import Operation
from anmulong.journal.registry import ActionSpec, Done, Occurrence, all_actions, hooks_after, spec
from anmulong.journal.road import Road
from anmulong.journal.writing import Overtaken
from anmulong.kernel.canonical import Plain, plain
from anmulong.kernel.errors import Conflict, DomainError, Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.kernel.workflow import NEW


LONGEST_BACK = timedelta(days=30 * 366)
CLOCK_TOLERANCE = timedelta(minutes=10)
ATTEMPTS = 3


def perform(call: Call, *, by: Actor) -> Outcome:
    """Do one operation. Raises a :class:`DomainError`; a refusal is logged and leaves nothing else behind."""
    return _perform_together([call], by, bundle=None)[0]


def perform_of_batch(call: Call, *, by: Actor) -> Outcome:
    """As :func:`perform`, for an operation of a batch that could not be written as a whole."""
    return _perform_together([call], by, bundle=None, batch=True)[0]


def perform_bundle(calls: Sequence[Call], *, by: Actor) -> list[Outcome]:
    """Do several operations as one click: one transaction, one entry each, all or none (O-1)."""
    return _perform_together(list(calls), by, bundle=calls[0].operation) if calls else []


def _perform_together(calls: list[Call], by: Actor, bundle: UUID | None, *, batch: bool = False) -> list[Outcome]:
    refuse_nesting()
    streams = {uid for call in calls for uid in streams_of(call)}
    for _ in range(ATTEMPTS - 1):
        outcomes = _attempt(calls, Road(by.county, batch=batch), by, bundle, streams=streams)
        if outcomes is not None:
            return outcomes
    last = Road(by.county, batch=batch)
    return _attempt(calls, last, by, bundle, streams=streams, last=True) or []


def _attempt(
    calls: list[Call], road: Road, by: Actor, bundle: UUID | None, *, streams: set[UUID], last: bool = False
) -> list[Outcome] | None:
    """The outcomes; ``None`` when somebody else was quicker in a way that another try, with all locks taken first,
    will not meet again. Then ``streams`` holds every stream that this try wanted."""
    current = calls[0]
    outcomes = []
    try:
        with transaction.atomic(), trusted():
            road.lock(streams)
            for current in calls:
                outcomes.append(run(road, current, by, bundle=bundle))
                road.flush()
    except BaseException as error:
        road.abandon()
        if not last and _overtaken(error):
            streams |= road.asked
            return None
        if not isinstance(error, DomainError | IntegrityError | KeyGoneError):
            raise
        refusal = explained(error)
        stored = _done_meanwhile(calls, by) if isinstance(refusal, Conflict | Invalid) else None
        if stored is not None:
            return stored
        log_refusal(current.action, current.subject, current.operation, by, refusal)
        if refusal is error:
            raise
        raise refusal from error
    return outcomes


def _overtaken(error: BaseException) -> bool:
    """A row changed between reading and writing because its stream was locked late, or the engine gave us up for
    somebody else; the latter cannot be mended inside somebody else's transaction."""
    if isinstance(error, OperationalError):
        return lost_a_race(error) and not connection.in_atomic_block
    return isinstance(error, Overtaken)


def refuse_nesting() -> None:
    """Raise ``RuntimeError`` inside an action: two roads on one chain would break it. Call a function, or bundle."""
    if is_recording():
        message = "an action performs no other action; share a function, or let the caller bundle them"
        raise RuntimeError(message)


def explained(error: DomainError | IntegrityError | KeyGoneError) -> DomainError:
    """The refusal behind what stopped an operation; a broken rule that is nobody's mistake but ours is raised again."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, KeyGoneError):
        return Refused(
            "erased",
            noop("The personal data of this record were erased. Nothing personal can be added to it."),
            law="O-4",
        )
    rule = broken_rule(error)
    if rule == "unique":
        return Conflict(
            "already-there",
            noop("Something that must be unique is there already."),
            way_out=noop("Look whether somebody else has just entered it."),
        )
    if rule == "link":
        return Invalid("no-such-link", noop("Something that this refers to does not exist."))
    raise error


def _done_meanwhile(calls: list[Call], by: Actor) -> list[Outcome] | None:
    """The stored outcomes, when a twin of this request was quicker and so its name or number is taken already."""
    outcomes = []
    for call in calls:
        try:
            outcome = seen_before(call, by, input_digest(call))
        except Conflict:
            return None
        if outcome is None:
            return None
        outcomes.append(outcome)
    return outcomes


def streams_of(call: Call) -> list[UUID]:
    """The streams that a call names; a subject inside another row's stream shows its root only when it is read."""
    extra = spec(call.action).also
    named = [call.subject, *(extra(call.given) if extra else ())]
    return [uid for uid in named if uid is not None]


@dataclass(frozen=True)
class Asked:
    """A call after its checks."""

    given: Any
    written: Written
    moment: Moment
    mark: bytes
    bundle: UUID | None


def run(road: Road, call: Call, by: Actor, *, bundle: UUID | None = None, known: bool = True) -> Outcome:
    """Take one operation along an open road whose streams are locked.

    ``known=False`` when the caller has checked for repeats already.
    """
    action = spec(call.action)
    moment = _moment(call)
    check_clock(road.county, moment.entered)
    by.rights.alive(moment.entered)
    if not isinstance(call.given, action.given):
        message = f"{call.action} takes {action.given.__name__}"
        raise TypeError(message)
    told = written(call.given)
    mark = input_digest(call, told)
    repeated = seen_before(call, by, mark) if known else None
    if repeated is not None:
        return repeated
    subject = None if action.creates else load(road, action, call, by, moment)
    check(action, subject, by, moment)
    given = call.given if subject is None else merge(action, subject, call)
    if given is not call.given:
        told = written(given)
    return _execute(road, action, Asked(given, told, moment, mark, bundle), subject, by)


def _execute(road: Road, action: ActionSpec, asked: Asked, subject: Record | None, by: Actor) -> Outcome:
    recorder = road.recorder()
    before = subject.version if subject is not None else 0
    state_before = NEW if subject is None else getattr(subject, "state", "")
    with recording(recorder):
        arguments = (asked.given,) if subject is None else (subject, asked.given)
        returned = action.function(*arguments, by=by, at=asked.moment)
        done = returned if isinstance(returned, Done) else Done(returned)
        move(action, done.subject, state_before)
        for hook in hooks_after(action.on):
            hook(Occurrence(action, done.subject, asked.given, by, asked.moment, state_before))
    if action.merges is not Merge.APPEND:
        recorder.advances = done.subject
    facts = cast("dict[str, Plain]", plain(done.facts))
    operation = Operation(
        action=action.name,
        subject=done.subject,
        actor=by,
        moment=asked.moment,
        input_digest=asked.mark,
        given=asked.written,
        result=facts,
        version_before=before,
        bundle=asked.bundle,
    )
    road.close(recorder, operation)
    return Outcome(action.name, asked.moment.operation, done.subject.pk, done.subject.version, facts)


def _moment(call: Call) -> Moment:
    entered = (call.simulated_at if clock.is_simulated() else None) or clock.now()
    happened = call.happened_at or entered
    if happened - entered > CLOCK_TOLERANCE:
        raise Invalid(
            "in-the-future",
            noop("The time lies in the future."),
            fields={"happened_at": noop("The time lies in the future.")},
            law="O-2",
        )
    if entered - happened > LONGEST_BACK:
        raise Invalid(
            "long-ago",
            noop("The time lies more than thirty years back; look at the year."),
            fields={"happened_at": noop("The time lies more than thirty years back; look at the year.")},
            law="O-2",
        )
    if clock.is_simulated() and settings.STORE != "demo":
        message = "simulated time runs in a demonstration only"
        raise RuntimeError(message)
    return Moment(happened=happened, entered=entered, operation=call.operation)


def load(road: Road, action: ActionSpec, call: Call, by: Actor, moment: Moment) -> Record:
    """The subject inside the actor's scope; outside the scope it is not found."""
    if call.subject is None:
        message = f"{call.action} needs a subject"
        raise TypeError(message)
    ready = road.take(action.on, call.subject)
    if ready is not None:
        return ready
    rows = action.on.objects.in_scope(by.rights.scope(moment.entered))
    subject: Record = rows.get(call.subject)
    if subject.stream_uid() not in road.streams:
        # It lies inside another row's stream: lock that, and look again at what may have changed while waiting.
        road.lock([subject.stream_uid()])
        subject = rows.get(call.subject)
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
    """What can be done now: every action on this kind of thing that the person's posts know, with reasons."""
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
