"""The work calendar of 2024 as the State Council's notice of October 2023 arranged it, written out."""

from datetime import date, timedelta

from anmulong.kernel.workdays import WorkCalendar


def days(first: date, last: date) -> set[date]:
    """All days from the first to the last, both included."""
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


HOLIDAYS_2024 = frozenset(
    {date(2024, 1, 1)}
    | days(date(2024, 2, 10), date(2024, 2, 17))
    | days(date(2024, 4, 4), date(2024, 4, 6))
    | days(date(2024, 5, 1), date(2024, 5, 5))
    | {date(2024, 6, 10)}
    | days(date(2024, 9, 15), date(2024, 9, 17))
    | days(date(2024, 10, 1), date(2024, 10, 7))
)
MAKE_UP_2024 = frozenset(
    date(2024, month, day) for month, day in ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12))
)
CALENDAR_2024 = WorkCalendar(HOLIDAYS_2024, MAKE_UP_2024, frozenset({2024}))
