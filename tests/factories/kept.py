"""Stores that are made through the road once per process and then laid down again, row by row, for later tests.

``office = kept("office", make)`` calls ``make`` the first time. Every later test that begins with an empty store gets
the very same rows and files, and a copy of what ``make`` returned. ``kept_further("matter", make)`` does the same on
top of a store that was laid down whole: only what has changed since is laid down. Where a store holds anything else,
or the clock is simulated, ``make`` is called as ever, so that what a test meets never depends on which test ran before.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.journal.models import Entry, Stream
from anmulong.orgs.queries import snapshot


Made = TypeVar("Made")
Reach = TypeVar("Reach", bound=Callable[..., Any])
SHIPPED = {"auth_permission", "django_content_type", "django_migrations"}
"""Tables that a migrated store fills by itself."""


@dataclass(frozen=True)
class Store:
    """What one maker did: rows by table, files, what it returned and the newest entry."""

    rows: dict[str, "Rows"]
    files: dict[Path, bytes]
    returned: bytes
    newest: UUID | None

    def lay_down(self) -> Any:
        """On the store that was before; the process then remembers as much of it as if it had just made it."""
        for path, content in self.files.items():
            target = settings.STORE_FOLDER / path
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.touch(mode=0o600)
            target.write_bytes(content)
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                rows.lay_down(cursor, table)
        keyring().warm(Stream.objects.values_list("pk", flat=True))
        snapshot._doubt(cast(Any, None))
        return pickle.loads(self.returned)  # noqa: S301  # our own, from the memory of this process


@dataclass(frozen=True)
class Rows:
    """Rows of one table as the engine itself reads and writes them, without the parts that it computes, and the keys
    of those that have to go before.
    """

    columns: str
    key: str
    content: dict[Any, Any]
    gone: tuple[Any, ...] = ()

    @classmethod
    def taken(cls, table: str) -> "Rows":
        with connection.cursor() as cursor:
            key = connection.introspection.get_primary_key_column(cursor, table)
            if connection.vendor == "sqlite":
                cursor.execute(f'PRAGMA table_info("{table}")')
                names = [f'"{row[1]}"' for row in cursor.fetchall()]
                # A plus sign changes no value, but keeps the driver from reading times and truths into objects.
                wanted = ", ".join(f"+{name}" for name in [f'"{key}"', *names])
                cursor.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608  # names from the database itself
                return cls(", ".join(names), key, {row[0]: row[1:] for row in cursor.fetchall()})
            cursor.execute(f'SELECT "{key}"::text FROM "{table}" ORDER BY "{key}"')  # noqa: S608  # as above
            keys = [row[0] for row in cursor.fetchall()]
            statement = f'COPY (SELECT * FROM "{table}" ORDER BY "{key}") TO STDOUT'  # noqa: S608  # as above
            with cursor.copy(statement) as copy:
                return cls("", key, dict(zip(keys, b"".join(copy).splitlines(keepends=True), strict=True)))

    def since(self, before: "Rows | None") -> "Rows":
        """What is new and, of what changed, what went and what came."""
        old = before.content if before else {}
        content = {key: row for key, row in self.content.items() if old.get(key) != row}
        return replace(
            self, content=content, gone=tuple(key for key, row in old.items() if self.content.get(key) != row)
        )

    def lay_down(self, cursor: Any, table: str) -> None:
        sqlite = connection.vendor == "sqlite"
        if self.gone and sqlite:
            # Past Django, whose own cursor writes every placeholder anew.
            statement = f'DELETE FROM "{table}" WHERE "{self.key}" = ?'  # noqa: S608  # as above
            cursor.connection.executemany(statement, [(key,) for key in self.gone])
        elif self.gone:
            cursor.execute(f'DELETE FROM "{table}" WHERE "{self.key}"::text = ANY(%s)', [list(self.gone)])  # noqa: S608
        if self.content and sqlite:
            places = ", ".join("?" for _ in next(iter(self.content.values())))
            statement = f'INSERT INTO "{table}" ({self.columns}) VALUES ({places})'  # noqa: S608  # as above
            cursor.connection.executemany(statement, self.content.values())
        elif self.content:
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(b"".join(self.content.values()))
            self._count_on(cursor, table)

    def _count_on(self, cursor: Any, table: str) -> None:
        """No number is given twice: PostgreSQL's running numbers outlive a rollback, and a restore sets them back."""
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, self.key])
        (sequence,) = cursor.fetchone()
        if sequence:
            most = f'SELECT max("{self.key}") FROM "{table}"'  # noqa: S608  # as above
            cursor.execute(f"SELECT setval('{sequence}', GREATEST(last_value, ({most}))) FROM {sequence}")  # noqa: S608


Key = tuple[str, ...]
_stores: dict[Key, Store] = {}
_laid: list[Key] = []
"""Which store the running test has before it, as far as nothing was sealed in it since."""


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` returns, on the rows that it makes; ``name`` tells the makers apart."""
    key = (settings.STORE, settings.CIPHER_SUITE, name)
    if clock.is_simulated() or _is_begun() or (key not in _stores and _taken()):
        return make()
    return _laid_or_made(key, make)


def kept_further(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` returns when it goes on from a kept store in which nothing was done since."""
    if clock.is_simulated() or not _laid or _stores[_laid[0]].newest != _newest():
        return make()
    return _laid_or_made((*_laid[0], name), make)


def stage(reach: Reach) -> Reach:
    """A method that brings something so far; without any answers it is kept."""

    @wraps(reach)
    def reached(of: Any, *given: Any, **answers: Any) -> Any:
        if given or answers:
            return reach(of, *given, **answers)
        return kept_further(reach.__name__, lambda: reach(of))

    return cast(Reach, reached)


def _laid_or_made(key: Key, make: Callable[[], Made]) -> Made:
    if key in _stores:
        made = cast(Made, _stores[key].lay_down())
    else:
        before = _taken()
        made = make()
        rows = {table: rows.since(before.get(table)) for table, rows in _taken().items()}
        changed = {table: rows for table, rows in rows.items() if rows.content or rows.gone}
        _stores[key] = Store(changed, _files(), pickle.dumps(made), _newest())
    _laid[:] = [key]
    return made


def _taken() -> dict[str, Rows]:
    return {table: Rows.taken(table) for table in _filled()}


def _newest() -> UUID | None:
    """The newest entry, which tells whether anything was done."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first()


def _is_begun() -> bool:
    """Whether anything has been sealed in this store, or has come into its folder."""
    return bool(_files()) or Stream.objects.exists()


def _files() -> dict[Path, bytes]:
    folder = settings.STORE_FOLDER
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _filled() -> list[str]:
    """Tables with rows, parents first as they were migrated; those of a full-text index fill themselves."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - SHIPPED
    with connection.cursor() as cursor:
        return [table for table in sorted(tables) if _has_rows(cursor, table)]


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608  # names from the database itself
    return bool(cursor.fetchone()[0])
