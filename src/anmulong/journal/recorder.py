"""What one operation collects while its function runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import models

from anmulong.base.models import Record
from anmulong.base.recording import OffTheRoadError, current_recorder
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.counters import Series
from anmulong.journal.rows import row_key
from anmulong.kernel.canonical import Plain


T = TypeVar("T")


class Transaction(Protocol):
    """What a recorder needs of the road that it belongs to."""

    batch: bool
    """Whether the operations came as a batch."""

    def write_waiting(self, model: type[Any]) -> None:
        """Write the rows of ``model`` that earlier operations have left waiting."""

    def last_number(self, series: Series) -> int:
        """The last number that earlier operations took."""

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Something that does not change while the transaction lasts."""


@dataclass
class Recorder:
    """The rows and news of one operation, in the order in which they were put; numbers taken; keys destroyed."""

    road: Transaction
    rows: dict[tuple[type[Record], UUID], Record] = field(default_factory=dict)
    along: list[models.Model] = field(default_factory=list)
    news: list[tuple[str, UUID, dict[str, Any]]] = field(default_factory=list)
    numbers: dict[Series, int] = field(default_factory=dict)
    erased: set[UUID] = field(default_factory=set)
    advances: Record | None = None
    """The subject whose version rises with any change, also when its own row stays as it was: who saw it before must
    be told that somebody has acted."""

    def put(self, row: Record) -> None:
        """Take a row; two copies of the same row in one operation are a mistake in the action."""
        key = (type(row), row.pk)
        if self.rows.setdefault(key, row) is not row:
            message = f"{row_key(row)} was changed through two copies in one action"
            raise RuntimeError(message)

    def before_read(self, model: type[Any]) -> None:
        """Write the rows of ``model`` that earlier operations of a batch have left waiting."""
        self.road.write_waiting(model)

    def next_number(self, series: Series) -> int:
        """One more than the last number of the series."""
        last = self.numbers[series] if series in self.numbers else self.road.last_number(series)
        self.numbers[series] = last + 1
        return last + 1


@dataclass(frozen=True)
class Operation:
    """What the entries of one operation have in common."""

    action: str
    subject: Record
    actor: Actor
    moment: Moment
    input_digest: bytes
    given: tuple[dict[str, Plain], dict[str, Plain]]
    result: dict[str, Plain]
    version_before: int
    bundle: UUID | None = None


def running() -> Recorder:
    """The recorder of the running action; raises :class:`OffTheRoadError` outside of one."""
    recorder = current_recorder()
    if not isinstance(recorder, Recorder):
        message = "another recorder than the journal's is in force"
        raise OffTheRoadError(message)
    return recorder


def next_number(county: str, series: str, year: int) -> int:
    """The next number of a series. Two actions at once wait for each other, so no number comes twice.

    Inside an action only: its refusal takes the number back, so that none is missing.
    """
    return running().next_number(Series(county, series, year))


def in_batch() -> bool:
    """Whether the running action came with others in a batch (a table, an imported file). Inside an action only."""
    return running().road.batch


def write_along(row: models.Model) -> None:
    """Insert a derived row that is no record (a search document) together with the operation's own rows.

    In a batch such rows go in by the hundred. Inside an action only.
    """
    running().along.append(row)
