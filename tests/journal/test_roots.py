"""Daily signed roots over simulated days."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import DailyRoot, Reading
from anmulong.journal.public import Actor, log_reading, sign_finished_days, signed_days, verify_all, verify_day
from anmulong.journal.roots import leaves, root_over, sign_day
from anmulong.kernel.clock import FixedClock, local_day
from tests.frozen import unfrozen
from tests.journal.asking import add_banner, change, found


MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def time(settings: Settings) -> FixedClock:
    """Nine in the morning of a Monday in Otog."""
    settings.STORE = "demo"
    return FixedClock(MORNING)


@pytest.mark.parametrize("suite", ["intl", "gm"])
def test_each_day_with_entries_gets_one_root(me: Actor, time: FixedClock, settings: Settings, suite: str) -> None:
    settings.CIPHER_SUITE = suite
    with clock.simulated(time):
        body = found(me, add_banner(me), "旗住建局")
        assert sign_finished_days("otog") == 0, "the day is not over"
        time.advance(days=1)
        change(me, body, telephone="62151")
        time.advance(days=3)
        change(me, body, telephone="62152")
        time.advance(days=1)
        assert (sign_finished_days("otog"), sign_finished_days("otog")) == (3, 0)
        assert sign_day("otog", local_day(MORNING)) is None, "a day is signed once"
    roots = list(DailyRoot.objects.order_by("day"))
    start = local_day(MORNING)
    assert [root.day for root in roots] == [start, start + timedelta(days=1), start + timedelta(days=4)]
    assert [root.leaves for root in roots] == [4, 3, 3], "chains that moved, readings, refusals"
    assert [bytes(root.previous) for root in roots] == [b"", *(bytes(root.root) for root in roots[:-1])]
    assert {root.suite for root in roots} == {suite}
    assert [root.pk for root in signed_days("otog", size=2)] == [roots[2].pk, roots[1].pk]
    assert verify_all().findings == []


def test_the_root_can_be_reckoned_again(me: Actor, time: FixedClock) -> None:
    with clock.simulated(time):
        add_banner(me)
        time.advance(days=1)
        sign_finished_days("otog")
    root = DailyRoot.objects.get()
    suite = keyring().suite
    assert bytes(root.root) == root_over(b"", leaves("otog", root.day, suite), suite)


def test_a_day_is_signed_when_late_transactions_are_in(me: Actor, time: FixedClock) -> None:
    with clock.simulated(time):
        add_banner(me)
        time.advance(hours=15, minutes=10)
        assert sign_finished_days("otog") == 0, "ten minutes past midnight in Otog"
        time.advance(minutes=6)
        assert sign_finished_days("otog") == 1


def test_a_reading_taken_out_of_the_log_is_noticed(me: Actor, time: FixedClock) -> None:
    with clock.simulated(time):
        banner = add_banner(me)
        log_reading(ReadingKind.OPEN, "division", banner, me, purpose="trial")
        time.advance(days=1)
        sign_finished_days("otog")
    day = local_day(MORNING)
    assert verify_day("otog", day).good
    with unfrozen():
        Reading.objects.all().delete()
    [finding] = verify_day("otog", day).findings
    assert finding.columns == ("root",)


def test_counties_are_signed_apart(me: Actor, time: FixedClock) -> None:
    with clock.simulated(time):
        add_banner(me)
        time.advance(days=1)
        assert (sign_finished_days("other"), sign_finished_days("otog")) == (0, 1)


def test_a_reading_says_who_and_why(me: Actor, body: UUID) -> None:
    log_reading(ReadingKind.UNMASK, "party", body, me, purpose="通知", detail="telephone", rows=3)
    reading = Reading.objects.get()
    assert (reading.kind, reading.subject_kind, reading.subject, reading.purpose) == ("unmask", "party", body, "通知")
    assert (reading.detail, reading.rows, reading.actor_kind, reading.channel) == ("telephone", 3, "system", "worker")
