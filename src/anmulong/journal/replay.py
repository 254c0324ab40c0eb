"""What the journal says a row must hold, to compare with what it holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from anmulong.base.crypto import KeyGoneError, keyring
from anmulong.base.fields import sealed_fields
from anmulong.base.models import Record
from anmulong.journal.chaining import aad_of
from anmulong.journal.models import Entry
from anmulong.journal.rows import column_values
from anmulong.kernel.canonical import Plain
from anmulong.kernel.cipher.suite import CipherError


@dataclass
class Told:
    """What the entries told of one row: last digest, last value of each column, plain text of sealed ones."""

    digest: str = ""
    entry: str = ""
    columns: dict[str, Plain] = field(default_factory=dict)
    sealed: dict[str, Plain] = field(default_factory=dict)


def replay(entries: Iterable[Entry]) -> dict[str, Told]:
    """The last state of every row that the entries (in chain order) touched, by row key."""
    rows: dict[str, Told] = {}
    for entry in entries:
        facts = json.loads(entry.facts)
        secret = opened(entry)
        for key, what in facts["rows"].items():
            told = rows.setdefault(key, Told())
            told.digest, told.entry = what["d"], str(entry)
            told.columns.update({name: pair[1] for name, pair in what["c"].items()})
            told.sealed.update({name: pair[1] for name, pair in secret.get(key, {}).items()})
    return rows


def opened(entry: Entry) -> dict[str, dict[str, list[Plain]]]:
    """The personal part of an entry; empty when the stream's key was destroyed or the bytes were altered."""
    if not entry.sealed:
        return {}
    ring = keyring()
    try:
        plain_text = ring.suite.open(ring.stream_key(entry.stream), bytes(entry.sealed), aad_of(entry))
    except (KeyGoneError, CipherError):
        return {}
    secret: dict[str, dict[str, list[Plain]]] = json.loads(plain_text)
    return secret


def differing_columns(row: Record, told: Told) -> list[str]:
    """Names of the columns in which a live row differs from what was told."""
    sealed_names = {column.attname for column in sealed_fields(type(row))}
    values = column_values(row)
    names = []
    for name in sorted(values.keys() | told.columns.keys() | told.sealed.keys()):
        if name in ("uid", "county"):
            continue
        if name in sealed_names:
            differs = (getattr(row, name) or "") != (told.sealed.get(name) or "")
        else:
            differs = values.get(name) != told.columns.get(name)
        if differs:
            names.append(name)
    return names
