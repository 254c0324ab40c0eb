"""The journal read for people: the time line of one stream, and the log pages of the audit administrator."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from anmulong.base.models import Record
from anmulong.journal.inputs import joined
from anmulong.journal.models import DailyRoot, Entry, Reading, Refusal
from anmulong.journal.replay import opened


LATE_ENTRY = timedelta(hours=12)
LOGS = {"entries": (Entry, "entered_at"), "readings": (Reading, "read_at"), "refusals": (Refusal, "refused_at")}


@dataclass(frozen=True)
class Happening:
    """One entry in words' reach: action, times, who, input (open and personal parts) and changes per row."""

    entry: Entry
    given: dict[str, Any]
    changes: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    @property
    def late(self) -> bool:
        """Entered well after it happened (补录, O-2)."""
        return self.entry.entered_at - self.entry.happened_at > LATE_ENTRY


def history(root: Record, *, newest_first: bool = True, limit: int = 200) -> list[Happening]:
    """The entries of the stream of ``root``, which the caller has read in scope."""
    entries = Entry.objects.filter(stream=root.stream_uid()).order_by("-seq" if newest_first else "seq")[:limit]
    return [told(entry) for entry in entries]


def told(entry: Entry) -> Happening:
    """One entry with its personal part opened."""
    facts = json.loads(entry.facts)
    secret = opened(entry)
    given = joined(facts.get("given", {}), secret.get("given"))
    changes = {}
    for key, what in facts["rows"].items():
        pairs = {name: [None, value] for name, value in what.get("n", {}).items()} | what.get("c", {})
        changes[key] = {**pairs, **secret.get(key, {})}
    return Happening(entry, given, changes)


def log_page(
    name: str,
    county: str,
    *,
    before: datetime | None = None,
    before_uid: UUID | None = None,
    actor: UUID | None = None,
    subject: UUID | None = None,
    size: int = 50,
) -> list[Any]:
    """One page of ``entries``, ``readings`` or ``refusals``, newest first, for the audit administrator (R-721);
    with ``subject`` for who answers for that one record.

    ``before_uid`` is the last row of the page before: many rows share one moment (a batch, a bundle), and none of them
    may be skipped. No personal part is opened here.
    """
    model, column = LOGS[name]
    rows: Any = model.objects.filter(county=county)  # type: ignore[attr-defined]  # one of three plain models
    if before is not None and before_uid is not None:
        same = Q(**{column: before, "uid__lt": before_uid})
        rows = rows.filter(Q(**{f"{column}__lte": before}) & (Q(**{f"{column}__lt": before}) | same))
    elif before is not None:
        rows = rows.filter(**{f"{column}__lt": before})
    if actor is not None:
        rows = rows.filter(actor=actor)
    if subject is not None:
        rows = rows.filter(subject=subject)
    found: Iterable[Any] = rows.order_by(f"-{column}", "-uid")[:size]
    return list(found)


def entries_after(county: str, after: UUID | None, *, until: UUID | None, size: int) -> list[Entry]:
    """The next ``size`` entries of a county behind the entry ``after``, in the order of entry, made before ``until``.

    The caller narrows them to a scope before anybody sees them; personal parts stay sealed.
    """
    rows = Entry.objects.filter(county=county)
    if after is not None:
        rows = rows.filter(uid__gt=after)
    if until is not None:
        rows = rows.filter(uid__lt=until)
    return list(rows.order_by("uid")[:size])


def signed_days(county: str, *, size: int = 31) -> list[DailyRoot]:
    """The newest daily roots of a county; they hold digests and signatures only."""
    return list(DailyRoot.objects.filter(county=county).order_by("-day")[:size])
