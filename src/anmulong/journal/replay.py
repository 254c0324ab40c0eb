"""What the journal says a row must hold, to compare with what it holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from anmulong.base.crypto import KeyGoneError, keyring
from anmulong.base.models import Record
from anmulong.journal.chaining import aad_of
from anmulong.journal.models import Entry
from anmulong.journal.packing import unpack
from anmulong.journal.rows import column_values, columns_of, implied_columns, mark, row_key
from anmulong.kernel.canonical import Plain
from anmulong.kernel.cipher.suite import CipherError


@dataclass
class Told:
    """What the entries told of one row: last digest and version, last open values, last marks of personal ones."""

    digest: str = ""
    entry: str = ""
    version: int = 0
    columns: dict[str, Plain] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


def replay(entries: Iterable[Entry]) -> dict[str, Told]:
    """The last state of every row that the entries (in chain order) touched, by row key."""
    rows: dict[str, Told] = {}
    for entry in entries:
        for key, what in json.loads(entry.facts)["rows"].items():
            told = rows.setdefault(key, Told())
            told.digest, told.entry = what["d"], str(entry)
            told.version += 1
            told.columns.update(what.get("n", {}))
            told.columns.update({name: pair[1] for name, pair in what.get("c", {}).items()})
            told.marks.update(what.get("s", {}))
    return rows


def opened(entry: Entry) -> dict[str, Any]:
    """The personal part of an entry; empty when the stream's key was destroyed or the bytes were altered."""
    if not entry.sealed:
        return {}
    ring = keyring()
    try:
        plain_text = ring.suite.open(ring.stream_key(entry.stream), bytes(entry.sealed), aad_of(entry))
    except (KeyGoneError, CipherError):
        return {}
    secret: dict[str, Any] = json.loads(unpack(plain_text))
    return secret


def differing_columns(row: Record, told: Told, county: str) -> list[str]:
    """Names of the columns in which a live row differs from what was told; ``county`` is that of its chain."""
    names = [] if row.county == county else ["county"]
    names += [] if row.version == told.version else ["version"]
    values, key, implied = column_values(row), row_key(row), implied_columns(type(row))
    for column in columns_of(type(row)):
        value = values.get(column.name)
        if column.name in implied:
            continue
        if column.personal:
            differs = mark(key, column.name, value) != told.marks.get(column.name, "")
        else:
            differs = value != told.columns.get(column.name)
        if differs:
            names.append(column.name)
    return names
