"""Lifts the triggers that freeze the journal: for tests that play the forger, and to empty a store after a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unfrozen() -> Iterator[None]:
    """Run a block in which journal rows can be changed behind the journal's back."""
    lift = _unfrozen_sqlite if connection.vendor == "sqlite" else _unfrozen_postgresql
    with lift():
        yield


@contextmanager
def _unfrozen_sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _, statement in triggers:
                cursor.execute(statement)


@contextmanager
def _unfrozen_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = origin")
