"""The database itself refuses to change the journal, its logs and its roots (R-723)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from anmulong.base import clock
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import DailyRoot, Entry, Reading, Refusal
from anmulong.journal.public import Actor, Call, log_reading, perform
from anmulong.journal.roots import sign_day
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from tests.journal.trials import Words


FROZEN = [Entry, Refusal, Reading, DailyRoot]


@pytest.fixture
def written(me: Actor, body: Any, trial: None) -> None:
    """One row in every frozen table."""
    log_reading(ReadingKind.OPEN, "division", None, me)
    with pytest.raises(Refused):
        perform(Call("trial.append", Words("1", refuse=True), subject=body), by=me)
    assert sign_day("otog", local_day(clock.now())) is not None


@pytest.mark.parametrize("model", FROZEN)
@pytest.mark.parametrize("forge", [lambda rows: rows.update(county="x"), lambda rows: rows.delete()])
def test_no_change_and_no_deletion(written: None, model: type[models.Model], forge: Callable[[Any], int]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        forge(model._base_manager.all())
    assert model._base_manager.filter(county="otog").exists()


@pytest.mark.parametrize("model", FROZEN)
def test_no_replacement(written: None, model: type[models.Model]) -> None:
    """SQLite can replace a row without waking a trigger for deletion; PostgreSQL has no such statement."""
    row = model._base_manager.all()[0]
    table, vendor = model._meta.db_table, connection.vendor
    columns = ", ".join(f'"{column.column}"' for column in model._meta.concrete_fields)
    verb = "INSERT OR REPLACE" if vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError, match=r"(?i)unique"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'{verb} INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"')  # noqa: S608  # our own
    assert model._base_manager.filter(pk=row.pk).exists()


def test_no_truncation(written: None) -> None:
    if connection.vendor == "sqlite":
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('TRUNCATE "journal_entry"')
