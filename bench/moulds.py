"""Real streams of matters, opened and taken apart so that copies of them can be cast quickly."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.base.fields import SealedTextField, sealed_fields
from anmulong.base.models import Record
from anmulong.disputes.models import Dispute, DisputeDocument, Report
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Stream
from anmulong.journal.replay import opened as opened_part
from anmulong.journal.rows import is_empty, parse_key, row_key
from anmulong.people.models import Party
from bench.laying import columns_of_table


MOMENT = r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
DAY = r"\b\d{4}-\d\d-\d\d(?=\")"


@dataclass(frozen=True)
class RowMould:
    """One row of the stream: its columns with what stands there when the journal tells of nothing."""

    key: str
    model: type[Record]
    columns: tuple[tuple[str, bool, Any], ...]
    """Name, whether it is sealed, the empty value."""


@dataclass(frozen=True)
class EntryMould:
    """One entry: its columns, and its text in pieces; every second piece is exchanged in a copy."""

    entry: Entry
    pieces: list[str]


@dataclass(frozen=True)
class Original:
    """One real stream: its rows and entries, and what stands for itself in text."""

    stream: UUID
    county: str
    rows: list[RowMould]
    entries: list[EntryMould]
    uids: list[str]
    tokens: str
    number: str
    code: str


def originals(limit: int) -> list[Original]:
    """The first real streams of matters, opened."""
    streams = list(Stream.objects.filter(kind="dispute").order_by("uid")[:limit])
    cast(StoreKeyring, keyring()).warm(stream.uid for stream in streams)
    wanted = [stream.uid for stream in streams]
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(stream__in=wanted).order_by("stream", "seq"):
        entries[entry.stream].append(entry)
    tokens = dict(DisputeDocument.objects.filter(uid__in=wanted).values_list("uid", "tokens"))
    children = [link.related_model for link in Dispute._meta.related_objects if link.field.name == "dispute"]
    live = _live(wanted, Dispute, Party, *(model for model in children if issubclass(model, Record)))
    return [_opened(stream, entries[stream.uid], tokens[stream.uid], live) for stream in streams]


def _live(streams: list[UUID], *models: type[Record]) -> dict[str, Record]:
    return {
        row_key(row): row
        for model in models
        for row in model._base_manager.filter(**{f"{model.root_field}__in": streams})
    }


def _opened(stream: Stream, entries: list[Entry], tokens: str, live: dict[str, Record]) -> Original:
    """The entries as JSON text: facts, personal parts, row states."""
    states: dict[str, dict[str, Any]] = {}
    texts = []
    for entry in entries:
        facts, secret = json.loads(entry.facts), opened_part(entry)
        touched = {key: _after(states, key, change, secret.get(key, {})) for key, change in facts["rows"].items()}
        texts.append(json.dumps({"facts": facts, "secret": secret, "touched": touched}, ensure_ascii=False))
    rows = [live[key] for key in states]
    report = next(row for row in rows if isinstance(row, Report))
    dispute = next(row for row in rows if isinstance(row, Dispute))
    uids, code = [str(row.pk) for row in rows], str(report.code)
    cut = re.compile("|".join([*map(re.escape, [*uids, dispute.number, code]), MOMENT, DAY]))
    moulds = [EntryMould(entry, _pieces(cut, text)) for entry, text in zip(entries, texts, strict=True)]
    row_moulds = [_row_mould(key, row) for key, row in zip(states, rows, strict=True)]
    return Original(stream.uid, stream.county, row_moulds, moulds, uids, tokens, dispute.number, code)


def _pieces(cut: "re.Pattern[str]", text: str) -> list[str]:
    pieces, begin = [], 0
    for found in cut.finditer(text):
        pieces += [text[begin : found.start()], found[0]]
        begin = found.end()
    return [*pieces, text[begin:]]


def _row_mould(key: str, row: Record) -> RowMould:
    columns = []
    for column in columns_of_table(type(row)):
        if isinstance(column, SealedTextField):
            columns.append((column.attname, True, b""))
        else:
            value = getattr(row, column.attname)
            columns.append((column.attname, False, value if is_empty(value) or value == b"" else None))
    return RowMould(key, type(row), tuple(columns))


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
