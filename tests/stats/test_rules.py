"""Periods, rates and ages."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from anmulong.stats.rules import AGES, Period, Rate, last_months, registered_between, whole_months_before


def test_the_rate_of_the_case_study() -> None:
    """T-9: 545 of 562 is 97.0 %."""
    assert Rate(545, 562).percent == Decimal("97.0")


def test_nothing_makes_no_rate() -> None:
    assert Rate(0, 0).percent is None


@pytest.mark.parametrize(
    ("today", "months", "begin"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 1)),
        (date(2026, 11, 23), 12, date(2025, 12, 1)),
        (date(2026, 1, 31), 2, date(2025, 12, 1)),
    ],
)
def test_last_months(today: date, months: int, begin: date) -> None:
    assert last_months(today, months) == Period(begin, today)


def test_whole_months_before() -> None:
    """The three years of the case study end with the last whole month."""
    assert whole_months_before(date(2026, 11, 23), 36) == Period(date(2023, 11, 1), date(2026, 10, 31))


def test_ages_leave_no_day_out() -> None:
    today = date(2026, 11, 23)
    found = [registered_between(age, today) for age in AGES]
    assert found[0].end == today
    for younger, older in pairwise(found):
        assert (younger.begin - older.end).days == 1


def test_a_period_holds_its_last_day() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert (period.since.isoformat(), period.before.isoformat()) == (
        "2026-01-01T00:00:00+08:00",
        "2026-02-01T00:00:00+08:00",
    )
