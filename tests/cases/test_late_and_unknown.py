"""What the calendar does not know yet, and what is entered late, in a case (issue of the case: R-210, O-2)."""

from datetime import date, datetime, timedelta

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.models import CaseClock
from anmulong.journal.models import Entry
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import LOCAL, FixedClock, local_day
from anmulong.kernel.errors import Invalid
from anmulong.lawbook.public import calendar
from tests.factories.cases import Docket


def mediation(docket: Docket, case: object) -> CaseClock:
    with trusted():
        found: CaseClock = CaseClock.objects.get(case=case, kind="mediation", stopped_at=None)
        return found


def test_a_limit_that_ends_in_a_year_without_notice_is_provisional(docket: Docket) -> None:
    """Accepted in December of the last published year: the thirty days end where the holidays are not known."""
    last = max(calendar(docket.office.county.key).published_years)
    with clock.simulated(FixedClock(datetime(last, 12, 20, 10, tzinfo=LOCAL))):
        row = mediation(docket, docket.accepted())
    assert row.provisional
    assert local_day(row.due_at).year == last + 1


def test_a_limit_inside_a_published_year_is_not(docket: Docket) -> None:
    with clock.simulated(FixedClock(datetime(2026, 3, 2, 10, tzinfo=LOCAL))):
        row = mediation(docket, docket.accepted())
    assert (row.provisional, local_day(row.due_at)) == (False, date(2026, 4, 1))


def test_an_entry_of_three_weeks_ago_shows_both_times_and_runs_from_the_day_it_happened(docket: Docket) -> None:
    """O-2: written on paper in the pasture, typed three weeks later; the limit runs from the day itself."""
    then = clock.now() - timedelta(weeks=3)
    case = docket.accepted(happened_at=then)
    row, entry = docket.row(case), Entry.objects.filter(action="case.accept").latest("entered_at")
    assert row.accepted_at == entry.happened_at == then
    assert entry.entered_at - entry.happened_at >= timedelta(weeks=3)
    assert mediation(docket, case).started_at == then
    assert verify_all().good


def test_what_has_not_happened_yet_is_not_entered(docket: Docket) -> None:
    with pytest.raises(Invalid, match="in-the-future"):
        docket.accepted(happened_at=clock.now() + timedelta(days=1))
