"""The refusal log, the read log and news for others."""

from typing import Any
from uuid import UUID

from anmulong.base import clock
from anmulong.journal.actors import Actor
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading, Refusal
from anmulong.journal.recorder import running
from anmulong.kernel.canonical import plain
from anmulong.kernel.errors import DomainError


def log_refusal(action: str, subject: UUID | None, operation: UUID, by: Actor, error: DomainError) -> None:
    """Keep a refusal, after its transaction was rolled back."""
    Refusal.objects.create(
        county=by.county,
        action=action[:64],
        subject=subject,
        operation=operation,
        actor_kind=str(by.kind),
        actor=by.uid,
        post=by.post,
        channel=str(by.channel),
        address=by.address[:45],
        code=error.code[:64],
        law=error.law[:200],
        refused_at=clock.now(),
    )


def log_reading(
    kind: ReadingKind,
    subject_kind: str,
    subject: UUID | None,
    by: Actor,
    *,
    purpose: str = "",
    detail: str = "",
    rows: int = 1,
) -> None:
    """Keep that personal data were read (R-723). Call it before the data leave the server."""
    Reading.objects.create(
        county=by.county,
        kind=str(kind),
        subject_kind=subject_kind,
        subject=subject,
        detail=detail[:200],
        purpose=purpose[:200],
        rows=rows,
        actor_kind=str(by.kind),
        actor=by.uid,
        organisation=by.organisation,
        post=by.post,
        channel=str(by.channel),
        address=by.address[:45],
        read_at=clock.now(),
    )


def emit(kind: str, stream: UUID, payload: dict[str, Any] | None = None) -> None:
    """Tell packages above that something happened; stored with the change, handed out by the worker.

    The payload is stored in clear: uids, codes and numbers, no words about persons. Inside an action only.
    """
    running().news.append((kind, stream, {name: plain(value) for name, value in (payload or {}).items()}))
