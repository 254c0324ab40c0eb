"""Time limits (R-210, R-117): the anchors T-1, T-2, T-17 and what must hold for all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anmulong.kernel.clock import LOCAL
from anmulong.kernel.deadlines import Limit, Pause, deadline, end_of_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.workdays import WorkCalendar
from tests.kernel.calendar_2024 import CALENDAR_2024


CONFIRMATION = Limit(30, "calendar", "next_workday", "民事诉讼法 2023 art.205")
MEDICAL = Limit(30, "working", "none", "医疗纠纷条例 art.38")
ACKNOWLEDGE = Limit(day_kind="hours", hours=24)


def test_t1_day_thirty_of_the_confirmation_limit() -> None:
    """Effective on 2024-03-05 by the seal; the first day is not counted, so day 30 is 2024-04-04."""
    reckoning = deadline(date(2024, 3, 5), Limit(30, roll="none"), CALENDAR_2024)
    assert reckoning.due_on == date(2024, 4, 4)
    assert [(str(step.label), step.starts_on, step.ends_on, step.days) for step in reckoning.steps] == [
        ("The first day is not counted", date(2024, 3, 5), date(2024, 3, 5), 0),
        ("Counted", date(2024, 3, 6), date(2024, 4, 4), 30),
    ]


def test_t2_a_limit_that_ends_in_qingming_ends_on_the_make_up_sunday() -> None:
    reckoning = deadline(date(2024, 3, 5), CONFIRMATION, CALENDAR_2024)
    assert reckoning.due_on == date(2024, 4, 7)
    assert reckoning.due_at == datetime(2024, 4, 7, 15, 59, 59, 999999, tzinfo=UTC)
    assert reckoning.law == "民事诉讼法 2023 art.205"
    assert not reckoning.provisional
    last = reckoning.steps[-1]
    assert (last.starts_on, last.ends_on, last.days) == (date(2024, 4, 4), date(2024, 4, 7), 0)


def test_t17_medical_limit_with_an_appraisal_across_national_day() -> None:
    """30 working days from 2024-09-02, paused for 20 days from 2024-09-20 to 2024-10-09."""
    pause = Pause(date(2024, 9, 20), date(2024, 10, 9), "appraisal")
    reckoning = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, [pause])
    assert reckoning.due_on == date(2024, 11, 1)
    assert [(str(step.label), step.starts_on, step.ends_on, step.days) for step in reckoning.steps] == [
        ("The first day is not counted", date(2024, 9, 2), date(2024, 9, 2), 0),
        ("Counted; days off left out: 5", date(2024, 9, 3), date(2024, 9, 19), 12),
        ("Paused: appraisal", date(2024, 9, 20), date(2024, 10, 9), 0),
        ("Counted; days off left out: 5", date(2024, 10, 10), date(2024, 11, 1), 18),
    ]


def test_t17_without_the_pause() -> None:
    assert deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024).due_on == date(2024, 10, 18)


def test_a_moment_counts_from_its_local_day() -> None:
    late_evening = datetime(2024, 3, 5, 23, 30, tzinfo=LOCAL)
    assert deadline(late_evening, CONFIRMATION, CALENDAR_2024) == deadline(
        date(2024, 3, 5), CONFIRMATION, CALENDAR_2024
    )


def test_an_open_pause_leaves_no_due_date() -> None:
    reckoning = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, [Pause(date(2024, 9, 20), None, "appraisal")])
    assert (reckoning.due_on, reckoning.due_at, reckoning.paused, reckoning.counted) == (None, None, True, 12)
    assert str(reckoning.steps[-1].label) == "Paused until further notice: appraisal"


def test_an_open_pause_from_before_the_start_counts_nothing() -> None:
    reckoning = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, [Pause(date(2024, 8, 1), None, "waiting")])
    assert reckoning.paused
    assert reckoning.counted == 0
    assert reckoning.steps[-1].starts_on == date(2024, 9, 3)


def test_pauses_after_the_end_or_before_the_start_change_nothing() -> None:
    plain = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024)
    before, after = Pause(date(2024, 8, 1), date(2024, 9, 2), "a"), Pause(date(2024, 10, 19), None, "b")
    assert deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, [after, before]) == plain


def test_overlapping_and_touching_pauses_merge() -> None:
    apart = [
        Pause(date(2024, 9, 23), date(2024, 10, 9), "waiting for material"),
        Pause(date(2024, 9, 20), date(2024, 9, 25), "appraisal"),
        Pause(date(2024, 10, 10), date(2024, 10, 10), "appraisal"),
    ]
    merged = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, apart)
    one = deadline(date(2024, 9, 2), MEDICAL, CALENDAR_2024, [Pause(date(2024, 9, 20), date(2024, 10, 10), "x")])
    assert merged.due_on == one.due_on
    assert [str(step.label) for step in merged.steps if not step.days][1] == "Paused: appraisal, waiting for material"


def test_a_pause_that_begins_in_the_holiday_after_the_last_day_holds_the_end() -> None:
    closed = Pause(date(2024, 4, 5), date(2024, 4, 9), "suspension")
    assert deadline(date(2024, 3, 5), CONFIRMATION, CALENDAR_2024, [closed]).due_on == date(2024, 4, 10)
    opened = deadline(date(2024, 3, 5), CONFIRMATION, CALENDAR_2024, [Pause(date(2024, 4, 6), None, "suspension")])
    assert opened.paused
    assert opened.counted == 30


def test_hours_are_exact_instants() -> None:
    start = datetime(2024, 4, 4, 9, 30, 15, tzinfo=LOCAL)
    reckoning = deadline(start, ACKNOWLEDGE, CALENDAR_2024)
    assert reckoning.due_at == start + timedelta(hours=24)
    assert reckoning.due_at.tzinfo is UTC
    assert reckoning.due_on == date(2024, 4, 5)
    assert [str(step.label) for step in reckoning.steps] == ["Hours counted: 24:00"]


def test_hours_leave_paused_days_out() -> None:
    start = datetime(2024, 4, 4, 9, 30, tzinfo=LOCAL)
    pauses = [Pause(date(2024, 4, 1), date(2024, 4, 3), "over"), Pause(date(2024, 4, 5), date(2024, 4, 6), "snow")]
    reckoning = deadline(start, ACKNOWLEDGE, CALENDAR_2024, pauses)
    assert reckoning.due_at == datetime(2024, 4, 7, 9, 30, tzinfo=LOCAL)
    assert [str(step.label) for step in reckoning.steps] == [
        "Hours counted: 14:30",
        "Paused: snow",
        "Hours counted: 9:30",
    ]


def test_hours_with_an_open_pause() -> None:
    start = datetime(2024, 4, 4, 9, 30, tzinfo=LOCAL)
    reckoning = deadline(start, ACKNOWLEDGE, CALENDAR_2024, [Pause(date(2024, 4, 5), None, "snow")])
    assert (reckoning.paused, reckoning.counted) == (True, 14)
    after = deadline(start, ACKNOWLEDGE, CALENDAR_2024, [Pause(date(2024, 4, 6), None, "snow")])
    assert after.due_at == start + timedelta(hours=24)


def test_hours_from_a_day_begin_at_its_local_midnight() -> None:
    assert deadline(date(2024, 4, 4), ACKNOWLEDGE, CALENDAR_2024).due_at == datetime(2024, 4, 5, tzinfo=LOCAL)


def test_provisional_only_when_an_unpublished_notice_matters() -> None:
    unpublished = WorkCalendar()
    assert deadline(date(2024, 3, 5), CONFIRMATION, unpublished).provisional
    assert deadline(date(2024, 3, 5), MEDICAL, unpublished).provisional
    assert not deadline(date(2024, 3, 5), Limit(30, roll="none"), unpublished).provisional
    assert not deadline(date(2024, 3, 5), ACKNOWLEDGE, unpublished).provisional
    assert deadline(date(2024, 12, 10), CONFIRMATION, CALENDAR_2024).provisional


def test_end_of_day_is_the_last_microsecond_of_the_local_day() -> None:
    assert end_of_day(date(2024, 4, 7)) + timedelta(microseconds=1) == datetime(2024, 4, 8, tzinfo=LOCAL)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"days": 0},
        {"days": -1},
        {"days": 3651},
        {"days": 1, "hours": 1},
        {"day_kind": "hours"},
        {"day_kind": "hours", "days": 1},
        {"day_kind": "hours", "days": 1, "hours": 1},
        {"day_kind": "hours", "hours": 3650 * 24 + 1},
    ],
)
def test_limits_without_sense_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Limit(**fields)


def test_pauses_without_sense_are_refused() -> None:
    with pytest.raises(Invalid):
        Pause(date(2024, 4, 2), date(2024, 4, 1), "")
    with pytest.raises(Invalid):
        deadline(date(2024, 3, 5), CONFIRMATION, CALENDAR_2024, [Pause(date(2024, 3, 6), date(9999, 12, 31), "typo")])


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        deadline(datetime(2024, 3, 5), CONFIRMATION, CALENDAR_2024)  # noqa: DTZ001 - naive on purpose
