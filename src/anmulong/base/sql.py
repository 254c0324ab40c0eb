# ruff: noqa: S608  # names of tables come from models, never from people
"""The only home of raw SQL: migration operations and checks that the ORM cannot say, for both engines."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model, QuerySet, UniqueConstraint, UUIDField


M = TypeVar("M", bound=Model)


class _TableOperation(Operation):
    """A migration operation on the table of one model of the app."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The model state stays as it is."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (type(self).__name__, [self.model_name], {})

    def statements(self, model: type[Model], vendor: str) -> list[str]:
        raise NotImplementedError

    def undo_statements(self, model: type[Model], vendor: str) -> list[str]:
        raise NotImplementedError

    def _run(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState, *, undo: bool) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        make = self.undo_statements if undo else self.statements
        for statement in make(model, editor.connection.vendor):
            editor.execute(statement, params=None)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(app_label, schema_editor, to_state, undo=False)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(app_label, schema_editor, from_state, undo=True)


class AppendOnly(_TableOperation):
    """The database itself refuses UPDATE and DELETE on the table (R-723; design: architecture.md 3).

    SQLite's ``INSERT OR REPLACE`` removes rows without waking a trigger for deletion, so an insert that would
    replace a row is refused as well.
    """

    def statements(self, model: type[Model], vendor: str) -> list[str]:
        table = model._meta.db_table
        message = f"{table} is append-only"
        # SQLite rebuilds a table to alter it and loses its triggers, so a later migration may have to freeze it again.
        clear = self.undo_statements(model, vendor)
        if vendor == "sqlite":
            refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE {" OR ".join(_unique_matches(model))})'
            return [
                *clear,
                f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {refuse}',
                f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}',
                f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {taken} '
                f"BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table}'); END",
            ]
        return [
            *clear,
            f'CREATE FUNCTION "{table}_frozen"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
            f'CREATE TRIGGER "{table}_frozen_rows" BEFORE UPDATE OR DELETE ON "{table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{table}_frozen"()',
            f'CREATE TRIGGER "{table}_frozen_all" BEFORE TRUNCATE ON "{table}" '
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{table}_frozen"()',
        ]

    def undo_statements(self, model: type[Model], vendor: str) -> list[str]:
        table = model._meta.db_table
        if vendor == "sqlite":
            return [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("update", "delete", "replace")]
        return [
            f'DROP TRIGGER IF EXISTS "{table}_frozen_rows" ON "{table}"',
            f'DROP TRIGGER IF EXISTS "{table}_frozen_all" ON "{table}"',
            f'DROP FUNCTION IF EXISTS "{table}_frozen"()',
        ]

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"


def _unique_matches(model: type[Model]) -> list[str]:
    """One condition per unique set of columns: a stored row holds the same as the new one."""
    keys: list[Sequence[str]] = [(model._meta.pk.name,)]
    keys += [constraint.fields for constraint in model._meta.constraints if isinstance(constraint, UniqueConstraint)]
    columns = [[cast("Field[Any, Any]", model._meta.get_field(name)).column for name in key] for key in keys]
    return ["(" + " AND ".join(f'"{name}" = new."{name}"' for name in key) + ")" for key in columns]


