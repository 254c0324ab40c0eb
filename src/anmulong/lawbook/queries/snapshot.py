"""The lawbook as one process remembers it.

A snapshot holds the shipped data with everything the store has recorded laid over it. It is compared with the
store at most once in ``CHECK_SECONDS`` by one small query, so that a change by another process is seen within
that time; a change by this process is seen at once.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.sql import edition
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.enums import DayKind
from anmulong.lawbook.models import CalendarDay, CalendarYear, CodeRow, CodeTable, Parameter
from anmulong.lawbook.queries.files import library_calendar, shipped_codes, shipped_parameters
from anmulong.lawbook.rules import CodeRowData, CodeTableData, ParameterData


CHECK_SECONDS = 1.0
WATCHED: tuple[type[Record], ...] = (CodeTable, CodeRow, Parameter, CalendarYear, CalendarDay)
SHIPPED = ""

Kept = TypeVar("Kept")
Edition = tuple[Any, ...]


@dataclass(frozen=True)
class Snapshot:
    """Everything by county; ``SHIPPED`` stands for the reviewed files."""

    edition: Edition
    tables: Mapping[str, Mapping[str, CodeTableData]]
    parameters: Mapping[str, Mapping[str, Sequence[ParameterData]]]
    calendars: Mapping[str, WorkCalendar]

    def table(self, key: str, county: str) -> CodeTableData | None:
        """The county's table; without a county, the first of the store; else the shipped one."""
        return next((tables[key] for tables in _layers(self.tables, county) if key in tables), None)

    def values(self, key: str, county: str) -> Sequence[ParameterData]:
        """The values of a parameter, oldest first."""
        return next((values[key] for values in _layers(self.parameters, county) if key in values), ())

    def calendar(self, county: str) -> WorkCalendar:
        """The working calendar."""
        return _layers(self.calendars, county)[0]


def _layers(kept: Mapping[str, Kept], county: str) -> list[Kept]:
    names = [county] if county else sorted(name for name in kept if name)
    return [kept[name] for name in (*names, SHIPPED) if name in kept]


class _Memory:
    """The snapshot of this process and when it was last compared with the store."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._checked = 0.0
        self._doubted = 0.0

    def doubt(self) -> None:
        self._doubted = time.monotonic()

    def forget(self) -> None:
        self._snapshot = None

    def get(self) -> Snapshot:
        known, now = self._snapshot, time.monotonic()
        if known is not None and now - self._checked < CHECK_SECONDS < now - self._doubted:
            return known
        with self._lock, trusted():
            stored = edition(WATCHED)
            if self._snapshot is None or self._snapshot.edition != stored:
                self._snapshot = _read(stored)
            self._checked = time.monotonic()
            return self._snapshot


_memory = _Memory()


def snapshot() -> Snapshot:
    """The lawbook now."""
    return _memory.get()


def doubt() -> None:
    """Compare with the store at every question for a while: an action of this process is changing it."""
    _memory.doubt()


def forget() -> None:
    """Read the store again at the next question."""
    _memory.forget()


def _read(stored: Edition) -> Snapshot:
    return Snapshot(stored, _tables(), _parameters(), _calendars())


def _tables() -> dict[str, dict[str, CodeTableData]]:
    rows: dict[Any, list[CodeRowData]] = defaultdict(list)
    for row in CodeRow._base_manager.order_by("position"):
        rows[row.table_id].append(
            CodeRowData(
                code=row.code,
                zh=row.zh,
                en=row.en,
                status=row.status,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                parent=row.parent,
                digits=row.digits,
                facts=row.facts,
                note=row.note,
            )
        )
    found: dict[str, dict[str, CodeTableData]] = defaultdict(dict)
    found[SHIPPED] = dict(shipped_codes())
    for table in CodeTable._base_manager.all():
        found[table.county][table.key] = CodeTableData(
            table=table.key,
            zh=table.zh,
            en=table.en,
            status=table.status,
            source=table.source,
            effective_from=table.effective_from,
            parent_table=table.parent_key,
            receivers=tuple(table.receivers),
            note=table.note,
            rows=tuple(rows[table.pk]),
        )
    return found


def _parameters() -> dict[str, dict[str, list[ParameterData]]]:
    """Recorded values lie over the shipped ones; on the same day the recorded one holds."""
    recorded: dict[str, dict[tuple[str, date], ParameterData]] = defaultdict(dict)
    for row in Parameter._base_manager.all():
        recorded[row.county][row.key, row.valid_from] = ParameterData(
            key=row.key,
            value=row.value,
            unit=row.unit,
            status=row.status,
            source=row.source,
            approved_by=row.approved_by,
            valid_from=row.valid_from,
            zh=row.zh,
            en=row.en,
        )
    shipped = {(row.key, row.valid_from): row for row in shipped_parameters()}
    return {county: _by_key(shipped | recorded[county]) for county in [SHIPPED, *recorded]}


def _by_key(values: Mapping[tuple[str, date], ParameterData]) -> dict[str, list[ParameterData]]:
    by_key: dict[str, list[ParameterData]] = defaultdict(list)
    for (key, _), value in sorted(values.items(), key=lambda item: item[0]):
        by_key[key].append(value)
    return dict(by_key)


def _calendars() -> dict[str, WorkCalendar]:
    years: dict[str, list[CalendarYear]] = defaultdict(list)
    for year in CalendarYear._base_manager.all():
        years[year.county].append(year)
    days: dict[str, list[CalendarDay]] = defaultdict(list)
    for day in CalendarDay._base_manager.all():
        days[day.county].append(day)
    library = library_calendar()
    own = {county: _overlaid(library, years[county], days[county]) for county in years}
    return own | {SHIPPED: library}


def _overlaid(base: WorkCalendar, years: Sequence[CalendarYear], days: Sequence[CalendarDay]) -> WorkCalendar:
    """Published years of the store replace those of the library; single days lie over both."""
    noticed = {year.year for year in years if year.published}
    kinds = {day: DayKind.HOLIDAY for day in base.holidays if day.year not in noticed}
    kinds |= {day: DayKind.MAKEUP for day in base.make_up_days if day.year not in noticed}
    kinds |= {day.day: DayKind(day.kind) for day in days}
    return WorkCalendar(
        holidays=frozenset(day for day, kind in kinds.items() if kind is DayKind.HOLIDAY),
        make_up_days=frozenset(day for day, kind in kinds.items() if kind is DayKind.MAKEUP),
        published_years=frozenset(base.published_years) | noticed,
    )
