"""What a row holds, as canonical values: the ground of digests, of before/after, and of the comparison in ``verify``.

Empty values (null, empty text, empty list, false) are left out, so that a column added later with an empty
default changes no digest of an old row.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps

from anmulong.base.crypto import keyring
from anmulong.base.fields import SealedTextField, sealed_fields
from anmulong.base.models import Record
from anmulong.kernel.canonical import Plain, encode, plain


EMPTY: tuple[Any, ...] = (None, "", [], {}, False)
DIGEST_BYTES = 16


class RowChange(NamedTuple):
    """Before and after of the touched columns: open ones, personal ones."""

    clear: dict[str, list[Plain]]
    sealed: dict[str, list[Plain]]


def row_key(row: Record) -> str:
    """``app.model/uid``."""
    return f"{row._meta.label_lower}/{row.pk}"


def parse_key(key: str) -> tuple[type[Record], UUID]:
    """The model and uid behind a row key."""
    label, _, uid = key.partition("/")
    model = apps.get_model(label)
    assert issubclass(model, Record)
    return model, UUID(uid)


def is_empty(value: Plain) -> bool:
    """Whether a value counts as empty (zero does not)."""
    return any(value is empty or (value == empty and type(value) is type(empty)) for empty in EMPTY)


def column_values(row: Record) -> dict[str, Plain]:
    """Non-empty columns as stored: sealed columns as their sealed bytes."""
    values: dict[str, Plain] = {}
    for column in row._meta.concrete_fields:
        if isinstance(column, SealedTextField):
            value = plain(column.stored(row))
        else:
            value = plain(column.to_python(getattr(row, column.attname)))
        if not is_empty(value):
            values[column.attname] = value
    return values


def loaded_values(row: Record) -> dict[str, Plain]:
    """Non-empty columns as they were when the row was read; empty for a new row."""
    values: dict[str, Plain] = {}
    for column in row._meta.concrete_fields:
        if column.attname not in row.loaded:
            continue
        raw = row.loaded[column.attname]
        value = plain(bytes(raw) if isinstance(raw, memoryview) else column.to_python(raw))
        if not is_empty(value):
            values[column.attname] = value
    return values


def digest(key: str, values: dict[str, Plain]) -> str:
    """The state digest of a row, hexadecimal."""
    return keyring().suite.digest(encode([key, values]))[:DIGEST_BYTES].hex()


def changed_columns(before: dict[str, Plain], after: dict[str, Plain]) -> list[str]:
    """Names of columns whose value differs."""
    return [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]


def describe_change(row: Record, before: dict[str, Plain], after: dict[str, Plain]) -> RowChange:
    """Before/after per changed column; sealed columns as plain text for the entry's sealed part."""
    sealed_names = {column.attname: column for column in sealed_fields(type(row))}
    clear: dict[str, list[Plain]] = {}
    sealed: dict[str, list[Plain]] = {}
    for name in changed_columns(before, after):
        if name in sealed_names:
            sealed[name] = [_opened(row, name, before.get(name)), getattr(row, name)]
        else:
            clear[name] = [before.get(name), after.get(name)]
    return RowChange(clear, sealed)


def _opened(row: Record, name: str, stored: Plain) -> Plain:
    if stored is None:
        return None
    earlier = type(row)(pk=row.pk, **{row.root_field: row.stream_uid()} if row.root_field != "uid" else {})
    earlier.__dict__[name] = bytes(row.loaded[name])
    value: str = getattr(earlier, name)
    return value
