"""A year of the working calendar as its page shows it: what differs from the weekdays, and on which paper (R-210)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.desk.forms.day_lists import stretches
from anmulong.desk.presenting.days import WEEKDAYS
from anmulong.journal.public import Happening
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.enums import DayKind
from anmulong.lawbook.public import CalendarDay, CalendarYear, calendar, recorded_days


LABELS: dict[str, Any] = {"published": gettext_lazy("The notice is published"), "source": gettext_lazy("Paper")}
TONES = {DayKind.HOLIDAY: "good", DayKind.MAKEUP: "wait", DayKind.ORDINARY: ""}
YEARS_SHOWN = 3
LIBRARY = "chinesecalendar"


def calendar_url(year: int) -> str:
    """The page of a year."""
    return f"{reverse('desk:calendar')}?year={year}"


def year_tabs(shown: int, today: date) -> list[dict[str, Any]]:
    """The last years, this one and the next; also the one that is looked at."""
    years = sorted({shown, *range(today.year - YEARS_SHOWN + 1, today.year + 2)})
    return [{"label": str(year), "url": calendar_url(year), "active": year == shown} for year in years]


def year_facts(year: int, county: str, recorded: CalendarYear | None) -> dict[str, Any]:
    """The head: published or provisional, on which paper, how many days are worked."""
    known = calendar(county)
    days = days_of(year)
    return {
        "year": year,
        "published": year in known.published_years,
        "source": source_of(recorded.source if recorded else LIBRARY if year in known.published_years else ""),
        "worked": sum(known.is_workday(day) for day in days),
        "off": sum(not known.is_workday(day) for day in days),
        "make_up": sum(day in known.make_up_days for day in days),
    }


def source_of(source: str) -> str:
    """Years that come with the program say so in words."""
    return _("State Council notice, as the program knows it") if source == LIBRARY else source


def days_of(year: int) -> list[date]:
    """Every day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def year_rows(year: int, county: str, recorded: CalendarYear | None) -> list[dict[str, Any]]:
    """What differs from the weekdays, in stretches, in order; recorded days with their paper."""
    if recorded is not None:
        return _recorded_rows(recorded_days(recorded))
    return sorted(_known_rows(year, calendar(county)), key=lambda row: row["from"])


def _recorded_rows(days: Iterable[CalendarDay]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[date]] = {}
    for each in days:
        groups.setdefault((each.kind, each.source), []).append(each.day)
    rows = [row for (kind, source), group in groups.items() for row in _rows(DayKind(kind), group, source)]
    return sorted(rows, key=lambda row: row["from"])


def _known_rows(year: int, known: WorkCalendar) -> list[dict[str, Any]]:
    lists = ((DayKind.HOLIDAY, known.holidays), (DayKind.MAKEUP, known.make_up_days))
    return [row for kind, days in lists for row in _rows(kind, [day for day in days if day.year == year], LIBRARY)]


def _rows(kind: DayKind, days: Iterable[date], source: str) -> list[dict[str, Any]]:
    return [
        {
            "from": first,
            "until": last,
            "weekdays": weekdays(first, last),
            "days": (last - first).days + 1,
            "kind": {"code": kind, "label": str(kind.label), "tone": TONES[kind]},
            "source": source_of(source),
        }
        for first, last in stretches(days)
    ]


def weekdays(first: date, last: date) -> str:
    """The weekday of a day, or of both ends of a stretch."""
    names = [str(WEEKDAYS[day.weekday()]) for day in (first, last)]
    return names[0] if first == last else " – ".join(names)


def told_of_year(told: Happening) -> str:
    """What an entry of a year says beside its reason: the day, or how many matters moved."""
    given = told.given
    if told.entry.action == "lawbook.set_calendar_day":
        return f"{given['day']} · {DayKind(given['kind']).label} · {given['source']}"
    if told.entry.action == "lawbook.note_reckoning":
        return _("Open matters with other due times: %(count)s") % {"count": given["matters"]}
    return ""


def in_words(name: str, value: Any) -> str:
    """From a stored value of a year to words, for its time line."""
    if name == "published":
        return _("yes") if value else _("no")
    return source_of(str(value or ""))
