"""What waits to be written, and how it is written: rows by model, conditional updates, streams, entries, events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import models

from anmulong.base.inserting import insert_rows
from anmulong.base.models import Record
from anmulong.base.sql import update_one
from anmulong.journal.counters import Series, store_last
from anmulong.journal.models import Entry, Event, Stream
from anmulong.journal.rows import row_key
from anmulong.kernel.errors import Conflict
from anmulong.kernel.wording import noop


ROWS_AT_ONCE = 500


@dataclass
class Waiting:
    """Rows, streams, entries and events of closed operations that have not reached the database yet."""

    new_streams: list[Stream] = field(default_factory=list)
    moved: dict[UUID, Stream] = field(default_factory=dict)
    inserts: list[Record] = field(default_factory=list)
    updates: list[tuple[Record, int, list[str]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    along: list[models.Model] = field(default_factory=list)
    numbers: dict[Series, int] = field(default_factory=dict)
    kinds: set[type[Record]] = field(default_factory=set)

    def insert(self, row: Record) -> None:
        """A new row waits."""
        self.inserts.append(row)
        self.kinds.add(type(row))

    def update(self, row: Record, names: list[str]) -> None:
        """A changed row waits; it may be written only over the version that it has now."""
        self.updates.append((row, row.version, [*names, "version"]))
        self.kinds.add(type(row))

    def write(self) -> None:
        """Write it all. Raises ``Conflict`` when a row was changed meanwhile, or the database's ``IntegrityError``."""
        if self.new_streams:
            insert_rows(Stream, self.new_streams)
        made = {stream.uid for stream in self.new_streams}
        _write_heads([stream for uid, stream in sorted(self.moved.items()) if uid not in made])
        # A closed period must be written before the one that follows it: "one open row" is a unique key.
        for row, old_version, names in self.updates:
            _write_update(row, old_version, names)
        groups: dict[type[Record], list[Record]] = defaultdict(list)
        for row in self.inserts:
            groups[type(row)].append(row)
        for model in in_dependency_order(groups):
            insert_rows(model, groups[model])
        if self.entries:
            insert_rows(Entry, self.entries)
        if self.events:
            insert_rows(Event, self.events)
        for kind in {type(row) for row in self.along}:
            kind._base_manager.bulk_create([row for row in self.along if type(row) is kind], batch_size=ROWS_AT_ONCE)
        for series, last in self.numbers.items():
            store_last(series, last)
        for row in self.inserts:
            _settle(row)


def _write_heads(streams: list[Stream]) -> None:
    if len(streams) == 1:
        [stream] = streams
        Stream.objects.filter(pk=stream.uid).update(head=stream.head, length=stream.length, key=stream.key)
    elif streams:
        Stream.objects.bulk_create(
            streams, update_conflicts=True, unique_fields=["uid"], update_fields=["head", "length", "key"]
        )


def _write_update(row: Record, old_version: int, names: list[str]) -> None:
    columns = [row._meta.get_field(name) for name in names]
    values = [(column, _raw(row, cast("models.Field[Any, Any]", column))) for column in columns]
    if not update_one(type(row), row.pk, old_version, values):
        raise overtaken(row)
    _settle(row)


def _raw(row: Record, column: "models.Field[Any, Any]") -> Any:
    return column.pre_save(row, add=False) if isinstance(column, models.BinaryField) else getattr(row, column.attname)


def _settle(row: Record) -> None:
    row._state.adding = False
    row._state.db = "default"
    stored = row.__dict__
    row.remember_as_stored({column.attname: stored[column.attname] for column in row._meta.concrete_fields})


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


class Overtaken(Conflict):
    """Somebody else changed a row between our reading and our writing, or is changing it just now."""


def overtaken(row: Record | None = None) -> Overtaken:
    """The refusal of a write over a version that is no more."""
    return Overtaken(
        "changed-meanwhile",
        noop("Somebody else has changed this record meanwhile. Nothing of yours was saved."),
        way_out=noop("Compare both versions below and send again what still holds."),
        details={"row": row_key(row), "version": row.version} if row is not None else {},
    )
