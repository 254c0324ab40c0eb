"""Days with their weekday, and whether offices work on them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.kernel.clock import LOCAL, in_utc, local_day
from anmulong.lawbook.public import calendar


WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
LAST_WORKDAY = 4


@dataclass(frozen=True)
class Day:
    """A day of the calendar; ``note`` says what is unusual about it."""

    date: date
    weekday: str
    today: bool
    rest: bool
    note: str


def present_day(day: date, county: str) -> Day:
    """A day as a page heads it."""
    works = calendar(county)
    rest = not works.is_workday(day)
    usual = day.weekday() <= LAST_WORKDAY
    note = ""
    if rest and usual:
        note = str(_("public holiday"))
    elif not rest and not usual:
        note = str(_("worked in lieu"))
    return Day(day, str(WEEKDAYS[day.weekday()]), day == today(), rest, note)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return local_day(clock.now())


def begin_of(day: date) -> datetime:
    """The first moment of a local day, in UTC."""
    return in_utc(datetime.combine(day, time.min, tzinfo=LOCAL))


def monday_of(day: date) -> date:
    """The first day of the week in which ``day`` lies."""
    return day - timedelta(days=day.weekday())
