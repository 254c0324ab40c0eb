"""A corrected calendar moves the clocks of cases with those of their matters, each in one entry (R-210)."""

from datetime import date, timedelta

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.public import moved_by_calendar
from anmulong.journal.public import history, verify_all
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import YearGiven
from anmulong.ops.duties import hand_out_news
from tests.factories.cases import Docket


def long_holiday(docket: Docket, days: list[date]) -> None:
    """Every year of the days gets a notice with these days off."""
    for year in sorted({day.year for day in days}):
        off = tuple(day for day in days if day.year == year)
        docket.act(docket.office.county.machine, "lawbook.publish_year", YearGiven(year, "通知", off))


def test_r210_the_case_its_matter_and_their_next_dates_move_together(docket: Docket) -> None:
    case = docket.mediating()
    with trusted():
        (before,) = [row for row in docket.row(case).clocks.all() if row.stopped_at is None]
        matter = docket.row(case).dispute_id
    due = local_day(before.due_at)
    long_holiday(docket, [due + timedelta(days=number) for number in range(5)])
    assert moved_by_calendar("otog") == [matter]
    hand_out_news()
    assert moved_by_calendar("otog") == []
    with trusted():
        row = docket.row(case)
        clock_row = row.clocks.get(kind="mediation")
    assert local_day(clock_row.due_at) > due + timedelta(days=4)
    assert row.due_at == clock_row.due_at == row.dispute.case_due_at == row.dispute.due_at
    assert history(row.dispute)[0].entry.action == "dispute.refresh"
    assert verify_all().good


def test_a_case_that_nothing_moves_gets_no_entry(docket: Docket) -> None:
    case = docket.mediating()
    with trusted():
        dispute = docket.row(case).dispute
    before = len(history(dispute))
    far = local_day(clock.now()) + timedelta(days=400)
    long_holiday(docket, [far])
    hand_out_news()
    with trusted():
        assert len(history(docket.row(case).dispute)) == before
