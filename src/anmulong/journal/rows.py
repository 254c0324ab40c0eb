"""What a row holds, as canonical values: the ground of digests, of before/after, and of the comparison in ``verify``.

Empty values (null, empty text, empty list, false) are left out, so that a column added later with an empty
default changes no digest of an old row.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.apps import apps
from django.db import models

from anmulong.base.crypto import keyring
from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.kernel.canonical import Plain, encode_plain, plain
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import Message, noop


DIGEST_BYTES = 16
MARK_BYTES = 4
_NATURAL: "dict[type[models.Field[Any, Any]], type]" = {
    models.CharField: str,
    models.TextField: str,
    models.IntegerField: int,
    models.UUIDField: UUID,
    models.DateTimeField: datetime,
    models.DateField: date,
}


_INTEGERS = {
    "PositiveSmallIntegerField": (0, 32_767),
    "SmallIntegerField": (-32_768, 32_767),
    "PositiveIntegerField": (0, 2_147_483_647),
    "IntegerField": (-2_147_483_648, 2_147_483_647),
    "PositiveBigIntegerField": (0, 9_223_372_036_854_775_807),
    "BigIntegerField": (-9_223_372_036_854_775_808, 9_223_372_036_854_775_807),
}
"""What fits a column of PostgreSQL; SQLite would take more, and both answer alike."""


class Bounds(NamedTuple):
    """The least and the greatest number that a column takes."""

    least: Decimal | int
    most: Decimal | int


class Column(NamedTuple):
    """What the journal must know of a column; ``natural`` is the type that needs no conversion."""

    name: str
    field: "models.Field[Any, Any]"
    sealed: bool
    personal: bool
    natural: type | None
    limit: int | None
    bounds: Bounds | None


class RowChange(NamedTuple):
    """What happened to a row: its state digest, open columns, personal ones with the marks that prove them.

    ``clear`` holds values of a new row, pairs (before, after) of a changed one; ``personal`` always holds pairs.
    """

    digest: str
    new: bool
    clear: dict[str, Any]
    personal: dict[str, list[Plain]]
    marks: dict[str, str]

    def facts(self) -> dict[str, Any]:
        """The change as it stands in an entry: d(igest), n(ew) or c(hanged), s(ealed marks)."""
        found: dict[str, Any] = {"d": self.digest, "n" if self.new else "c": self.clear}
        if self.marks:
            found["s"] = self.marks
        return found


@cache
def columns_of(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a model in their order."""
    found = []
    for column in model._meta.concrete_fields:
        sealed = isinstance(column, SealedTextField)
        target = column.target_field if isinstance(column, models.ForeignKey) else column
        kinds = [kind for kind in _NATURAL if isinstance(target, kind)]
        # A datetime field is also a date field in Django, and a subclass may convert in its own way.
        natural = _NATURAL[kinds[0]] if kinds and type(target).__module__.startswith("django.") else None
        personal = sealed or column.attname in model.personal_columns
        limit = column.max_length if isinstance(column, models.CharField) else None
        found.append(Column(column.attname, column, sealed, personal, natural, limit, _bounds(target)))
    return tuple(found)


def _bounds(column: "models.Field[Any, Any]") -> Bounds | None:
    if isinstance(column, models.DecimalField):
        most = (Decimal(10**column.max_digits) - 1).scaleb(-column.decimal_places)
        return Bounds(-most, most)
    integer = _INTEGERS.get(column.get_internal_type())
    return Bounds(*integer) if integer else None


@cache
def implied_columns(model: type[Record]) -> frozenset[str]:
    """Columns whose value follows from the place of the row in the journal, so that no entry repeats them."""
    return frozenset({"uid", "county", "version", model.root_field})


def row_key(row: Record) -> str:
    """``app.model/uid``."""
    return f"{row._meta.label_lower}/{row.pk}"


def parse_key(key: str) -> tuple[type[Record], UUID]:
    """The model and uid behind a row key; raises ``LookupError`` for a model that there is no more."""
    label, _, uid = key.partition("/")
    return cast("type[Record]", apps.get_model(label)), UUID(uid)


def is_empty(value: Plain) -> bool:
    """Whether a value counts as empty (zero does not)."""
    return value is None or value is False or value in ("", [], {})


