"""Time limits with their arithmetic (R-210, R-117, T-1, T-2, T-17).

The day on which a limit begins is not counted. A limit in calendar days that would end on a day off ends on the
first working day after it (民事诉讼法 2023 art.85); a limit in working days counts only working days. Paused days
are not counted. Pure functions: start, limit, calendar and pauses in, a reckoning out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any, Literal, TypeAlias

from anmulong.kernel.canonical import Plain, plain
from anmulong.kernel.clock import LOCAL, in_utc, local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import Message, noop
from anmulong.kernel.workdays import ONE_DAY, WorkCalendar


DayKind: TypeAlias = Literal["calendar", "working", "hours"]
Roll: TypeAlias = Literal["next_workday", "none"]

MAX_DAYS = 3_650
_FAR = date(9000, 1, 1)


@dataclass(frozen=True)
class Limit:
    """A limit in days (calendar or working) or, with the kind `hours`, in hours counted to the second."""

    days: int = 0
    day_kind: DayKind = "calendar"
    roll: Roll = "next_workday"
    law: str = ""
    hours: int = 0

    def __post_init__(self) -> None:
        wanted, other = (self.hours, self.days) if self.day_kind == "hours" else (self.days, self.hours)
        if not 1 <= wanted <= MAX_DAYS * 24 or other or self.days > MAX_DAYS:
            raise Invalid("bad-limit", noop("A time limit needs a number of days, or a number of hours, above zero."))


@dataclass(frozen=True)
class Pause:
    """Days that do not count, first and last included; an open pause has no end yet."""

    start: date
    end: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Invalid("bad-pause", noop("A pause cannot end before it begins."))


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic: what happened from one day to another, and how many days it counted."""

    label: Message
    starts_on: date
    ends_on: date
    days: int

    def stored(self) -> dict[str, Plain]:
        """As a row keeps it, for a page to show."""
        told = {"label": self.label.text, "params": self.label.params, "from": self.starts_on, "to": self.ends_on}
        return {**{name: plain(value) for name, value in told.items()}, "days": self.days}


@dataclass(frozen=True)
class Reckoning:
    """When a limit ends and why.

    `due_at` is the last instant of the local day `due_on` (aware, UTC), or the exact instant for hours; both are
    None while a pause is open. `provisional` says that a holiday notice it depends on is not published yet.
    """

    due_on: date | None
    due_at: datetime | None
    provisional: bool
    steps: tuple[Step, ...]
    counted: int
    law: str = ""

    @property
    def paused(self) -> bool:
        """Whether the clock stands still now, so that no due date can be named."""
        return self.due_at is None


@dataclass(frozen=True)
class _Span:
    """Paused days after merging; None as the last day means that the pause is open."""

    first: date
    last: date | None
    reasons: tuple[str, ...]

    def step(self, since: date) -> Step:
        """The line of the arithmetic for this pause, as far as it lies after `since`."""
        label = noop("Paused: %(reasons)s") if self.last else noop("Paused until further notice: %(reasons)s")
        first = max(self.first, since)
        return Step(Message(label, {"reasons": self.reasons}), first, self.last or first, 0)


