"""Proof that nothing was altered behind the journal's back: chains, live rows, daily roots, the database itself."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import cast
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef

from anmulong.base.crypto import keyring
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.sql import integrity_findings
from anmulong.journal.chaining import altered_columns
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import DailyRoot, Entry, Stream
from anmulong.journal.replay import Told, differing_columns, replay
from anmulong.journal.roots import bounds, leaves, root_body
from anmulong.journal.rows import column_values, digest, row_key
from anmulong.kernel.chain import merkle_root
from anmulong.kernel.cipher.suite import CipherError
from anmulong.kernel.cipher.suites import suite as suite_called
from anmulong.kernel.wording import Message, noop


CHUNK = 500


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written: where, which columns, and what it means."""

    where: str
    text: Message
    columns: tuple[str, ...] = ()


@dataclass
class Verdict:
    """What a verification looked at and what it found."""

    streams: int = 0
    entries: int = 0
    rows: int = 0
    roots: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.findings

    def add(self, where: str, text: str, columns: Sequence[str] = (), **params: object) -> None:
        named = {"columns": ", ".join(columns), **params}
        self.findings.append(Finding(where, Message(text, named), tuple(columns)))


def record_models() -> list[type[Record]]:
    """Every table whose rows live on the road."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def verify_all(county: str = "", progress: Callable[[int], None] | None = None) -> Verdict:
    """Everything: each chain with its live rows, rows that no chain knows, each daily root, the database's own check."""
    verdict = Verdict()
    with trusted():
        streams = Stream.objects.filter(**({"county": county} if county else {})).order_by("pk")
        source = streams.iterator(chunk_size=CHUNK)
        while chunk := list(islice(source, CHUNK)):
            _verify_streams(chunk, verdict)
            if progress is not None:
                progress(verdict.streams)
        _orphans(verdict)
        for root in DailyRoot.objects.order_by("county", "day"):
            _verify_root(root, verdict)
        for finding in integrity_findings():
            verdict.add("database", noop("The database's own check reports: %(report)s"), report=finding)
    return verdict


def verify_stream(stream: UUID) -> Verdict:
    """One chain and its live rows."""
    verdict = Verdict()
    with trusted():
        found = list(Stream.objects.filter(pk=stream))
        if not found:
            verdict.add(str(stream), noop("There is no such chain."))
        _verify_streams(found, verdict)
    return verdict


def verify_day(county: str, day: date) -> Verdict:
    """The chains that moved on a day, and the day's root."""
    verdict = Verdict()
    begin, end = bounds(day)
    with trusted():
        moved = Entry.objects.filter(county=county, entered_at__gte=begin, entered_at__lt=end).values("stream")
        source = iter(list(Stream.objects.filter(pk__in=moved).order_by("pk")))
        while chunk := list(islice(source, CHUNK)):
            _verify_streams(chunk, verdict)
        root = DailyRoot.objects.filter(county=county, day=day).first()
        if root is None:
            verdict.add(str(day), noop("This day has no signed root yet; it is signed after midnight."))
        else:
            _verify_root(root, verdict)
    return verdict


def _verify_streams(chunk: list[Stream], verdict: Verdict) -> None:
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    uids = [stream.uid for stream in chunk]
    for entry in Entry.objects.filter(stream__in=uids).order_by("stream", "seq"):
        entries[entry.stream].append(entry)
    _open_keys(chunk, verdict)
    live = _live_rows(uids)
    for stream in chunk:
        chain = entries[stream.uid]
        verdict.streams += 1
        verdict.entries += len(chain)
        _verify_chain(stream, chain, verdict)
        _compare(live.get(stream.uid, []), _told(chain), verdict, str(stream))


def _told(chain: list[Entry]) -> dict[str, Told]:
    try:
        return replay(chain)
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # the facts themselves were altered; the chain check has named the entry


def _open_keys(chunk: list[Stream], verdict: Verdict) -> None:
    ring = cast(StoreKeyring, keyring())
    for stream in chunk:
        try:
            ring.forget(stream.uid)
            ring.open_stream(stream)
        except CipherError:
            verdict.add(str(stream), noop("The key of this chain was altered."), ["key"])