def column_values(row: Record) -> dict[str, Plain]:
    """Non-empty columns as stored: sealed columns as their sealed bytes."""
    values: dict[str, Plain] = {}
    for column in columns_of(type(row)):
        if column.sealed:
            value = plain(cast(SealedTextField, column.field).stored(row))
        else:
            value = _canonical(column, getattr(row, column.name))
        if not is_empty(value):
            values[column.name] = value
    return values


def loaded_values(row: Record) -> dict[str, Plain]:
    """Non-empty columns as they were when the row was read; empty for a new row."""
    values: dict[str, Plain] = {}
    loaded = row.loaded
    for column in columns_of(type(row)) if loaded else ():
        if column.name not in loaded:
            message = f"{row_key(row)} was read without its column {column.name} and cannot be written"
            raise RuntimeError(message)
        raw = loaded[column.name]
        value = plain(bytes(raw)) if column.sealed else _canonical(column, raw)
        if not is_empty(value):
            values[column.name] = value
    return values


def _canonical(column: Column, value: Any) -> Plain:
    if value is None or type(value) is bool:
        return cast(Plain, value)
    if type(value) is column.natural:
        return plain(value)
    known = column.field.to_python(value)
    if isinstance(known, Decimal) and isinstance(column.field, models.DecimalField) and _fits(column, known):
        # As the database will round it; otherwise the row would differ from its digest when read again.
        known = known.quantize(Decimal(1).scaleb(-column.field.decimal_places))
    return plain(known)


def _fits(column: Column, number: Decimal | int) -> bool:
    return column.bounds is None or column.bounds.least <= number <= column.bounds.most


def digest(key: str, values: dict[str, Plain]) -> str:
    """The state digest of a row, hexadecimal."""
    return keyring().suite.digest(encode_plain([key, cast(Plain, values)]))[:DIGEST_BYTES].hex()


def mark(key: str, name: str, value: Plain) -> str:
    """A keyed mark of one personal value: names the column that was altered and gives nothing of the value away."""
    if is_empty(value):
        return ""
    ring = keyring()
    return ring.suite.mac(ring.index_key("marks"), encode_plain([key, name, value]))[:MARK_BYTES].hex()


def changed_columns(before: dict[str, Plain], after: dict[str, Plain]) -> list[str]:
    """Names of columns whose value differs."""
    return [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]


def describe_change(row: Record, before: dict[str, Plain], after: dict[str, Plain]) -> RowChange:
    """Before and after of every changed column, personal ones apart.

    Raises :class:`Invalid` for a text or number that one of the engines would not take, so that both answer alike.
    """
    key, implied, new = row_key(row), implied_columns(type(row)), not before
    wrong: dict[str, Message] = {}
    clear: dict[str, Any] = {}
    personal: dict[str, list[Plain]] = {}
    marks: dict[str, str] = {}
    for column in columns_of(type(row)):
        name = column.name
        old, value = before.get(name), after.get(name)
        if name in implied or old == value:
            continue
        if column.bounds is not None:
            _check_number(row, column, wrong)
        elif type(value) is str and not column.sealed:
            _check_text(column, value, wrong)
        if not column.personal:
            clear[name] = value if new else [old, value]
            continue
        marks[name] = mark(key, name, value)
        personal[name] = [_opened(row, column), getattr(row, name)] if column.sealed else [old, value]
    if wrong:
        raise Invalid("bad-input", noop("Some answers cannot be used; they are marked."), fields=wrong)
    return RowChange(digest(key, after), new, clear, personal, marks)


def _check_number(row: Record, column: Column, wrong: dict[str, Message]) -> None:
    number = column.field.to_python(getattr(row, column.name))
    if column.bounds is not None and number is not None and not _fits(column, number):
        text = noop("This number must lie between %(least)s and %(most)s.")
        wrong[column.name] = Message(text, {"least": column.bounds.least, "most": column.bounds.most})


def _check_text(column: Column, value: str, wrong: dict[str, Message]) -> None:
    if column.limit is not None and len(value) > column.limit:
        text = noop("This is too long; at most %(max_length)s characters.")
        wrong[column.name] = Message(text, {"max_length": column.limit})
    elif "\x00" in value:
        wrong[column.name] = Message(noop("This value cannot be used."))


def _opened(row: Record, column: Column) -> Plain:
    stored = row.loaded.get(column.name)
    return cast(SealedTextField, column.field).open_bytes(row, stored) if stored else None
