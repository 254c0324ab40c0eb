"""Moments are aware and UTC; days are those of Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anmulong.kernel.clock import LOCAL, FixedClock, SystemClock, local_day


def test_the_system_clock_tells_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_fixed_clock_stands_until_moved() -> None:
    clock = FixedClock(datetime(2026, 11, 23, 8, tzinfo=LOCAL))
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 0, tzinfo=UTC)
    assert clock.advance(days=1, hours=2, minutes=3, seconds=4) == datetime(2026, 11, 24, 2, 3, 4, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_fixed_clock_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        FixedClock(datetime(2026, 1, 1, tzinfo=UTC)).advance(days=-1)


def test_the_local_day_begins_at_sixteen_utc() -> None:
    assert local_day(datetime(2024, 4, 6, 15, 59, 59, tzinfo=UTC)) == date(2024, 4, 6)
    assert local_day(datetime(2024, 4, 6, 16, 0, tzinfo=UTC)) == date(2024, 4, 7)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2024, 4, 6))  # noqa: DTZ001 - naive on purpose
