"""What is asked for, what was answered, and how a repeated request is told from a new one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.journal.actors import Actor
from anmulong.journal.inputs import written
from anmulong.journal.models import Entry
from anmulong.kernel.canonical import Plain, encode_plain, plain
from anmulong.kernel.errors import Conflict
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Call:
    """One operation that somebody asks for.

    ``operation`` is made by the client, so that a lost answer can be asked again. ``version`` is the subject's
    version that the person saw; ``base`` the field values that were seen, for a ``fields`` merge.
    ``simulated_at`` is the moment of entry under a simulated clock and means nothing without one.
    """

    action: str
    given: Any
    subject: UUID | None = None
    operation: UUID = field(default_factory=new_uid)
    version: int | None = None
    base: Mapping[str, Any] | None = None
    happened_at: datetime | None = None
    simulated_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """The stored result of an operation; ``repeated`` when it had been done before and nothing was done now."""

    action: str
    operation: UUID
    subject: UUID
    version: int
    facts: Mapping[str, Any]
    repeated: bool = False


Written = tuple[dict[str, Plain], dict[str, Plain]]
"""An input as plain values: open part, personal part."""


def input_digest(call: Call, told: Written | None = None) -> bytes:
    """A keyed digest of what was asked, to tell a repeat from a different request under the same id.

    The version that was seen is no part of it: a page that was reloaded meanwhile still asks for the same.
    """
    ring = keyring()
    clear, sealed = told or written(call.given)
    body = encode_plain([call.action, plain(call.subject), plain(call.happened_at), clear, sealed])
    return ring.suite.mac(ring.index_key("operations"), body)


class Kept(NamedTuple):
    """What an entry keeps of the answer that was given."""

    operation: UUID
    action: str
    subject: UUID
    version_after: int
    input_digest: bytes
    actor_kind: str
    actor: UUID | None
    facts: str


def kept(operations: Iterable[UUID]) -> dict[UUID, Kept]:
    """What is kept of those operations that were done before."""
    rows = Entry.objects.filter(operation__in=list(operations), leg=0).values_list(*Kept._fields)
    return {row[0]: Kept(*row) for row in rows}


def seen_before(call: Call, by: Actor, mark: bytes) -> Outcome | None:
    """The stored outcome of the same operation; :class:`Conflict` when the id was used for something else."""
    rows = Entry.objects.filter(operation=call.operation, leg=0).values_list(*Kept._fields)
    for row in rows:
        return stored_outcome(Kept(*row), by, mark)
    return None


def stored_outcome(entry: Kept, by: Actor, mark: bytes) -> Outcome:
    """What an earlier operation answered; :class:`Conflict` to another actor or another input."""
    if bytes(entry.input_digest) != mark or (entry.actor_kind, entry.actor) != (by.kind, by.uid):
        raise reused()
    result = json.loads(entry.facts).get("result", {})
    return Outcome(entry.action, entry.operation, entry.subject, entry.version_after, result, repeated=True)


def reused() -> Conflict:
    """The operation id stands for something else already."""
    return Conflict(
        "operation-reused",
        noop("This operation number was already used for something else. Nothing was changed."),
        way_out=noop("Open the page again and send it once more."),
    )
