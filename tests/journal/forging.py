"""Changes stored values behind the journal's back, one byte at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from tests.frozen import unfrozen


def another(value: Any, column: "models.Field[Any, Any]") -> Any:
    """A value of the same kind that differs in one byte, or as little as its kind allows."""
    if isinstance(value, memoryview | bytes):
        raw = bytes(value)
        return bytes([*raw[:-1], raw[-1] ^ 1]) if raw else b"\x01"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ 64
    if isinstance(value, Decimal):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("x" if not value.endswith("x") else "y") if value else "x"
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    if isinstance(value, datetime):
        return value + timedelta(seconds=1)
    if isinstance(value, date):
        return value + timedelta(days=32)
    if isinstance(value, list):
        return [*value, "x"]
    return of_kind(column)


def of_kind(column: "models.Field[Any, Any]") -> Any:
    """Something to put where nothing is."""
    if isinstance(column, models.DateTimeField):
        return datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    if isinstance(column, models.DateField):
        return date(2026, 1, 1)
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return UUID(int=1)
    return 1


@contextmanager
def forged(row: models.Model, name: str) -> Iterator[None]:
    """Inside the block the column holds something else."""
    column = row._meta.get_field(name)
    manager = type(row)._base_manager
    attname = column.attname  # type: ignore[union-attr]  # a stored column
    [honest] = manager.filter(pk=row.pk).values_list(attname, flat=True)
    false = another(honest, column)  # type: ignore[arg-type]  # a stored column
    pk = false if column is row._meta.pk else row.pk
    with unfrozen():
        assert manager.filter(pk=row.pk).update(**{attname: false}) == 1
    yield
    with unfrozen():
        assert manager.filter(pk=pk).update(**{attname: honest}) == 1


def columns(model: type[models.Model]) -> list[str]:
    """The names of the stored columns."""
    return [column.name for column in model._meta.concrete_fields]
