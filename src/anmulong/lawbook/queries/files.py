"""The shipped reviewed data: what holds where a store has not recorded its own."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
from django.conf import settings
from django.utils.translation import get_language

from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.rules import (
    CodeTableData,
    ParameterData,
    ParameterNote,
    read_code_table,
    read_notes,
    read_parameters,
)


def data_folder() -> Path:
    """The folder ``data`` beside the source."""
    root: Path = settings.ROOT
    return root / "data"


def read_toml(path: Path) -> dict[str, Any]:
    """A reviewed TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


@cache
def shipped_codes() -> dict[str, CodeTableData]:
    """Every reviewed code table by its key."""
    tables = (read_code_table(read_toml(path)) for path in sorted((data_folder() / "codes").glob("*.toml")))
    return {table.table: table for table in tables}


@cache
def shipped_parameters() -> tuple[ParameterData, ...]:
    """Every reviewed parameter value."""
    files = sorted((data_folder() / "parameters").glob("*.toml"))
    return tuple(row for path in files for row in read_parameters(read_toml(path)))


@cache
def parameter_notes() -> dict[str, ParameterNote]:
    """What pages say beside every reviewed parameter, by key, in the order of the files."""
    files = sorted((data_folder() / "parameters").glob("*.toml"))
    return {key: note for path in files for key, note in read_notes(read_toml(path)).items()}


@cache
def _sources() -> dict[str, str]:
    return {row["en"]: row["zh"] for row in read_toml(data_folder() / "sources.toml")["words"]}


def source_words(text: str, language: str | None = None) -> str:
    """A source, note or approver in the reader's language; what nobody has translated stays as it stands."""
    english = (language or get_language() or "").startswith("en")
    return text if english else _sources().get(text, text)


@cache
def library_calendar() -> WorkCalendar:
    """Holidays and make-up working days of every year that the library chinesecalendar knows."""
    known = chinese_calendar.constants
    return WorkCalendar(
        holidays=frozenset(known.holidays),
        make_up_days=frozenset(known.workdays),
        published_years=frozenset(day.year for day in known.holidays),
    )
