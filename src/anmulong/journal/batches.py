"""Many operations of one kind through the same road, with set-based inserts (imports, demonstration, escalation).

The entries are the same bytes as if each operation had been performed alone; a refused operation is reported and
leaves the others standing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.db import transaction

from anmulong.base.guards import trusted
from anmulong.journal.actors import Actor
from anmulong.journal.dispatcher import Call, Outcome, input_digest, run, stored_outcome
from anmulong.journal.logs import log_refusal
from anmulong.journal.models import Entry
from anmulong.journal.road import Road
from anmulong.kernel.errors import DomainError


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
    """Do operations in chunks of ``CHUNK``, one transaction each. Raises only what is not a :class:`DomainError`."""
    report = BatchReport()
    for chunk in _chunks(calls):
        _perform_chunk(chunk, by, report)
        if progress is not None:
            progress(len(report.done) + len(report.refused))
    return report


def _chunks(calls: Iterable[Call]) -> Iterator[list[Call]]:
    source = iter(calls)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _perform_chunk(chunk: list[Call], by: Actor, report: BatchReport) -> None:
    refused: dict[UUID, tuple[Call, DomainError]] = {}
    done: dict[UUID, Outcome] = {}
    with transaction.atomic(), trusted():
        road = Road(by.county)
        earlier = {entry.operation: entry for entry in _earlier(chunk)}
        road.lock(call.subject for call in chunk if call.subject is not None)
        for call in chunk:
            if call.subject in road.busy:
                road.flush()
            try:
                if call.operation in earlier:
                    done[call.operation] = stored_outcome(earlier[call.operation], by, input_digest(call))
                else:
                    done[call.operation] = run(road, call, by, known=False)
            except DomainError as error:
                refused[call.operation] = (call, error)
        road.flush()
    report.done |= done
    for operation, (call, error) in refused.items():
        log_refusal(call.action, call.subject, operation, by, error)
        report.refused[operation] = error


def _earlier(chunk: list[Call]) -> Iterable[Entry]:
    return Entry.objects.filter(operation__in=[call.operation for call in chunk], leg=0)


