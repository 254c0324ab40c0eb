# ruff: noqa: S608  # names of tables and columns come from models, never from people
"""Inserts rows of one table by a prepared statement: half the work of Django's own bulk insert, the same bytes."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows that carry their primary key. Raises the database's ``IntegrityError``.

    No signals, no defaults of the database, no auto keys: the journal's tables and records have none.
    """
    statement, columns = _statement(model)
    # The connection itself: through Django's proxy every value would look it up again.
    database = connections[DEFAULT_DB_ALIAS]
    prepared = [
        [column.get_db_prep_save(column.pre_save(row, add=True), database) for column in columns] for row in rows
    ]
    with database.cursor() as cursor:
        if len(prepared) == 1:
            cursor.execute(statement, prepared[0])
        elif prepared:
            cursor.executemany(statement, prepared)


def insert_values(model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as the values of all columns in their order, as they were stored elsewhere (restore)."""
    statement, columns = _statement(model)
    database = connections[DEFAULT_DB_ALIAS]
    prepared = [
        [column.get_db_prep_save(value, database) for column, value in zip(columns, row, strict=True)] for row in rows
    ]
    if prepared:
        with database.cursor() as cursor:
            cursor.executemany(statement, prepared)


@cache
def _statement(model: type[models.Model]) -> "tuple[str, tuple[models.Field[Any, Any], ...]]":
    columns = tuple(model._meta.concrete_fields)
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", columns
