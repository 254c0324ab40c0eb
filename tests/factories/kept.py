"""Stores that are made through the road once per process and then laid down again, row by row, for later tests.

``office = kept("office", make)`` calls ``make`` the first time. Every later test that begins with an empty store gets
the very same rows and files, and a copy of what ``make`` returned. Where the store is not empty, or the clock is
simulated, ``make`` is called as ever, so that what a test meets never depends on which test ran before.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection, transaction

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.journal.models import Stream
from anmulong.orgs.queries import snapshot


Made = TypeVar("Made")
SHIPPED = {"auth_permission", "django_content_type", "django_migrations"}
"""Tables that a migrated store fills by itself."""


@dataclass(frozen=True)
class Store:
    """What one maker left behind: rows by table, files by path, and what it returned."""

    rows: dict[str, "Rows"]
    files: dict[Path, bytes]
    returned: bytes

    def lay_down(self) -> Any:
        """Into an empty store; the process then remembers as much of it as if it had just made it."""
        for path, content in self.files.items():
            target = settings.STORE_FOLDER / path
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.touch(mode=0o600)
            target.write_bytes(content)
        with transaction.atomic():
            for table, rows in self.rows.items():
                rows.lay_down(table)
        keyring().warm(Stream.objects.values_list("pk", flat=True))
        snapshot._doubt(cast(Any, None))
        return pickle.loads(self.returned)  # noqa: S301  # our own, from the memory of this process


@dataclass(frozen=True)
class Rows:
    """The rows of one table as the engine itself reads and writes them, without the parts that it computes."""

    columns: str
    content: Any

    @classmethod
    def taken(cls, table: str) -> "Rows":
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f'PRAGMA table_info("{table}")')
                names = [f'"{row[1]}"' for row in cursor.fetchall()]
                # A plus sign changes no value, but keeps the driver from reading times and truths into objects.
                wanted = ", ".join(f"+{name}" for name in names)
                cursor.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608  # names from the database itself
                return cls(", ".join(names), cursor.fetchall())
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
                return cls("", b"".join(copy))

    def lay_down(self, table: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                places = ", ".join("?" for _ in self.content[0])
                statement = f'INSERT INTO "{table}" ({self.columns}) VALUES ({places})'  # noqa: S608  # as above
                # Past Django, whose own cursor writes every placeholder anew.
                cursor.connection.executemany(statement, self.content)
            else:
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(self.content)


_stores: dict[tuple[str, ...], Store] = {}


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` returns, on the rows that it makes; ``name`` tells the makers apart."""
    if clock.is_simulated() or _is_begun():
        return make()
    key = (name, settings.STORE, settings.CIPHER_SUITE)
    if key in _stores:
        return cast(Made, _stores[key].lay_down())
    if _filled():
        return make()
    made = make()
    _stores[key] = Store({table: Rows.taken(table) for table in _filled()}, _files(), pickle.dumps(made))
    return made


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