class TextToBytes(AlterField):
    """A text column becomes one of bytes; what stands in it stays, letter for letter, in UTF-8.

    PostgreSQL's own conversion would read backslashes as escapes. SQLite keeps each value as it was written.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table, name = to_state.apps.get_model(app_label, self.model_name)._meta.db_table, self.name
        schema_editor.execute(
            f'ALTER TABLE "{table}" ALTER COLUMN "{name}" TYPE bytea USING convert_to("{name}", \'UTF8\')', params=None
        )


class TokenIndex(_TableOperation):
    """Full-text index over the ``tokens`` column: FTS5 with external content on SQLite, GIN on PostgreSQL.

    The tokens are made in Python (kernel.names.bigrams), so both engines answer alike (stack.md 7).
    """

    def statements(self, model: type[Model], vendor: str) -> list[str]:
        table = model._meta.db_table
        if vendor != "sqlite":
            return [f'CREATE INDEX "{table}_tokens" ON "{table}" USING gin (to_tsvector(\'simple\', tokens))']
        add = f'INSERT INTO "{table}_fts"(rowid, tokens) VALUES (new.id, new.tokens);'
        drop = f'INSERT INTO "{table}_fts"("{table}_fts", rowid, tokens) VALUES (\'delete\', old.id, old.tokens);'
        return [
            f'CREATE VIRTUAL TABLE "{table}_fts" '
            f'USING fts5(tokens, content="{table}", content_rowid="id", detail=none)',
            f'CREATE TRIGGER "{table}_fts_add" AFTER INSERT ON "{table}" BEGIN {add} END',
            f'CREATE TRIGGER "{table}_fts_drop" AFTER DELETE ON "{table}" BEGIN {drop} END',
            f'CREATE TRIGGER "{table}_fts_change" AFTER UPDATE ON "{table}" BEGIN {drop} {add} END',
        ]

    def undo_statements(self, model: type[Model], vendor: str) -> list[str]:
        table = model._meta.db_table
        if vendor != "sqlite":
            return [f'DROP INDEX "{table}_tokens"']
        triggers = [f'DROP TRIGGER "{table}_fts_{name}"' for name in ("add", "drop", "change")]
        return [*triggers, f'DROP TABLE "{table}_fts"']

    def describe(self) -> str:
        return f"Index the tokens of {self.model_name}"


def thawed(tables: Sequence[str]) -> list[str]:
    """Those of the tables whose triggers (:class:`AppendOnly`) are not in force."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = ["no_update", "no_delete", "no_replace"]
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
            wanted = ["frozen_rows", "frozen_all"]
        found = {row[0] for row in cursor.fetchall()}
    return [table for table in tables if any(f"{table}_{name}" not in found for name in wanted)]


def update_one(model: type[Model], pk: UUID, version: int, values: Sequence[tuple[Any, Any]]) -> bool:
    """Write columns (field, value before its preparation) of one row that still has ``version``; whether it had.

    The same as ``filter(pk=…, version=…).update(…)``, whose building of the statement costs eight times its running.
    """
    sql = _update_statement(model, tuple(column for column, _ in values), connection.vendor)
    key = model._meta.pk
    prepared = [column.get_db_prep_save(value, connection) for column, value in values]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*prepared, key.get_db_prep_value(pk, connection), version])
        return bool(cursor.rowcount)


@lru_cache(maxsize=2000)
def _update_statement(model: type[Model], columns: tuple[Any, ...], vendor: str) -> str:
    quote = connection.ops.quote_name
    marks = ", ".join(f"{quote(str(column.column))} = %s" for column in columns)
    return (
        f"UPDATE {quote(model._meta.db_table)} SET {marks} "
        f"WHERE {quote(str(model._meta.pk.column))} = %s AND {quote('version')} = %s"
    )


def edition(models: Sequence[type[Model]], county: str | None = None) -> tuple[tuple[Any, ...], ...]:
    """A value that rises with every change to rows of these models (of one county, when it is given).

    Per model the number of rows, the sum of their versions and the newest key: rows are never deleted and every
    change raises a version. One statement, written once per process: it is asked with almost every request.
    """
    narrowed, given = ("", []) if county is None else (" WHERE county = %s", [county] * len(models))
    with connection.cursor() as cursor:
        cursor.execute(_edition_statement(tuple(models), narrowed, connection.vendor), given)
        return tuple(cursor.fetchall())


@lru_cache(maxsize=20)
def _edition_statement(models: tuple[type[Model], ...], narrowed: str, vendor: str) -> str:
    quote = connection.ops.quote_name
    parts = []
    for place, model in enumerate(models):
        table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
        newest = f"SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 1"
        parts.append(f"SELECT {place}, COUNT(*), SUM({quote('version')}), ({newest}) FROM {table}{narrowed}")
    return " UNION ALL ".join(parts) + " ORDER BY 1"


def holding(roots: Mapping[type[M], str], uids: Sequence[UUID]) -> list[type[M]]:
    """The models that have a row in whose root field, given by model, one of the few ``uids`` stands.

    One statement instead of one for each table; no uids, no models.
    """
    if not uids:
        return []
    keys = [UUIDField().get_db_prep_value(uid, connection) for uid in uids]
    statement = _holding_statement(tuple(roots.items()), len(uids), connection.vendor)
    models = list(roots)
    with connection.cursor() as cursor:
        cursor.execute(statement, [key for _ in models for key in keys])
        return [models[place] for (place,) in cursor.fetchall()]


@lru_cache(maxsize=20)
def _holding_statement(roots: tuple[tuple[type[Model], str], ...], count: int, vendor: str) -> str:
    quote = connection.ops.quote_name
    parts = []
    for place, (model, name) in enumerate(roots):
        column = cast("Field[Any, Any]", model._meta.get_field(name)).column
        found = f"{quote(str(column))} IN ({', '.join(['%s'] * count)})"
        parts.append(f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {quote(model._meta.db_table)} WHERE {found})")
    return " UNION ALL ".join(parts)


