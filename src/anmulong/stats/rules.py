"""Periods, rates and ages; pure (domain.md 6.1: every rate shows numerator and denominator)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from anmulong.kernel.clock import LOCAL
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Period:
    """Local days from ``begin`` to ``end``, both included."""

    begin: date
    end: date

    @property
    def since(self) -> datetime:
        """The first instant."""
        return datetime(self.begin.year, self.begin.month, self.begin.day, tzinfo=LOCAL)

    @property
    def before(self) -> datetime:
        """The first instant after it."""
        after = self.end + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=LOCAL)


def last_months(today: date, months: int) -> Period:
    """The ``months`` calendar months up to and including that of ``today``."""
    index = today.year * 12 + today.month - months
    return Period(date(index // 12, index % 12 + 1, 1), today)


def whole_months_before(today: date, months: int) -> Period:
    """The ``months`` whole calendar months before that of ``today``."""
    first = today.replace(day=1)
    index = first.year * 12 + first.month - 1 - months
    return Period(date(index // 12, index % 12 + 1, 1), first - timedelta(days=1))


@dataclass(frozen=True)
class Rate:
    """A share with both numbers; ``percent`` is None when there is nothing to share."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """In percent with one place, rounded half up."""
        if not self.denominator:
            return None
        share = Decimal(100 * self.numerator) / self.denominator
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


AGES: dict[str, tuple[int, int | None]] = {"week": (0, 7), "month": (8, 30), "quarter": (31, 90), "older": (91, None)}
"""How long a matter has been open, in whole days, both ends included."""

AGE_LABELS = {
    "week": noop("up to 7 days"),
    "month": noop("8 to 30 days"),
    "quarter": noop("31 to 90 days"),
    "older": noop("more than 90 days"),
}


def registered_between(age: str, today: date) -> Period:
    """The days of registration that make a matter of that age today."""
    youngest, oldest = AGES[age]
    begin = date(1970, 1, 1) if oldest is None else today - timedelta(days=oldest)
    return Period(begin, today - timedelta(days=youngest))
