"""Load data: whole streams copied from real ones, under new uids, keys and times, sealed and chained anew.

Nothing is invented here: every row and every entry of a copy is one that real actions produced. Its uids, its number
and its public code are new, its times lie some days earlier, its personal text is sealed under the key of the new
stream, and digests, marks and hashes are made by the journal's own functions, so that ``verify`` accepts the copy.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from anmulong.base.crypto import blind_index, keyring
from anmulong.base.fields import SealedTextField, sealed_fields
from anmulong.base.models import Record
from anmulong.base.recording import loading
from anmulong.base.search import SearchDocument, text_tokens
from anmulong.disputes.models import Dispute, DisputeDocument, Report
from anmulong.journal.chaining import seal_entry
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Stream
from anmulong.journal.replay import opened as opened_part
from anmulong.journal.rows import digest, is_empty, mark, parse_key, row_key
from anmulong.journal.writing import in_dependency_order
from anmulong.kernel.canonical import plain
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid, public_code
from anmulong.kernel.numbering import parse_receipt_number, receipt_number
from anmulong.people.models import Party


AT_ONCE = 200
LONGEST_SHIFT_DAYS = 900
MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"')
REASON = "bench: copies of streams that real actions made, sealed and chained anew"


@dataclass
class Original:
    """One real stream: its rows as they are, its entries opened, what stands for itself in text."""

    stream: UUID
    county: str
    rows: dict[str, Record]
    entries: list[Entry]
    opened: list[str]
    tokens: str
    number: str
    code: str


@dataclass
class Made:
    """Rows that wait to be written."""

    streams: list[Stream] = field(default_factory=list)
    rows: dict[type[Record], list[Record]] = field(default_factory=lambda: defaultdict(list))
    entries: list[Entry] = field(default_factory=list)
    documents: list[SearchDocument] = field(default_factory=list)

    def write(self) -> None:
        """One transaction."""
        with transaction.atomic(), loading(REASON):
            Stream.objects.bulk_create(self.streams)
            for model in in_dependency_order(self.rows):
                model._base_manager.bulk_create(self.rows[model])
            Entry.objects.bulk_create(self.entries)
            DisputeDocument.objects.bulk_create(self.documents)


def originals(limit: int) -> list[Original]:
    """The real streams of matters, opened."""
    streams = list(Stream.objects.filter(kind="dispute").order_by("uid")[:limit])
    ring = cast(StoreKeyring, keyring())
    ring.warm(stream.uid for stream in streams)
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(stream__in=[stream.uid for stream in streams]).order_by("stream", "seq"):
        entries[entry.stream].append(entry)
    tokens = dict(DisputeDocument.objects.values_list("uid", "tokens"))
    live = _live(Dispute, *(link.related_model for link in Dispute._meta.related_objects), Party)
    return [_opened(stream, entries[stream.uid], tokens[stream.uid], live) for stream in streams]


def _opened(stream: Stream, entries: list[Entry], tokens: str, live: dict[str, Record]) -> Original:
    """The entries as JSON text in which uids, numbers and times can be exchanged: facts, personal parts, row states."""
    states: dict[str, dict[str, Any]] = {}
    opened = []
    for entry in entries:
        facts = json.loads(entry.facts)
        secret = opened_part(entry)
        touched = {key: _after(states, key, change, secret.get(key, {})) for key, change in facts["rows"].items()}
        opened.append(json.dumps({"facts": facts, "secret": secret, "touched": touched}, ensure_ascii=False))
    rows = {key: live[key] for key in states}
    report = next(row for row in rows.values() if isinstance(row, Report))
    dispute = next(row for row in rows.values() if isinstance(row, Dispute))
    return Original(
        stream.uid, stream.county, rows, entries, opened, tokens, number=dispute.number, code=str(report.code)
    )


def _live(*models: Any) -> dict[str, Record]:
    return {row_key(row): row for model in models for row in model._base_manager.all()}


def _after(states: dict[str, dict[str, Any]], key: str, change: dict[str, Any], personal: dict[str, Any]) -> Any:
    """The row's open columns after one entry, and the texts that it sealed anew."""
    model, uid = parse_key(key)
    state = states.setdefault(key, {"uid": str(uid), "version": 0})
    state["version"] += 1
    clear = change.get("n")
    state |= clear if clear is not None else {name: after for name, (_, after) in change["c"].items()}
    sealed = {column.attname for column in sealed_fields(model)}
    state |= {name: pair[1] for name, pair in personal.items() if name not in sealed}
    texts = {name: pair[1] for name, pair in personal.items() if name in sealed}
    values = {name: value for name, value in state.items() if not is_empty(value)}
    return {"values": values, "texts": texts}


def copies(sources: list[Original], number: int, *, first_serial: int, seed: int = 5) -> Iterator[int]:
    """Write ``number`` copies of the sources in turn; yields how many are in."""
    chance = Random(seed)
    made = Made()
    for position in range(number):
        original = sources[position % len(sources)]
        _Copy(original, first_serial + position, timedelta(days=chance.randrange(LONGEST_SHIFT_DAYS))).into(made)
        if len(made.streams) == AT_ONCE or position + 1 == number:
            made.write()
            made = Made()
            yield position + 1