def renew_statistics() -> None:
    """Let PostgreSQL look at its tables again after a great many rows came at once.

    Until its own housekeeping has passed by, it takes the tables for as small as before and reads a joined table
    once per row: a search right after an import then takes minutes. SQLite plans without such figures.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def first_of_union(keys: "Sequence[QuerySet[Any, Any]]", size: int, *, descending: bool) -> list[UUID]:
    """The uids of the first ``size`` rows of several sliced key lists of equal columns, the uid last; each row once.

    Django refuses sliced parts in a union on SQLite, which would then read every row of every part.
    """
    branches = [part for part in map(_part, keys) if part]
    if not branches:
        return []
    union, params = _joined(branches)
    width = len(keys[0].query.values_select)
    sign = " DESC" if descending else ""
    order = ", ".join(f"{place}{sign}" for place in range(1, width + 1))
    with connection.cursor() as cursor:
        cursor.execute(f"{union} ORDER BY {order} LIMIT {int(size)}", params)
        return [value if isinstance(value, UUID) else UUID(value) for *_, value in cursor.fetchall()]


def count_union(keys: "Sequence[QuerySet[Any, Any]]", *, enough: int) -> int:
    """How many different rows several sliced key lists have together, or ``enough`` when the first has so many alone.

    The first list is mostly the area, which holds the others; without them nothing is sorted out.
    """
    parts = [_part(queryset) for queryset in keys]
    branches = [part for part in parts if part]
    if not branches:
        return 0
    union, params = _joined(branches)
    counted = f"(SELECT COUNT(*) FROM ({union}) whole)"
    if parts[0]:
        first, own = parts[0]
        alone = f"(SELECT COUNT(*) FROM ({first}) lone)"
        counted = f"CASE WHEN {alone} >= {int(enough)} THEN {int(enough)} ELSE {counted} END"
        params = [*own, *params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}", params)
        return int(cursor.fetchone()[0])


Part = tuple[str, list[Any]]


def _part(queryset: "QuerySet[Any, Any]") -> Part | None:
    """The statement and its values; ``None`` for a list that is known to be empty."""
    try:
        statement, values = queryset.query.sql_with_params()
    except EmptyResultSet:
        return None
    return statement, list(values)


def _joined(branches: Sequence[Part]) -> Part:
    statements = [f"SELECT * FROM ({statement}) part{at}" for at, (statement, _) in enumerate(branches)]
    return " UNION ".join(statements), [value for _, values in branches for value in values]


_BROKEN_RULES = {"23505": "unique", "23503": "link", "23514": "check", "23502": "missing"}
_LOST_RACES = {"40001", "40P01", "55P03"}


def broken_rule(error: DatabaseError) -> str:
    """Which rule an IntegrityError speaks of: ``unique``, ``link`` (foreign key), ``check``, ``missing`` (a column
    without a value), or nothing."""
    state = _state_of(error)
    if state:
        return _BROKEN_RULES.get(state, "")
    words = {"UNIQUE": "unique", "FOREIGN KEY": "link", "CHECK": "check", "NOT NULL": "missing"}
    return next((rule for word, rule in words.items() if str(error).startswith(f"{word} constraint failed")), "")


def lost_a_race(error: DatabaseError) -> bool:
    """Whether the database gave up this transaction for another one (deadlock, a lock that it would not wait for).

    Trying again helps.
    """
    return _state_of(error) in _LOST_RACES


def _state_of(error: DatabaseError) -> str:
    return str(getattr(error.__cause__, "sqlstate", "") or "")


def writes_one_by_one() -> bool:
    """Whether this engine lets one transaction write at a time, so that rows appear in the order of their making."""
    return connection.vendor == "sqlite"


def integrity_findings() -> list[str]:
    """What the database's own integrity check complains about; empty when it is content.

    SQLite: ``integrity_check`` and ``foreign_key_check``. PostgreSQL has no such check in SQL without an
    extension; there every table is read once, which trips over damaged pages and checksums.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            findings = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            findings += [f"{row[0]} row {row[1]} points to a missing row of {row[2]}" for row in cursor.fetchall()]
            return findings
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM (SELECT t.* FROM "{table}" t OFFSET 0) whole')
            cursor.fetchone()
        return []
