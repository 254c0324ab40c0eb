"""Keeping the working calendar (R-210): the yearly notice, and single days ordered locally."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.enums import ActorKind, Merge
from anmulong.journal.public import Actor, Moment, action, emit
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import DayKind, LawbookRight
from anmulong.lawbook.models import CalendarDay, CalendarYear


CALENDAR_CHANGED = "calendar.changed"
"""News: a year's days are others now; whoever runs clocks reckons them again. Payload: ``year``, ``first`` (the year
was not in the store before)."""


@dataclass(frozen=True)
class YearGiven:
    """The arrangement of one year; ``published`` false for a provisional year with local days only."""

    year: Annotated[int, Field(ge=1900, le=2200)]
    source: str
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()
    published: bool = True
    reason: str = ""


@dataclass(frozen=True)
class DayGiven:
    """One day and what it is."""

    day: date
    kind: DayKind
    source: str
    reason: str = ""


@dataclass(frozen=True)
class ReckonedAgain:
    """How many matters have other due times since the days of the year are others."""

    matters: int


@action(
    "lawbook.publish_year",
    on=CalendarYear,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Enter a year of the working calendar"),
    given=YearGiven,
    creates=True,
    law="R-210",
)
def publish_year(given: YearGiven, *, by: Actor, at: Moment) -> CalendarYear:
    """Store a year that is not there yet, with its days off and make-up working days."""
    _need_ground(given)
    year = CalendarYear(county=by.county, year=given.year, published=given.published, source=given.source)
    year.save()
    _take_days(year, given, {})
    emit(CALENDAR_CHANGED, year.pk, {"year": year.year, "first": True})
    return year


@action(
    "lawbook.confirm_year",
    on=CalendarYear,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Enter the published notice of a year"),
    given=YearGiven,
    law="R-210",
)
def confirm_year(year: CalendarYear, given: YearGiven, *, by: Actor, at: Moment) -> CalendarYear:
    """Replace what is known of a year by its notice; days that the notice does not name go back to their weekday."""
    _need_ground(given, correction_by=by)
    _refuse_other_year(year, date(given.year, 1, 1))
    year.published, year.source = given.published, given.source
    year.save()
    _take_days(year, given, {day.day: day for day in CalendarDay.objects.within(year)})
    emit(CALENDAR_CHANGED, year.pk, {"year": year.year, "first": False})
    return year


@action(
    "lawbook.set_calendar_day",
    on=CalendarYear,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Set one day of the working calendar"),
    given=DayGiven,
    law="R-210",
)
def set_calendar_day(year: CalendarYear, given: DayGiven, *, by: Actor, at: Moment) -> CalendarYear:
    """Set one day, such as a local day off."""
    _need_ground(given, correction_by=by)
    _refuse_other_year(year, given.day)
    stored = {day.day: day for day in CalendarDay.objects.within(year).filter(day=given.day)}
    _put(year, given.day, given.kind, given.source, stored)
    emit(CALENDAR_CHANGED, year.pk, {"year": year.year, "first": False})
    return year


def only_the_system(year: CalendarYear, by: Actor, at: Moment) -> None:
    """What was reckoned is written down by the worker that did it."""
    if by.kind is not ActorKind.SYSTEM:
        raise Refused("worker-only", noop("The worker writes this down by itself."))


@action(
    "lawbook.note_reckoning",
    on=CalendarYear,
    needs=LawbookRight.EDIT,
    merges=Merge.APPEND,
    label=_("Reckon running time limits anew"),
    given=ReckonedAgain,
    policies=(only_the_system,),
    law="R-210",
)
def note_reckoning(year: CalendarYear, given: ReckonedAgain, *, by: Actor, at: Moment) -> CalendarYear:
    """Write down how many open matters a change of the year has moved; each of them has an entry of its own."""
    return year


def _need_ground(given: YearGiven | DayGiven, *, correction_by: Actor | None = None) -> None:
    """The table moves other people's time limits: it stands on a paper, and a person who corrects it says why."""
    missing = {} if given.source.strip() else {"source": noop("This is needed.")}
    by_person = correction_by is not None and correction_by.kind is not ActorKind.SYSTEM
    if by_person and not given.reason.strip():
        missing["reason"] = noop("This is needed.")
    if missing:
        raise Invalid("calendar-without-ground", noop("Name the paper and the reason for the change."), fields=missing)


def _take_days(year: CalendarYear, given: YearGiven, stored: dict[date, CalendarDay]) -> None:
    wanted = dict.fromkeys(given.holidays, DayKind.HOLIDAY) | dict.fromkeys(given.make_up_days, DayKind.MAKEUP)
    if len(wanted) < len(given.holidays) + len(given.make_up_days):
        raise Invalid("calendar-day-twice", noop("One day is named twice in the notice."))
    for day in wanted:
        _refuse_other_year(year, day)
    for day in stored.keys() - wanted.keys():
        wanted[day] = DayKind.ORDINARY
    for day, kind in sorted(wanted.items()):
        _put(year, day, kind, given.source, stored)


def _put(year: CalendarYear, day: date, kind: DayKind, source: str, stored: dict[date, CalendarDay]) -> None:
    row = stored.get(day) or CalendarDay(county=year.county, year=year, day=day)
    row.kind, row.source = kind, source
    row.save()


def _refuse_other_year(year: CalendarYear, day: date) -> None:
    if day.year != year.year:
        raise Invalid(
            "calendar-other-year",
            noop("%(day)s does not lie in %(year)s."),
            params={"day": day.isoformat(), "year": year.year},
            fields={"day": noop("The day lies in another year.")},
        )
