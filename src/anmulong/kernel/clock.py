"""The clock that is handed in: moments are aware and UTC, days are those of Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


LOCAL = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where the present comes from."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved, for tests and demonstrations."""

    def __init__(self, moment: datetime) -> None:
        self._moment = in_utc(moment)

    def now(self) -> datetime:
        """The moment at which the clock stands."""
        return self._moment

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Move the clock on and return the new moment; ValueError backwards, because time does not run so."""
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if step < timedelta(0):
            raise ValueError("a clock does not run backwards")
        self._moment += step
        return self._moment


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError when it carries no time zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day of the moment in Asia/Shanghai; ValueError when it carries no time zone."""
    return in_utc(moment).astimezone(LOCAL).date()
