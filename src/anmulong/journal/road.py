"""One transaction on the road: locked streams, rows to be written, entries to be chained.

An action puts rows into a :class:`Recorder`; :meth:`Road.close` seals and digests them and chains one entry per
touched stream; :meth:`Road.flush` writes. Several operations may be closed before one flush: the bytes of the
entries are the same, only the inserts are set-based.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import OperationalError

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.models import Record
from anmulong.base.sql import lost_a_race
from anmulong.journal.chaining import seal_entry
from anmulong.journal.counters import Series, lock_last
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Event, Stream
from anmulong.journal.recorder import Operation, Recorder
from anmulong.journal.rows import (
    RowChange,
    changed_columns,
    column_values,
    describe_change,
    loaded_values,
    row_key,
)
from anmulong.journal.writing import Waiting, overtaken
from anmulong.kernel.ids import new_uid


T = TypeVar("T")


class Road:
    """The open transaction. Not shared between threads."""

    def __init__(self, county: str, *, batch: bool = False) -> None:
        self.county = county
        self.batch = batch
        self.streams: dict[UUID, Stream] = {}
        self.asked: set[UUID] = set()
        self.busy: set[UUID] = set()
        self.flushes = 0
        self._waiting = Waiting()
        self._made: set[UUID] = set()
        self._ready: dict[tuple[type[Record], UUID], Record] = {}
        self._touched: set[UUID] = set()
        self._numbers: dict[Series, int] = {}
        self._fresh_numbers: set[Series] = set()
        self._memory: dict[str, Any] = {}
        self.broken = False
        self._ring = cast(StoreKeyring, keyring())

    def lock(self, uids: Iterable[UUID]) -> None:
        """Lock the streams that exist, in uid order, so that two actions on two streams never wait for each other.

        Who holds a stream already does not wait for another one: it gives up with :class:`Overtaken`, and the next
        try asks for all of them at the beginning.
        """
        wanted = sorted(uid for uid in set(uids) if uid not in self.streams)
        self.asked.update(wanted)
        if not wanted:
            return
        rows = Stream.objects.select_for_update(nowait=bool(self.streams)).filter(pk__in=wanted).order_by("pk")
        try:
            found = list(rows)
        except OperationalError as error:
            if self.streams and lost_a_race(error):
                raise overtaken() from error
            raise
        for stream in found:
            self.streams[stream.uid] = stream
            self._ring.open_stream(stream)

    def prepare(self, subjects: Iterable[Record]) -> None:
        """Keep subjects that were read in scope, after locking, for the operations that will ask for them."""
        self._ready |= {(type(row), row.pk): row for row in subjects if row.stream_uid() in self.streams}

    def take(self, model: type[Record], pk: UUID) -> Record | None:
        """A prepared subject, once, and only while nothing has touched its stream."""
        row = self._ready.pop((model, pk), None)
        return None if row is None or row.stream_uid() in self._touched or pk in self._touched else row

    def recorder(self) -> Recorder:
        """A recorder for the next operation."""
        self._fresh_numbers = set()
        return Recorder(self)

    def write_waiting(self, model: type[Any]) -> None:
        """Flush when rows of ``model`` wait, because they are about to be read."""
        if model in self._waiting.kinds:
            self.flush()

    def last_number(self, series: Series) -> int:
        """The last number of a series, its row locked."""
        if series not in self._numbers:
            self._numbers[series] = lock_last(series)
            self._fresh_numbers.add(series)
        return self._numbers[series]

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gave when it was first asked in this transaction."""
        if key not in self._memory:
            self._memory[key] = make()
        return cast(T, self._memory[key])

    def forget_refused(self) -> None:
        """The last operation was rolled back to its savepoint, and with it its locks on numbers."""
        for series in self._fresh_numbers:
            del self._numbers[series]
        self._fresh_numbers = set()

    def close(self, recorder: Recorder, operation: Operation) -> list[Entry]:
        """Chain the entries of one operation; nothing reaches the database before :meth:`flush`.

        A refusal in the middle (a text too long) leaves the road ``broken``: it can only be abandoned.
        """
        self.broken = True
        first = operation.subject.stream_uid()
        touched: dict[UUID, dict[str, RowChange]] = defaultdict(dict)
        rows = list(recorder.rows.values())
        self.lock(recorder.erased)
        self._open_streams([operation.subject, *rows])
        for row in rows:
            change = self._note(row)
            if change is not None:
                touched[row.stream_uid()][row_key(row)] = change
        self._advance(recorder.advances, touched)
        others = sorted((touched.keys() | recorder.erased) - {first})
        entries = []
        for leg, uid in enumerate([first, *others]):
            facts, secret = self._told(leg, operation, touched.get(uid, {}))
            if uid in recorder.erased:
                self.streams[uid].key = b""
                facts, secret = {**facts, "erased": True}, {}
            entries.append(self._entry(uid, leg, operation, facts, secret))
            self._touch(uid)
        self._waiting.entries.extend(entries)
        self._waiting.events.extend(self._event(news, operation) for news in recorder.news)
        self._waiting.along.extend(recorder.along)
        self._numbers |= recorder.numbers
        self._waiting.numbers |= recorder.numbers
        self.broken = False
        return entries

    def _event(self, news: tuple[str, UUID, dict[str, Any]], operation: Operation) -> Event:
        kind, stream, payload = news
        return Event(
            county=self.county,
            kind=kind,
            stream=stream,
            operation=operation.moment.operation,
            payload=payload,
            emitted_at=operation.moment.entered,
        )

    def _open_streams(self, rows: list[Record]) -> None:
        """Lock the streams of the rows; make one for each new root."""
        uids = {row.stream_uid() for row in rows}
        roots = {row.pk: row for row in rows if row.pk == row.stream_uid() and row._state.adding}
        self.lock(uids - roots.keys())
        for uid in sorted(uids - self.streams.keys()):
            root = roots.get(uid)
            if root is None:
                message = f"there is no chain {uid} for a row that names it as its root"
                raise RuntimeError(message)
            stream = Stream(uid=uid, county=self.county, kind=root.stream_type, suite=self._ring.suite.code)
            stream.key = self._ring.new_stream_key(uid)
            self.streams[uid] = stream
            self._made.add(uid)
            self._waiting.new_streams.append(stream)

    def _touch(self, uid: UUID) -> None:
        self.busy.add(uid)
        self._touched.add(uid)

    def _advance(self, subject: Record | None, touched: dict[UUID, dict[str, RowChange]]) -> None:
        if subject is None or not touched or row_key(subject) in touched.get(subject.stream_uid(), {}):
            return
        change = self._note(subject, advance=True)
        if change is not None:
            touched[subject.stream_uid()][row_key(subject)] = change

    def _note(self, row: Record, *, advance: bool = False) -> RowChange | None:
        if row._state.adding:
            row.county = row.county or self.county
            before, after = {}, column_values(row)
            self._waiting.insert(row)
        else:
            before, after = loaded_values(row), column_values(row)
            names = changed_columns(before, after)
            if not names and not advance:
                return None
            self._waiting.update(row, names)
            row.version += 1
            after["version"] = row.version
        self._touch(row.pk)
        return describe_change(row, before, after)

    def _entry(self, uid: UUID, leg: int, operation: Operation, facts: dict[str, Any], secret: dict[str, Any]) -> Entry:
        stream, actor = self.streams[uid], operation.actor
        entry = Entry(
            uid=new_uid(),
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
            device=actor.device[:64],
            address=actor.address[:45],
            happened_at=operation.moment.happened,
            entered_at=operation.moment.entered,
            simulated=clock.is_simulated(),
            version_before=operation.version_before,
            version_after=operation.subject.version,
            input_digest=operation.input_digest,
            previous=bytes(stream.head),
        )
        seal_entry(entry, facts, secret)
        stream.head = entry.hash
        stream.length += 1
        self._waiting.moved[uid] = stream
        return entry

    @staticmethod
    def _told(leg: int, operation: Operation, touched: dict[str, RowChange]) -> tuple[dict[str, Any], dict[str, Any]]:
        facts: dict[str, Any] = {"rows": {key: change.facts() for key, change in touched.items()}}
        secret: dict[str, Any] = {key: change.personal for key, change in touched.items() if change.personal}
        if leg == 0:
            clear, personal = operation.given
            facts |= {name: value for name, value in (("given", clear), ("result", operation.result)) if value}
            if personal:
                secret["given"] = personal
        return facts, secret

    def flush(self) -> None:
        """Write everything closed so far. Raises ``Conflict`` or the database's ``IntegrityError``."""
        self.flushes += 1
        waiting, self._waiting = self._waiting, Waiting()
        waiting.write()
        for uid, stream in waiting.moved.items():
            if not stream.key:
                self._ring.forget(uid)
        self.busy.clear()

    def abandon(self) -> None:
        """The transaction was rolled back: forget the keys of streams that never came to be."""
        for uid in self._made:
            self._ring.forget(uid)