def deadline(start: datetime | date, limit: Limit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Reckoning:
    """When the limit that began at `start` ends.

    `start` is an aware moment, or a day (taken as its beginning in Asia/Shanghai for limits in hours). ValueError for
    a moment without time zone, `Invalid` when pauses push the end out of any sensible calendar.
    """
    spans = _merged(pauses)
    if limit.day_kind == "hours":
        return _in_hours(start, limit, spans)
    first = local_day(start) if isinstance(start, datetime) else start
    return _in_days(first, limit, calendar, spans)


def end_of_day(day: date) -> datetime:
    """The last microsecond of the local day, aware and in UTC: what comes after it is late."""
    return datetime.combine(day, time.max, LOCAL).astimezone(UTC)


def _merged(pauses: Iterable[Pause]) -> list[_Span]:
    spans: list[_Span] = []
    for pause in sorted(pauses, key=lambda each: (each.start, each.end or date.max, each.reason)):
        before = spans[-1] if spans else None
        if before is None or (before.last is not None and pause.start > before.last + ONE_DAY):
            spans.append(_Span(pause.start, pause.end, (pause.reason,)))
            continue
        last = max(before.last, pause.end) if before.last and pause.end else None
        reasons = before.reasons if pause.reason in before.reasons else (*before.reasons, pause.reason)
        spans[-1] = _Span(before.first, last, reasons)
    if any(span.last and span.last > _FAR for span in spans):
        raise Invalid("limit-too-far", noop("The pauses move the end of the time limit out of the calendar."))
    return spans


def _in_days(start: date, limit: Limit, calendar: WorkCalendar, spans: list[_Span]) -> Reckoning:
    working = limit.day_kind == "working"
    counts: Callable[[date], bool] = calendar.is_workday if working else _every_day
    running = _running_days(start + ONE_DAY, spans)
    passed = _take(running, limit.days, counts)
    counted = sum(map(counts, passed))
    last = passed[-1] if counted == limit.days else None
    due = last
    if last and not working and limit.roll == "next_workday":
        due = next(filter(calendar.is_workday, chain([last], running)), None)
    consulted = passed if working else [last, due or last] if last and limit.roll == "next_workday" else []
    return Reckoning(
        due_on=due,
        due_at=end_of_day(due) if due else None,
        provisional=any(map(calendar.is_provisional, consulted)),
        steps=_steps(start, passed, due=due, counts=counts, spans=spans),
        counted=counted,
        law=limit.law,
    )


def _every_day(_: date) -> bool:
    return True


def _running_days(day: date, spans: list[_Span]) -> Iterator[date]:
    """The days from `day` on that no pause covers; they end where an open pause begins."""
    for span in spans:
        while day < span.first:
            yield day
            day += ONE_DAY
        if span.last is None:
            return
        day = max(day, span.last + ONE_DAY)
    while True:
        yield day
        day += ONE_DAY


def _take(running: Iterator[date], wanted: int, counts: Callable[[date], bool]) -> list[date]:
    """The days gone through until `wanted` of them are counted, or until the running days end."""
    passed: list[date] = []
    left = wanted
    for day in running:
        passed.append(day)
        left -= counts(day)
        if not left:
            break
    return passed


def _steps(
    start: date, passed: list[date], *, due: date | None, counts: Callable[[date], bool], spans: list[_Span]
) -> tuple[Step, ...]:
    steps = [Step(Message(noop("The first day is not counted")), start, start, 0)]
    end = due or date.max
    steps += [span.step(start + ONE_DAY) for span in spans if span.first <= end and (span.last or end) > start]
    steps += _counted_stretches(passed, counts)
    if due and due != passed[-1]:
        label = Message(noop("The last day is a day off: the next working day takes its place"))
        steps.append(Step(label, passed[-1], due, 0))
    return tuple(sorted(steps, key=lambda step: step.starts_on))


def _counted_stretches(passed: list[date], counts: Callable[[date], bool]) -> Iterator[Step]:
    """One step for each unbroken run of days that were gone through."""
    for _, run in groupby(enumerate(passed), key=lambda item: item[1].toordinal() - item[0]):
        days = [day for _, day in run]
        counted = sum(map(counts, days))
        label = noop("Counted") if counted == len(days) else noop("Counted; days off left out: %(off)s")
        yield Step(Message(label, {"off": len(days) - counted}), days[0], days[-1], counted)


def _in_hours(start: datetime | date, limit: Limit, spans: list[_Span]) -> Reckoning:
    moment = in_utc(start) if isinstance(start, datetime) else _midnight(start)
    left = timedelta(hours=limit.hours)
    steps: list[Step] = []
    for span in spans:
        begun = _midnight(span.first)
        if begun >= moment + left:
            break
        if span.last and _midnight(span.last + ONE_DAY) <= moment:
            continue
        if begun > moment:
            steps.append(_counted_hours(moment, begun))
            left -= begun - moment
        steps.append(span.step(local_day(moment)))
        if span.last is None:
            counted = (timedelta(hours=limit.hours) - left) // timedelta(hours=1)
            return Reckoning(None, None, False, tuple(steps), counted, limit.law)
        moment = _midnight(span.last + ONE_DAY)
    due = moment + left
    steps.append(_counted_hours(moment, due))
    return Reckoning(local_day(due), due, False, tuple(steps), limit.hours, limit.law)


def _counted_hours(begun: datetime, ended: datetime) -> Step:
    minutes = (ended - begun) // timedelta(minutes=1)
    length = f"{minutes // 60}:{minutes % 60:02}"
    return Step(Message(noop("Hours counted: %(hours)s"), {"hours": length}), local_day(begun), local_day(ended), 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def put_reckoning(row: Any, result: Reckoning) -> None:
    """Put the due time and its arithmetic on the row of a clock, of a matter or of a case."""
    row.due_at, row.provisional, row.law = result.due_at, result.provisional, result.law
    row.steps = [step.stored() for step in result.steps]
