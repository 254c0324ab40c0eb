"""R-210 for all inputs: a second, naive reckoning agrees over ten years, and pauses never bring the end nearer."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from chinese_calendar import get_holidays, get_workdays
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.clock import LOCAL
from anmulong.kernel.deadlines import Limit, Pause, deadline, end_of_day
from anmulong.kernel.workdays import WorkCalendar


FIRST, LAST = date(2015, 1, 1), date(2025, 12, 31)
PUBLISHED = WorkCalendar(
    frozenset(get_holidays(FIRST, LAST)),
    frozenset(day for day in get_workdays(FIRST, LAST) if day.isoweekday() > 5),
    frozenset(range(2015, 2026)),
)
starts = st.dates(date(2015, 1, 1), date(2024, 12, 31))
day_limits = st.builds(
    Limit,
    days=st.integers(1, 120),
    day_kind=st.sampled_from(["calendar", "working"]),
    roll=st.sampled_from(["next_workday", "none"]),
)
hour_limits = st.builds(Limit, day_kind=st.just("hours"), hours=st.integers(1, 500))


def pause(begin: date, length: int | None) -> Pause:
    return Pause(begin, None if length is None else begin + timedelta(days=length), "r")


@st.composite
def cases(draw: st.DrawFn, limits: st.SearchStrategy[Limit]) -> tuple[date, Limit, list[Pause]]:
    start = draw(starts)
    offsets = st.integers(-20, 200)
    lengths = st.none() | st.integers(0, 60) if draw(st.integers(0, 5)) == 0 else st.integers(0, 60)
    pauses = draw(st.lists(st.builds(lambda at, long: pause(start + timedelta(days=at), long), offsets, lengths)))
    return start, draw(limits), pauses


def naive_due(start: date, limit: Limit, pauses: list[Pause]) -> date | None:
    """Day by day, asking every pause about every day; nothing is merged or jumped over."""
    day, counted = start, 0
    while True:
        if counted == limit.days and (limit.day_kind == "working" or limit.roll == "none" or PUBLISHED.is_workday(day)):
            covering = [each for each in pauses if each.start <= day and (each.end is None or each.end >= day)]
            if not covering or day == start:
                return day
        day += timedelta(days=1)
        covering = [each for each in pauses if each.start <= day and (each.end is None or each.end >= day)]
        if any(each.end is None for each in covering):
            return None
        if not covering and counted < limit.days:
            counted += limit.day_kind == "calendar" or PUBLISHED.is_workday(day)


@given(cases(day_limits))
def test_a_naive_reckoning_agrees(case: tuple[date, Limit, list[Pause]]) -> None:
    start, limit, pauses = case
    reckoning = deadline(start, limit, PUBLISHED, pauses)
    expected = naive_due(start, limit, pauses)
    assert reckoning.due_on == expected
    assert reckoning.due_at == (end_of_day(expected) if expected else None)


@given(cases(hour_limits), st.integers(0, 86_399))
def test_hours_agree_with_a_walk_by_days(case: tuple[date, Limit, list[Pause]], second: int) -> None:
    start, limit, pauses = case
    moment = datetime.combine(start, time.min, LOCAL) + timedelta(seconds=second)
    left, day, now = timedelta(hours=limit.hours), start, moment
    expected = None
    while True:
        covering = [each for each in pauses if each.start <= day and (each.end is None or each.end >= day)]
        if any(each.end is None for each in covering):
            break
        midnight = datetime.combine(day + timedelta(days=1), time.min, LOCAL)
        if not covering:
            if now + left <= midnight:
                expected = now + left
                break
            left -= midnight - now
        day, now = day + timedelta(days=1), midnight
    assert deadline(moment, limit, PUBLISHED, pauses).due_at == expected


@given(cases(day_limits | hour_limits), st.integers(-20, 200), st.none() | st.integers(0, 60))
def test_another_pause_never_brings_the_end_nearer(
    case: tuple[date, Limit, list[Pause]], offset: int, length: int | None
) -> None:
    start, limit, pauses = case
    before = deadline(start, limit, PUBLISHED, pauses)
    after = deadline(start, limit, PUBLISHED, [*pauses, pause(start + timedelta(days=offset), length)])
    if after.due_at is not None:
        assert before.due_at is not None
        assert after.due_at >= before.due_at


@given(cases(day_limits | hour_limits), st.data())
def test_a_longer_pause_never_brings_the_end_nearer(case: tuple[date, Limit, list[Pause]], data: st.DataObject) -> None:
    start, limit, pauses = case
    closed = [at for at, each in enumerate(pauses) if each.end is not None]
    if not closed:
        return
    at = data.draw(st.sampled_from(closed))
    end = pauses[at].end
    assert end is not None
    longer = list(pauses)
    longer[at] = replace(pauses[at], end=end + timedelta(days=data.draw(st.integers(1, 30))))
    before, after = deadline(start, limit, PUBLISHED, pauses), deadline(start, limit, PUBLISHED, longer)
    if after.due_at is not None:
        assert before.due_at is not None
        assert after.due_at >= before.due_at


@given(cases(day_limits))
def test_the_arithmetic_shown_adds_up(case: tuple[date, Limit, list[Pause]]) -> None:
    start, limit, pauses = case
    reckoning = deadline(start, limit, PUBLISHED, pauses)
    assert sum(step.days for step in reckoning.steps) == reckoning.counted
    assert (reckoning.counted == limit.days) or reckoning.paused
    assert all(
        earlier.starts_on <= later.starts_on
        for earlier, later in zip(reckoning.steps, reckoning.steps[1:], strict=False)
    )
