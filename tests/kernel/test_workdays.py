"""Working days with make-up days (R-210), against the calendar of 2024."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday as published_workday
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.workdays import WorkCalendar
from tests.kernel.calendar_2024 import CALENDAR_2024


def test_every_day_of_2024_agrees_with_a_second_source() -> None:
    year = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    assert [day for day in year if CALENDAR_2024.is_workday(day) != published_workday(day)] == []


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2024, 4, 3), date(2024, 4, 7)),
        (date(2024, 4, 4), date(2024, 4, 7)),
        (date(2024, 4, 5), date(2024, 4, 7)),
        (date(2024, 2, 9), date(2024, 2, 18)),
        (date(2024, 3, 1), date(2024, 3, 4)),
    ],
)
def test_t2_the_next_working_day_may_be_a_make_up_sunday(day: date, following: date) -> None:
    assert CALENDAR_2024.next_workday(day) == following


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_an_empty_calendar_knows_weekends_only(day: date) -> None:
    assert WorkCalendar().is_workday(day) is (day.isoweekday() < 6)


def test_an_unpublished_year_is_provisional() -> None:
    assert not CALENDAR_2024.is_provisional(date(2024, 12, 27))
    assert CALENDAR_2024.is_provisional(date(2025, 1, 2))


def test_the_last_days_of_december_wait_for_the_notice_of_the_next_year() -> None:
    """29 December 2018 was a make-up day and 31 December 2018 a holiday by the notice for 2019."""
    assert CALENDAR_2024.is_provisional(date(2024, 12, 28))
    both = WorkCalendar(published_years=frozenset({2024, 2025}))
    assert not both.is_provisional(date(2024, 12, 31))
