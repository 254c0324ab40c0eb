# ruff: noqa: S608  # names of tables and columns come from models
"""Lays great numbers of ready rows into tables: COPY on PostgreSQL, prepared inserts on SQLite; indexes afterwards.

A row is a tuple of plain values in the order of :func:`columns_of_table`: uids and moments may be text in their
canonical form, bytes are bytes. Nothing is checked here; what is laid was made by functions that check.
"""

import base64
import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from anmulong.journal.packing import pack


Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""Rows by the label of their model."""
Adapt = Callable[[Any], Any]
WORK_MEMORY = "512MB"


def columns_of_table(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that are laid: all but a key that the engine counts itself."""
    return [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]


def adapters(model: type[models.Model]) -> list[Adapt]:
    """What makes each column of a row ready for this engine."""
    return [_adapter(column) for column in columns_of_table(model)]


def _adapter(column: "models.Field[Any, Any]") -> Adapt:
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    if isinstance(target, models.JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False)
    if column.name == "facts" and isinstance(column, models.BinaryField):
        return lambda value: pack(value.encode())
    if isinstance(target, models.BinaryField):
        return lambda value: base64.b64decode(value) if isinstance(value, str) else value
    if connection.vendor == "postgresql":
        return lambda value: value
    if isinstance(target, models.UUIDField):
        return lambda value: None if value is None else str(value).replace("-", "")
    if isinstance(target, models.DateTimeField):
        return lambda value: None if value is None else _sqlite_moment(value)
    return lambda value: value


def _sqlite_moment(value: Any) -> str:
    """As Django writes it: no zone, and no fraction when it is nothing."""
    text = value if isinstance(value, str) else value.strftime("%Y-%m-%dT%H:%M:%S.%f")
    return text.replace("T", " ").removesuffix("Z").removesuffix(".000000")


def lay(rows: Rows) -> None:
    """Write rows, one transaction. Links are not checked: SQLite would look through every child for each parent."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL synchronous_commit = off")
        for label, values in rows.items():
            model = apps.get_model(label)
            names = ", ".join(f'"{column.column}"' for column in columns_of_table(model))
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
                    for row in values:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns_of_table(model)))
                cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', values)


@contextlib.contextmanager
def without_indexes(labels: Sequence[str]) -> Iterator[None]:
    """Inside the block the tables have only their unique keys, which the triggers of append-only tables look into;
    afterwards every index is there again."""
    tables = [apps.get_model(label)._meta.db_table for label in labels]
    with connection.cursor() as cursor:
        found = _postgresql_indexes(cursor, tables) if connection.vendor == "postgresql" else _sqlite(cursor, tables)
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET maintenance_work_mem = '{WORK_MEMORY}'")
            for _, statement in found:
                cursor.execute(statement)


def _postgresql_indexes(cursor: Any, tables: list[str]) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
        "WHERE t.relname = ANY(%s) AND NOT i.indisunique",
        [tables],
    )
    return list(cursor.fetchall())


def _sqlite(cursor: Any, tables: list[str]) -> list[tuple[str, str]]:
    marks = ", ".join(["%s"] * len(tables))
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%%' "
        f"AND tbl_name IN ({marks})",
        tables,
    )
    return list(cursor.fetchall())


def let_go() -> None:
    """Close what a forked process must not share."""
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool is not None:
        close_pool()
