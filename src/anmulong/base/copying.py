"""Rows in a form that no engine owns: read from one moment of the database, written into an empty one of any kind.

A row becomes a list of plain JSON values in the order of the model's columns: bytes in base64, times in UTC, numbers
with decimals and uids as text. Sealed columns travel as they lie in the database, sealed.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend
from psycopg import IsolationLevel

from anmulong.base.inserting import insert_values


SNAPSHOT = "snapshot"
CHUNK = 2000
_BYTES, _TEXT = "b:", "t:"  # a column of bytes may give text in Python (packed entries)


def _from_binary(value: str) -> bytes | str:
    return value.removeprefix(_TEXT) if value.startswith(_TEXT) else base64.b64decode(value.removeprefix(_BYTES))


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": _from_binary,
    "UUIDField": UUID,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "DecimalField": Decimal,
}


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a second connection that sees the database as it is at this moment, whatever others write.

    Nobody waits for it: PostgreSQL reads in REPEATABLE READ, SQLite in a deferred transaction beside the writer.
    """
    wanted = deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    options = wanted["OPTIONS"]
    if connection.vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        options.pop("pool", None)
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    second = load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, SNAPSHOT)
    connections[SNAPSHOT] = second
    try:
        with transaction.atomic(using=SNAPSHOT):
            # The first question fixes the moment.
            MigrationRecorder.Migration.objects.using(SNAPSHOT).exists()
            yield SNAPSHOT
    finally:
        second.close()
        del connections[SNAPSHOT]


def applied_migrations(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """What the tables look like: every migration that was applied, as ``app.name``, sorted."""
    rows = MigrationRecorder.Migration.objects.using(using).values_list("app", "name")
    return sorted(f"{app}.{name}" for app, name in rows)


def columns_of(model: type[models.Model]) -> list[str]:
    """Names of the columns, in the order in which rows are written."""
    return [column.attname for column in model._meta.concrete_fields]


def count_rows(model: type[models.Model], using: str) -> int:
    """How many rows the table has."""
    return models.QuerySet(model, using=using).count()


def read_rows(model: type[models.Model], using: str) -> Iterator[str]:
    """Every row as one line of JSON, by primary key, a chunk at a time."""
    rows: models.QuerySet[Any, Any] = models.QuerySet(model, using=using).order_by("pk").values_list(*columns_of(model))
    binary = [column.get_internal_type() == "BinaryField" for column in model._meta.concrete_fields]
    for row in rows.iterator(chunk_size=CHUNK):
        values = [
            _from_bytes(value) if is_binary else _plain(value) for value, is_binary in zip(row, binary, strict=True)
        ]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def write_rows(model: type[models.Model], lines: Sequence[str | bytes]) -> None:
    """Insert rows that :func:`read_rows` gave. Raises the database's errors; no signals, no journal, no defaults."""
    decoders = [_decoder(column) for column in model._meta.concrete_fields]
    rows = [
        [
            value if value is None or decode is None else decode(value)
            for decode, value in zip(decoders, json.loads(line), strict=True)
        ]
        for line in lines
    ]
    insert_values(model, rows)


def has_rows(model: type[models.Model]) -> bool:
    """Whether anything lies in the table."""
    return models.QuerySet(model, using=DEFAULT_DB_ALIAS).exists()


def reset_numbers(chosen: Sequence[type[models.Model]]) -> None:
    """Let the engine's own running numbers go on behind the rows that were written with theirs."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), chosen):
            cursor.execute(statement)


def _from_bytes(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _TEXT + value
    return _BYTES + base64.b64encode(value).decode("ascii")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def _decoder(column: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    target = column
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    return _DECODERS.get(target.get_internal_type())
