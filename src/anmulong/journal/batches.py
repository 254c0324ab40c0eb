"""Many operations of one kind through the same road, with set-based inserts (imports, demonstration, escalation).

The entries are the same bytes as if each operation had been performed alone; a refused operation is reported and
leaves the others standing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType
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
NOBODY_ELSE: Mapping[UUID, Actor] = MappingProxyType({})
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


def perform_batch(
    calls: Iterable[Call],
    *,
    by: Actor,
    acting: Mapping[UUID, Actor] = NOBODY_ELSE,
    progress: Progress | None = None,
) -> BatchReport:
    """Do operations in chunks of ``CHUNK``, one transaction each. Raises only what is not a :class:`DomainError`.

    ``acting`` names, by operation id, who does an operation that ``by`` does not do.
    When a chunk cannot be written as a whole (two rows of it exclude each other, or somebody else was quicker), its
    operations are done one by one, so that each has its own answer.
    """
    refuse_nesting()
    report = BatchReport()
    for chunk in _chunks(calls):
        try:
            found = _Chunk(by, acting).perform(chunk)
        except _OneByOne:
            found = _one_by_one(chunk, by, acting)
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


def _one_by_one(chunk: list[Call], by: Actor, acting: Mapping[UUID, Actor]) -> BatchReport:
    found = BatchReport()
    for call in chunk:
        try:
            outcome = perform_of_batch(call, by=acting.get(call.operation, by))
        except DomainError as error:
            found.refused[call.operation] = error
        else:
            found.done.setdefault(call.operation, outcome)
    return found


class _Chunk:
    """One transaction of a batch."""

    def __init__(self, by: Actor, acting: Mapping[UUID, Actor]) -> None:
        self.by, self.acting = by, acting
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
            log_refusal(call.action, call.subject, operation, self._actor(call), refusal)
        return BatchReport(self.done, {operation: refusal for operation, (_, refusal) in self.refused.items()})

    def _prepare(self, chunk: list[Call]) -> None:
        """Lock every stream, find what was done before, read all subjects: one query each instead of one per call."""
        self.road.lock(uid for call in chunk for uid in streams_of(call))
        self.earlier = kept(call.operation for call in chunk)
        wanted: dict[tuple[type[Record], int], set[UUID]] = defaultdict(set)
        actors: dict[int, Actor] = {}
        for call in chunk:
            if call.subject is not None and not spec(call.action).creates and call.operation not in self.earlier:
                actor = self._actor(call)
                actors[id(actor)] = actor
                wanted[spec(call.action).on, id(actor)].add(call.subject)
        inside = {uid for (model, _), uids in wanted.items() for uid in self._roots(model, uids)}
        self.road.lock(inside)
        moment = clock.now()
        seen: dict[type[Record], set[UUID]] = defaultdict(set)
        for (model, who), uids in wanted.items():
            seen[model] |= model.objects.in_scope(actors[who].rights.scope(moment)).among(uids)
        for model, uids in seen.items():
            self.road.prepare(model._base_manager.filter(pk__in=uids).prefetch_related(*model.read_along))

    @staticmethod
    def _roots(model: type[Record], uids: set[UUID]) -> list[UUID]:
        """The streams in which subjects lie that are no roots themselves."""
        if model.root_field == "uid":
            return []
        return list(model._base_manager.filter(pk__in=uids).values_list(model.root_field, flat=True))

    def _actor(self, call: Call) -> Actor:
        return self.acting.get(call.operation, self.by)

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
            return stored_outcome(self.earlier[call.operation], self._actor(call), mark)
        if call.operation in self.done:
            if self.marks[call.operation] != mark:
                raise reused()
            return replace(self.done[call.operation], repeated=True)
        outcome = run(self.road, call, self._actor(call), known=False)
        self.marks[call.operation] = mark
        return outcome