class _Copy:
    """One copy of one stream."""

    def __init__(self, original: Original, serial: int, shift: timedelta) -> None:
        self.original, self.shift = original, shift
        self.ring = cast(StoreKeyring, keyring())
        earlier = parse_receipt_number(original.number)
        year = local_day(datetime.now(UTC) - shift).year
        self.number, self.serial = receipt_number(original.number[0], year, serial), serial
        self.code = public_code()
        self.uids = {str(row.pk): str(new_uid()) for row in original.rows.values()}
        self.texts = {**self.uids, original.number: self.number, original.code: self.code}
        self.stream = UUID(self.uids[str(original.stream)])
        self.sealed: dict[str, dict[str, bytes]] = defaultdict(dict)
        self.values: dict[str, dict[str, Any]] = {}
        self.old_serial = earlier.serial

    def into(self, made: Made) -> None:
        """Put stream, rows, entries and search document on the pile."""
        stream = Stream(uid=self.stream, county=self.original.county, kind="dispute", suite=self.ring.suite.code)
        stream.key = self.ring.new_stream_key(self.stream)
        for source, text in zip(self.original.entries, self.original.opened, strict=True):
            entry = self._entry(source, json.loads(self._exchanged(text)), stream)
            stream.head, stream.length = entry.hash, stream.length + 1
            made.entries.append(entry)
        made.streams.append(stream)
        for key, row in self.original.rows.items():
            copy = self._row(row, self._key(key))
            made.rows[type(copy)].append(copy)
        old = text_tokens(self.original.number, str(self.old_serial))
        new = text_tokens(self.number, str(self.serial))
        kept = [token for token in self.original.tokens.split() if token not in set(old)]
        made.documents.append(DisputeDocument(uid=self.stream, tokens=" ".join([*new, *kept])))

    def _key(self, key: str) -> str:
        label, _, uid = key.partition("/")
        return f"{label}/{self.uids[uid]}"

    def _exchanged(self, text: str) -> str:
        for old, new in self.texts.items():
            text = text.replace(old, new)
        text = MOMENT.sub(lambda found: str(plain(self._moment(found[0]))), text)
        return DAY.sub(lambda found: f'"{date.fromisoformat(found[1]) - self.shift}"', text)

    def _moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text) - self.shift

    def _entry(self, source: Entry, opened: dict[str, Any], stream: Stream) -> Entry:
        for key, change in opened["facts"]["rows"].items():
            self._change(key, change, opened["touched"][key])
        kept = {name: getattr(source, name) for name in Entry.CHAINED if name not in ("facts", "sealed", "suite")}
        entry = Entry(
            **{
                **kept,
                "uid": new_uid(),
                "operation": new_uid(),
                "stream": self.stream,
                "subject": UUID(self.uids[str(source.subject)]),
                "happened_at": source.happened_at - self.shift,
                "entered_at": source.entered_at - self.shift,
                "previous": bytes(stream.head),
                "input_digest": bytes(source.input_digest),
            }
        )
        seal_entry(entry, opened["facts"], opened["secret"])
        return entry

    def _change(self, key: str, change: dict[str, Any], touched: dict[str, Any]) -> None:
        """Seal the texts anew and give the change its digest and marks."""
        model, uid = parse_key(key)
        values = self._implied(model, uid, touched["values"])
        for name, text in touched["texts"].items():
            aad = f"{model._meta.label_lower}/{name}/{uid}".encode()
            key_of_stream = self.ring.stream_key(self.stream)
            self.sealed[key][name] = self.ring.suite.seal(key_of_stream, text.encode(), aad) if text else b""
        values |= {name: plain(raw) for name, raw in self.sealed[key].items() if raw}
        if model is Report:
            values["code_key"] = plain(blind_index("public-code", self.code))
            if "n" in change:
                change["n"]["code_key"] = values["code_key"]
        self.values[key] = values
        change["d"] = digest(key, values)
        if "s" in change:
            change["s"] = {name: mark(key, name, values.get(name)) for name in change["s"]}

    def _implied(self, model: type[Record], uid: UUID, values: dict[str, Any]) -> dict[str, Any]:
        """With the columns that no entry repeats."""
        return {**values, "county": self.original.county, model.root_field: str(self.stream), "uid": str(uid)}

    def _row(self, row: Record, key: str) -> Record:
        """The live row as the last entry left it."""
        values: dict[str, Any] = {}
        for column in row._meta.concrete_fields:
            name = column.attname
            if isinstance(column, SealedTextField):
                values[name] = self.sealed[key].get(name, b"")
            elif name in self.values[key]:
                values[name] = column.to_python(self.values[key][name])
            else:
                values[name] = getattr(row, name)
        return type(row)(**values)
