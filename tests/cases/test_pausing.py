"""Suspension and extension, and the clock between them (R-210, domain.md 2.5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import strategies

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.clocks import Moved, reckon
from anmulong.cases.enums import PauseReason, State
from anmulong.cases.models import CaseClock
from anmulong.cases.public import Extended, Paused, Resumed
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import Limit, Pause, end_of_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.public import clock_rule
from tests.factories.cases import Docket


def mediation_clock(docket: Docket, case: UUID) -> CaseClock:
    with trusted():
        return docket.row(case).clocks.get(kind="mediation")


def test_r210_the_clock_stands_still_while_suspended(docket: Docket) -> None:
    now = clock.now()
    case = docket.mediating(happened_at=now - timedelta(days=20))
    due = docket.row(case).due_at
    docket.do("case.suspend", Paused(PauseReason.APPRAISAL, "等待鉴定"), case, happened_at=now - timedelta(days=12))
    row = docket.row(case)
    assert (row.state, row.due_at, mediation_clock(docket, case).due_at) == (State.SUSPENDED, None, None)
    docket.do("case.resume", Resumed(), case, happened_at=now - timedelta(days=3))
    row = docket.row(case)
    assert row.state == State.MEDIATING
    assert row.due_at - due >= timedelta(days=10)
    assert any(step["label"] == "Paused: %(reasons)s" for step in mediation_clock(docket, case).steps)


def test_another_reason_needs_words(docket: Docket) -> None:
    with pytest.raises(Invalid, match="no-reason"):
        docket.do("case.suspend", Paused(PauseReason.OTHER), docket.mediating())


def test_a_suspension_entered_late_counts_from_when_it_was(docket: Docket) -> None:
    """O-2: legal clocks run from what happened."""
    began = clock.now() - timedelta(days=20)
    case = docket.mediating()
    docket.do("case.suspend", Paused(PauseReason.MATERIAL), case, happened_at=began)
    docket.do("case.resume", Resumed(), case)
    with trusted():
        row = docket.row(case).suspensions.get()
    assert local_day(row.began_at) == local_day(began)


def test_more_time_by_consent_of_all(docket: Docket) -> None:
    case = docket.mediating()
    everybody = tuple(row.pk for row in docket.parties(case))
    day = local_day(docket.row(case).due_at) + timedelta(days=20)
    docket.do("case.extend", Extended(day, everybody), case)
    row = docket.row(case)
    assert (row.extended_to, row.due_at) == (day, end_of_day(day))
    with trusted():
        assert row.extensions.get().agreed_by == [str(uid) for uid in everybody]
    with pytest.raises(Invalid, match="not-later"):
        docket.do("case.extend", Extended(day, everybody), case)


def test_who_has_not_agreed_is_named(docket: Docket) -> None:
    case = docket.mediating()
    first, second = docket.parties(case)
    with pytest.raises(Refused, match=r"not-all-agreed.*苏和") as caught:
        docket.do("case.extend", Extended(date(2099, 1, 1), (first.pk,)), case)
    assert caught.value.details["parties"] == [second.pk]


DAYS = strategies.dates(date(2026, 1, 1), date(2026, 12, 31))


@generated(
    start=DAYS,
    pauses=strategies.lists(strategies.tuples(DAYS, strategies.integers(0, 60)), max_size=4),
    added=strategies.tuples(DAYS, strategies.integers(0, 60)),
    extended=strategies.none() | strategies.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_pause_never_makes_a_date_earlier(
    start: date, pauses: list[tuple[date, int]], added: tuple[date, int], extended: date | None
) -> None:
    """R-210, whatever other pauses and extensions there are."""

    def due(spans: list[tuple[date, int]]) -> date:
        rule = clock_rule("mediation", link="", kind="", day=start)
        assert rule is not None
        found = reckon(
            rule,
            end_of_day(start),
            moved=Moved(by_all=extended),
            limits=lambda key: Limit(30),
            calendar=WorkCalendar(),
            pauses=[Pause(first, first + timedelta(days=days), "appraisal") for first, days in spans],
        )
        assert found.due_on is not None
        return found.due_on

    assert due([*pauses, added]) >= due(pauses)