def _verify_chain(stream: Stream, chain: list[Entry], verdict: Verdict) -> None:
    head = b""
    for place, entry in enumerate(chain, start=1):
        columns = altered_columns(entry)
        if columns:
            verdict.add(str(entry), noop("Entry altered: %(columns)s"), columns)
        if entry.seq != place:
            verdict.add(str(entry), noop("An entry is missing before this one."), ["seq"])
        if bytes(entry.previous) != head:
            verdict.add(str(entry), noop("This entry does not follow the one before it."), ["previous"])
        head = bytes(entry.hash)
    if bytes(stream.head) != head:
        verdict.add(str(stream), noop("The head of the chain is not its last entry."), ["head"])
    if stream.length != len(chain):
        verdict.add(str(stream), noop("The chain has %(found)s entries, not %(told)s."), ["length"], found=len(chain), told=stream.length)
    for name in ("kind", "county", "suite"):
        told = getattr(chain[-1], "stream_kind" if name == "kind" else name) if chain else getattr(stream, name)
        if getattr(stream, name) != told:
            verdict.add(str(stream), noop("Chain altered: %(columns)s"), [name])


def _live_rows(uids: list[UUID]) -> dict[UUID, list[Record]]:
    rows: dict[UUID, list[Record]] = defaultdict(list)
    for model in record_models():
        for row in model._base_manager.filter(**{f"{model.root_field}__in": uids}):
            rows[row.stream_uid()].append(row)
    return rows


def _compare(live: list[Record], told: dict[str, Told], verdict: Verdict, stream: str) -> None:
    missing = set(told)
    for row in live:
        verdict.rows += 1
        key = row_key(row)
        missing.discard(key)
        if key not in told:
            verdict.add(key, noop("No journal entry knows this row (chain %(stream)s)."), ["uid"], stream=stream)
        elif digest(key, column_values(row)) != told[key].digest:
            columns = differing_columns(row, told[key]) or _hidden(row)
            verdict.add(key, noop("Row altered: %(columns)s (last entry: %(entry)s)"), columns, entry=told[key].entry)
    for key in sorted(missing):
        verdict.add(key, noop("The row is gone, though the journal knows it (chain %(stream)s)."), ["uid"], stream=stream)


def _hidden(row: Record) -> list[str]:
    """A row that differs only where the journal keeps no plain value: its county, or the sealed bytes themselves."""
    return ["county"] if row.county != Stream.objects.values_list("county", flat=True).get(pk=row.stream_uid()) else ["sealed columns"]


def _orphans(verdict: Verdict) -> None:
    for model in record_models():
        known = Stream.objects.filter(pk=OuterRef(model.root_field))
        for row in _some(model._base_manager.filter(~Exists(known))):
            verdict.add(row_key(row), noop("No chain knows this row."), [model.root_field])


def _some(rows: "Iterator[Record] | object") -> list[Record]:
    return list(islice(iter(cast("Iterator[Record]", rows)), 100))


def _verify_root(root: DailyRoot, verdict: Verdict) -> None:
    verdict.roots += 1
    try:
        suite = suite_called(root.suite)
    except CipherError:
        verdict.add(str(root), noop("Daily root altered: %(columns)s"), ["suite"])
        return
    before = DailyRoot.objects.filter(county=root.county, day__lt=root.day).order_by("-day").first()
    found = leaves(root.county, root.day, suite)
    columns = []
    if bytes(root.previous) != (bytes(before.root) if before else b""):
        columns.append("previous")
    if root.leaves != len(found):
        columns.append("leaves")
    if bytes(root.root) != merkle_root([bytes(root.previous), *found], suite.digest):
        columns.append("root")
    if columns:
        verdict.add(str(root), noop("Daily root does not fit the entries of the day: %(columns)s"), columns)
    body = root_body(root.county, root.day, bytes(root.root), bytes(root.previous))
    public = cast(StoreKeyring, keyring()).keys.public_key
    if bytes(root.public_key) != public or not suite.verify(bytes(root.public_key), bytes(root.signature), body):
        verdict.add(str(root), noop("The signature of the daily root does not hold."), ["signature"])
