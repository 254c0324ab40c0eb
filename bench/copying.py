"""Load data: whole streams copied from real ones, under new uids, keys and times, sealed and chained anew.

Nothing is invented here: every row and every entry of a copy is one that real actions produced. Its uids, its number
and its public code are new, its times lie some days earlier, its personal text is sealed under the key of the new
stream, and digests, marks and hashes are made by the journal's own functions, so that ``verify`` accepts the copy.
"""

import json
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID

from django.db import connection

from anmulong.base.crypto import blind_index, keyring
from anmulong.base.search import text_tokens
from anmulong.disputes.models import DisputeDocument, Report
from anmulong.journal.chaining import seal_entry
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Stream
from anmulong.journal.rows import digest, mark, parse_key
from anmulong.kernel.canonical import plain
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid, public_code
from anmulong.kernel.numbering import parse_receipt_number, receipt_number
from bench.laying import adapters, columns_of_table, lay, let_go, without_indexes
from bench.moulds import EntryMould, Original, RowMould


AT_ONCE = 500
LONGEST_SHIFT_DAYS = 900
Laid = dict[str, list[tuple[Any, ...]]]
_ADAPTERS: dict[Any, list[Any]] = {}


def copies(sources: list[Original], number: int, *, first_serial: int, seed: int = 5) -> Iterator[int]:
    """Write ``number`` copies of the sources in turn; yields how many are in.

    Every processor makes its share. PostgreSQL takes them from each; SQLite, which has one writer, from here.
    """
    parts = [range(begin, min(number, begin + AT_ONCE)) for begin in range(0, number, AT_ONCE)]
    labels = {row.model._meta.label for source in sources for row in source.rows}
    tables = sorted({*labels, Stream._meta.label, Entry._meta.label, DisputeDocument._meta.label})
    written = 0
    with without_indexes(tables if number > AT_ONCE else []):
        let_go()
        context = multiprocessing.get_context("fork")
        with context.Pool(os.cpu_count(), _begin, (sources, first_serial, seed)) as pool:
            for size, rows in pool.imap_unordered(_part, parts):
                lay(rows)
                written += size
                yield written


_given: tuple[list[Original], int, int] | None = None


def _begin(sources: list[Original], first_serial: int, seed: int) -> None:
    global _given  # noqa: PLW0603  # what a process of the pool was started with
    _given = sources, first_serial, seed


def _part(places: range) -> tuple[int, Laid]:
    if _given is None:
        message = "the process was not started by copies()"
        raise RuntimeError(message)
    sources, first_serial, seed = _given
    chance = Random(seed * 1_000_000_007 + places.start)
    made: Laid = defaultdict(list)
    for place in places:
        shift = timedelta(days=chance.randrange(LONGEST_SHIFT_DAYS))
        _Copy(sources[place % len(sources)], first_serial + place, shift).into(made)
    if connection.vendor == "postgresql":
        lay(made)
        return len(places), {}
    return len(places), dict(made)


def _ready(model: Any, values: list[Any]) -> tuple[Any, ...]:
    if model not in _ADAPTERS:
        _ADAPTERS[model] = adapters(model)
    return tuple([adapt(value) for adapt, value in zip(_ADAPTERS[model], values, strict=True)])


def _instance(row: Any) -> tuple[Any, ...]:
    return _ready(type(row), [getattr(row, column.attname) for column in columns_of_table(type(row))])


class _Copy:
    """One copy of one stream."""

    def __init__(self, original: Original, serial: int, shift: timedelta) -> None:
        self.original, self.shift = original, shift
        self.ring = cast(StoreKeyring, keyring())
        year = local_day(datetime.now(UTC) - shift).year
        self.number, self.serial = receipt_number(original.number[0], year, serial), serial
        self.code = public_code()
        self.uids = {uid: str(new_uid()) for uid in original.uids}
        self.texts = {**self.uids, original.number: self.number, original.code: self.code}
        self.stream = UUID(self.uids[str(original.stream)])
        self.sealed: dict[str, dict[str, bytes]] = defaultdict(dict)
        self.values: dict[str, dict[str, Any]] = {}

    def into(self, made: Laid) -> None:
        """Put stream, rows, entries and search document on the pile."""
        stream = Stream(uid=self.stream, county=self.original.county, kind="dispute", suite=self.ring.suite.code)
        stream.key = self.ring.new_stream_key(self.stream)
        for mould in self.original.entries:
            entry = self._entry(mould, json.loads(self._exchanged(mould.pieces)), stream)
            stream.head, stream.length = entry.hash, stream.length + 1
            made[Entry._meta.label].append(_instance(entry))
        made[Stream._meta.label].append(_instance(stream))
        for row in self.original.rows:
            made[row.model._meta.label].append(self._row(row))
        earlier = parse_receipt_number(self.original.number).serial
        old = set(text_tokens(self.original.number, str(earlier)))
        new = text_tokens(self.number, str(self.serial))
        kept = [token for token in self.original.tokens.split() if token not in old]
        document = DisputeDocument(uid=self.stream, tokens=" ".join([*new, *kept]))
        made[DisputeDocument._meta.label].append(_instance(document))

    def _exchanged(self, pieces: list[str]) -> str:
        whole = list(pieces)
        for place in range(1, len(whole), 2):
            whole[place] = self._other(whole[place])
        return "".join(whole)

    def _other(self, text: str) -> str:
        """What stands in the copy for a uid, the number, the code, a moment or a day; each is reckoned once."""
        known = self.texts.get(text)
        if known is None:
            moved = date.fromisoformat(text) if len(text) == len("2026-01-01") else datetime.fromisoformat(text)
            known = self.texts[text] = str(plain(moved - self.shift))
        return known

    def _entry(self, mould: EntryMould, opened: dict[str, Any], stream: Stream) -> Entry:
        for key, change in opened["facts"]["rows"].items():
            self._change(key, change, opened["touched"][key])
        source = mould.entry
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
        values = {**touched["values"], "county": self.original.county}
        values |= {model.root_field: str(self.stream), "uid": str(uid)}
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

    def _row(self, row: RowMould) -> tuple[Any, ...]:
        """The live row as the last entry left it."""
        label, _, uid = row.key.partition("/")
        key = f"{label}/{self.uids[uid]}"
        values, sealed = self.values[key], self.sealed[key]
        return _ready(
            row.model,
            [sealed.get(name, b"") if is_sealed else values.get(name, empty) for name, is_sealed, empty in row.columns],
        )
