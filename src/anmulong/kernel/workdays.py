"""Which day is a working day: weekends, statutory holidays and make-up working days, as published year by year."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, timedelta


ONE_DAY = timedelta(days=1)

_SATURDAY = 5
_NEW_YEAR_REACHES_BACK_TO = 28
"""Notices of a year move days from 28 December of the year before on (29 December 2018 was worked for 2019)."""


@dataclass(frozen=True)
class WorkCalendar:
    """The published arrangement: weekdays that are off, weekend days that are worked, and the years it covers."""

    holidays: Set[date] = field(default_factory=frozenset)
    make_up_days: Set[date] = field(default_factory=frozenset)
    published_years: Set[int] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day; in an unpublished year only the weekend is off."""
        if day in self.make_up_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def is_provisional(self, day: date) -> bool:
        """Whether the notice that rules this day is not out yet; the last days of December wait for the next year's."""
        if day.year not in self.published_years:
            return True
        end_of_year = day.month == 12 and day.day >= _NEW_YEAR_REACHES_BACK_TO
        return end_of_year and day.year + 1 not in self.published_years

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        following = day + ONE_DAY
        while not self.is_workday(following):
            following += ONE_DAY
        return following
