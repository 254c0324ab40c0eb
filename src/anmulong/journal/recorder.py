"""What one operation collects while its function runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from anmulong.base.models import Record
from anmulong.base.recording import OffTheRoadError, current_recorder
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.rows import row_key
from anmulong.kernel.canonical import Plain


def _nothing_waits(model: type[Any]) -> None:
    """No earlier operation has left rows waiting."""


@dataclass
class Recorder:
    """The rows and news of one operation, in the order in which they were put; streams whose key it destroys."""

    write_waiting: Callable[[type[Any]], None] = _nothing_waits
    rows: dict[tuple[type[Record], UUID], Record] = field(default_factory=dict)
    news: list[tuple[str, UUID, dict[str, Any]]] = field(default_factory=list)
    erased: set[UUID] = field(default_factory=set)

    def put(self, row: Record) -> None:
        """Take a row; two copies of the same row in one operation are a mistake in the action."""
        key = (type(row), row.pk)
        if self.rows.setdefault(key, row) is not row:
            message = f"{row_key(row)} was changed through two copies in one action"
            raise RuntimeError(message)

    def before_read(self, model: type[Any]) -> None:
        """Write the rows of ``model`` that earlier operations of a batch have left waiting."""
        self.write_waiting(model)


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
