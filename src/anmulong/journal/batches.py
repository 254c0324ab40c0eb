"""Many operations of one kind through the same road, with set-based inserts (imports, demonstration, escalation).

The entries are the same bytes as if each operation had been performed alone; a refused operation is reported and
leaves the others standing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID

from django.db import DatabaseError, transaction

from anmulong.base import clock
from anmulong.base.crypto import KeyGoneError
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.sql import broken_rule, lost_a_race
from anmulong.journal.actors import Actor
from anmulong.journal.calls import Call, Kept, Outcome, input_digest, kept, reused, stored_outcome
from anmulong.journal.dispatcher import explained, perform_of_batch, refuse_nesting, run, streams_of
from anmulong.journal.logs import log_refusal
from anmulong.journal.registry import spec
from anmulong.journal.road import Road
from anmulong.kernel.errors import Conflict, DomainError


CHUNK = 500
Progress = Callable[[int], None]


@dataclass
class BatchReport:
    """What became of a batch: outcomes by operation id, refusals by operation id."""

    done: dict[UUID, Outcome] = field(default_factory=dict)
    refused: dict[UUID, DomainError] = field(default_factory=dict)

    @property
    def repeated(self) -> int:
        """How many operations had been done before."""
        return sum(1 for outcome in self.done.values() if outcome.repeated)


def perform_batch(calls: Iterable[Call], *, by: Actor, progress: Progress | None = None) -> BatchReport:
    """Do operations in chunks of ``CHUNK``, one transaction each. Raises only what is not a :class:`DomainError`.

    When a chunk cannot be written as a whole (two rows of it exclude each other, or somebody else was quicker), its
    operations are done one by one, so that each has its own answer.
    """
    refuse_nesting()
    report = BatchReport()
    for chunk in _chunks(calls):
        try:
            found = _Chunk(by).perform(chunk)
        except _OneByOne:
            found = _one_by_one(chunk, by)
        report.done |= found.done
        report.refused |= found.refused
        if progress is not None:
            progress(len(report.done) + len(report.refused))
    return report


def _chunks(calls: Iterable[Call]) -> Iterator[list[Call]]:
    source = iter(calls)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


class _OneByOne(Exception):
    """The chunk was rolled back and must be done one by one."""


def _one_by_one(chunk: list[Call], by: Actor) -> BatchReport:
    found = BatchReport()
    for call in chunk:
        try:
            outcome = perform_of_batch(call, by=by)
        except DomainError as error:
            found.refused[call.operation] = error
        else:
            found.done.setdefault(call.operation, outcome)
    return found


class _Chunk:
    """One transaction of a batch."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.road = Road(by.county, batch=True)
        self.done: dict[UUID, Outcome] = {}
        self.refused: dict[UUID, tuple[Call, DomainError]] = {}
        self.marks: dict[UUID, bytes] = {}
        self.earlier: dict[UUID, Kept] = {}

    def perform(self, chunk: list[Call]) -> BatchReport:
        """Do the chunk; raises :class:`_OneByOne` when it cannot be written as a whole."""
        try:
            with transaction.atomic(), trusted():
                self._prepare(chunk)
                for call in chunk:
                    self._one(call)
                self.road.flush()
        except (Conflict, DatabaseError) as error:
            self.road.abandon()
            if isinstance(error, DatabaseError) and not (broken_rule(error) or lost_a_race(error)):
                raise
            raise _OneByOne from error
        except BaseException:
            self.road.abandon()
            raise
        for operation, (call, refusal) in self.refused.items():
            log_refusal(call.action, call.subject, operation, self.by, refusal)
        return BatchReport(self.done, {operation: refusal for operation, (_, refusal) in self.refused.items()})

    def _prepare(self, chunk: list[Call]) -> None:
        """Lock every stream, find what was done before, read all subjects: one query each instead of one per call."""
        self.road.lock(uid for call in chunk for uid in streams_of(call))
        self.earlier = kept(call.operation for call in chunk)
        wanted: dict[type[Record], set[UUID]] = defaultdict(set)
        for call in chunk:
            if call.subject is not None and not spec(call.action).creates and call.operation not in self.earlier:
                wanted[spec(call.action).on].add(call.subject)
        scope = self.by.rights.scope(clock.now())
        found = [row for model, uids in wanted.items() for row in model.objects.in_scope(scope).filter(pk__in=uids)]
        roots = {row.stream_uid() for row in found}
        # A subject inside a stream that is not locked yet is read again, behind the lock, when its turn comes.
        self.road.prepare(row for row in found if row.stream_uid() in self.road.streams)
        self.road.lock(roots)

    def _one(self, call: Call) -> None:
        if any(uid in self.road.busy for uid in streams_of(call)):
            self.road.flush()
        flushes = self.road.flushes
        try:
            # What the function itself wrote (a number taken, a search index) goes with a refusal.
            with transaction.atomic():
                outcome = self._outcome(call)
        except (DomainError, KeyGoneError) as error:
            # Rows of earlier operations were rolled back along with this one, it was refused while being chained, or
            # its number was used by another one of this batch.
            if self.road.flushes != flushes or self.road.broken or call.operation in self.done:
                raise _OneByOne from error
            self.road.forget_refused()
            self.refused[call.operation] = (call, explained(error))
        else:
            self.done.setdefault(call.operation, outcome)

    def _outcome(self, call: Call) -> Outcome:
        mark = input_digest(call)
        if call.operation in self.earlier:
            return stored_outcome(self.earlier[call.operation], self.by, mark)
        if call.operation in self.done:
            if self.marks[call.operation] != mark:
                raise reused()
            return replace(self.done[call.operation], repeated=True)
        outcome = run(self.road, call, self.by, known=False)
        self.marks[call.operation] = mark
        return outcome
