"""One transaction on the road: locked streams, rows to be written, entries to be chained.

An action puts rows into a :class:`Recorder`; :meth:`Road.close` seals and digests them and chains one entry per
touched stream; :meth:`Road.flush` writes. Several operations may be closed before one flush: the bytes of the
entries are the same, only the inserts are set-based.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, models

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.models import Record
from anmulong.journal.actors import Actor, Moment
from anmulong.journal.chaining import seal_entry, stream_body_key
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Event, Stream
from anmulong.journal.rows import RowChange, column_values, describe_change, digest, loaded_values, row_key
from anmulong.kernel.canonical import Plain
from anmulong.kernel.errors import Conflict
from anmulong.kernel.wording import noop


@dataclass
class Recorder:
    """The rows and news of one operation, in the order in which they were put."""

    rows: dict[tuple[type[Record], UUID], Record] = field(default_factory=dict)
    news: list[tuple[str, UUID, dict[str, Any]]] = field(default_factory=list)

    def put(self, row: Record) -> None:
        """Take a row; two copies of the same row in one operation are a mistake in the action."""
        key = (type(row), row.pk)
        if self.rows.setdefault(key, row) is not row:
            message = f"{row_key(row)} was changed through two copies in one action"
            raise RuntimeError(message)

    def before_read(self, model: type[Any]) -> None:
        """Nothing waits."""


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


class Road:
    """The open transaction. Not shared between threads."""

    def __init__(self, county: str) -> None:
        self.county = county
        self.streams: dict[UUID, Stream] = {}
        self._new_streams: list[Stream] = []
        self._moved: set[UUID] = set()
        self._inserts: list[Record] = []
        self._updates: list[tuple[Record, int, list[str]]] = []
        self._entries: list[Entry] = []
        self._events: list[Event] = []
        self.busy: set[UUID] = set()

    def lock(self, uids: Iterable[UUID]) -> None:
        """Lock the streams that exist, in uid order, so that two actions on two streams never wait for each other."""
        wanted = sorted(uid for uid in set(uids) if uid not in self.streams)
        if not wanted:
            return
        ring = cast(StoreKeyring, keyring())
        for stream in Stream.objects.select_for_update().filter(pk__in=wanted).order_by("pk"):
            self.streams[stream.uid] = stream
            ring.open_stream(stream)

    def close(self, recorder: Recorder, operation: Operation) -> list[Entry]:
        """Chain the entries of one operation; nothing reaches the database before :meth:`flush`."""
        touched: dict[UUID, dict[str, tuple[RowChange, str]]] = defaultdict(dict)
        touched[operation.subject.stream_uid()] = {}
        rows = [row for row in recorder.rows.values()]
        self._open_streams(rows, operation)
        for row in rows:
            change = self._note(row)
            if change is not None:
                touched[row.stream_uid()][row_key(row)] = change
        entries = []
        first = operation.subject.stream_uid()
        for leg, uid in enumerate([first, *sorted(uid for uid in touched if uid != first)]):
            entry = self._entry(uid, leg, operation, touched[uid])
            entries.append(entry)
            self.busy.add(uid)
        for kind, stream, payload in recorder.news:
            self._events.append(
                Event(
                    county=self.county,
                    kind=kind,
                    stream=stream,
                    operation=operation.moment.operation,
                    payload=payload,
                    emitted_at=operation.moment.entered,
                )
            )
        self._entries.extend(entries)
        return entries

    def _open_streams(self, rows: list[Record], operation: Operation) -> None:
        by_uid = {row.stream_uid(): row for row in [operation.subject, *rows]}
        fresh = {
            uid for uid, row in by_uid.items() if uid == row.pk and row._state.adding and uid not in self.streams
        }
        self.lock(uid for uid in by_uid if uid not in fresh)
        ring = cast(StoreKeyring, keyring())
        for uid, row in by_uid.items():
            if uid in self.streams:
                continue
            stream = Stream(uid=uid, county=self.county, kind=row.stream_type, suite=ring.suite.code)
            stream.key = ring.new_stream_key(uid)
            self.streams[uid] = stream
            self._new_streams.append(stream)

    def _note(self, row: Record) -> tuple[RowChange, str] | None:
        before = loaded_values(row)
        adding = row._state.adding
        if adding:
            row.county = row.county or self.county
        after = column_values(row)
        if not adding:
            names = [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]
            if not names:
                return None
            old_version = row.version
            row.version += 1
            after["version"] = row.version
            self._updates.append((row, old_version, [*names, "version"]))
        else:
            self._inserts.append(row)
        change = describe_change(row, before, after)
        return change, digest(row_key(row), after)

    def _entry(
        self, uid: UUID, leg: int, operation: Operation, touched: dict[str, tuple[RowChange, str]]
    ) -> Entry:
        stream = self.streams[uid]
        clear, personal = operation.given if leg == 0 else ({}, {})
        facts: dict[str, Any] = {"rows": {key: {"d": mark, "c": change.clear} for key, (change, mark) in touched.items()}}
        if leg == 0:
            facts |= {"given": clear, "result": operation.result}
        secret: dict[str, Any] = {key: change.sealed for key, (change, _) in touched.items() if change.sealed}
        if personal:
            secret["given"] = personal
        actor = operation.actor
        entry = Entry(
            county=self.county,
            stream=uid,
            stream_kind=stream.kind,
            seq=stream.length + 1,
            operation=operation.moment.operation,
            leg=leg,
            bundle=operation.bundle,
            action=operation.action,
            subject=operation.subject.pk,
            actor_kind=str(actor.kind),
            actor=actor.uid,
            organisation=actor.organisation,
            post=actor.post,
            on_behalf=actor.on_behalf,
            channel=str(actor.channel),
            device=actor.device,
            address=actor.address,
            happened_at=operation.moment.happened,
            entered_at=operation.moment.entered,
            simulated=clock.is_simulated(),
            version_before=operation.version_before,
            version_after=operation.subject.version,
            input_digest=operation.input_digest,
            previous=bytes(stream.head),
        )
        seal_entry(entry, facts, secret, stream_body_key(uid))
        stream.head = entry.hash
        stream.length += 1
        self._moved.add(uid)
        return entry

    def flush(self) -> None:
        """Write everything closed so far: rows by model, conditional updates, streams, entries, events."""
        Stream.objects.bulk_create(self._new_streams)
        new = {stream.uid for stream in self._new_streams}
        for uid in sorted(self._moved - new):
            stream = self.streams[uid]
            Stream.objects.filter(pk=uid).update(head=stream.head, length=stream.length)
        # A closed period must be written before the one that follows it: "one open row" is a unique key.
        for row, old_version, names in self._updates:
            self._write_update(row, old_version, names)
        self._write_inserts()
        Entry.objects.bulk_create(self._entries)
        Event.objects.bulk_create(self._events)
        for row in self._inserts:
            _settle(row)
        self._new_streams, self._inserts, self._updates, self._entries, self._events = [], [], [], [], []
        self._moved, self.busy = set(), set()

    def _write_inserts(self) -> None:
        groups: dict[type[Record], list[Record]] = defaultdict(list)
        for row in self._inserts:
            groups[type(row)].append(row)
        for model in in_dependency_order(groups):
            try:
                model._base_manager.bulk_create(groups[model], batch_size=500)
            except IntegrityError as error:
                raise Conflict(
                    "already-there",
                    noop("Something that must be unique is there already: %(what)s"),
                    params={"what": model._meta.verbose_name},
                    way_out=noop("Look whether somebody else has just entered it."),
                ) from error

    @staticmethod
    def _write_update(row: Record, old_version: int, names: list[str]) -> None:
        values = {name: _raw(row, name) for name in names}
        hit = type(row)._base_manager.filter(pk=row.pk, version=old_version).update(**values)
        if hit == 0:
            raise stale(row)
        _settle(row)


def _raw(row: Record, name: str) -> Any:
    column = row._meta.get_field(name)
    return column.pre_save(row, add=False) if isinstance(column, models.BinaryField) else getattr(row, name)


def _settle(row: Record) -> None:
    row._state.adding = False
    row._state.db = "default"
    row.remember_as_stored(
        {
            column.attname: row.__dict__[column.attname]
            for column in row._meta.concrete_fields
            if column.attname in row.__dict__
        }
    )


def in_dependency_order(wanted: Iterable[type[Record]]) -> list[type[Record]]:
    """Models so that a linked row is written before the row that links to it."""
    order: list[type[Record]] = []
    waiting = list(wanted)

    def visit(model: type[Record], seen: tuple[type[Record], ...]) -> None:
        if model in order or model in seen:
            return
        for column in model._meta.concrete_fields:
            target = column.related_model
            if isinstance(target, type) and target in waiting:
                visit(target, (*seen, model))
        order.append(model)

    for model in waiting:
        visit(model, ())
    return order


def stale(row: Record) -> Conflict:
    """Somebody else changed the row between reading and writing."""
    return Conflict(
        "changed-meanwhile",
        noop("Somebody else has changed this record meanwhile. Nothing of yours was saved."),
        way_out=noop("Compare both versions below and send again what still holds."),
        details={"row": row_key(row), "version": row.version},
    )
