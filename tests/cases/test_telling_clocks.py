"""Clocks that tell the parties what is open to them: labour arbitration, joint confirmation (domain.md 2.5, T-30)."""

from datetime import date, timedelta
from uuid import UUID

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Link, WayIn
from anmulong.cases.models import CaseClock
from anmulong.cases.public import Ending, confirmations_ending
from anmulong.kernel.clock import local_day
from tests.factories.cases import Docket


DAY = timedelta(days=1)


def running(docket: Docket, case: UUID) -> dict[str, CaseClock]:
    with trusted():
        return {row.kind: row for row in docket.row(case).clocks.filter(stopped_at=None)}


def last_day(docket: Docket, case: UUID) -> date:
    due = running(docket, case)["confirmation"].due_at
    assert due is not None
    return local_day(due)


def ending(docket: Docket, today: date) -> list[Ending]:
    scope = docket.mediator.rights.scope(clock.now())
    assert docket.mediator.uid is not None
    return confirmations_ending(scope, docket.mediator.uid, today)


def test_a_wage_case_says_when_arbitration_is_open(docket: Docket) -> None:
    """劳动争议调解仲裁法 art. 14: fifteen days from the application; it is nobody's deadline at work."""
    case = docket.applied(matter=docket.office.register(by=docket.mediator, kind="wages"))
    clocks = running(docket, case)
    applied = local_day(docket.row(case).applied_at)
    assert set(clocks) == {"acceptance", "arbitration"}
    assert clocks["arbitration"].steps[1]["to"] == (applied + 15 * DAY).isoformat()
    assert docket.row(case).due_kind == "acceptance"


def test_no_other_case_has_that_clock(docket: Docket) -> None:
    assert set(running(docket, docket.applied())) == {"acceptance"}


def test_the_summary_procedure_of_a_court_gives_seven_days(docket: Docket) -> None:
    """特邀调解规定 art. 27."""
    case = docket.accepted(way_in=WayIn.TRANSFER, link=Link.COURT_SUMMARY)
    row = running(docket, case)["mediation"]
    assert row.parameter == "mediation.court_after_filing_summary_days"
    assert row.steps[1]["days"] == 7


def test_t30_the_day_before_confirmation_ends_the_handler_is_told(docket: Docket) -> None:
    """T-30, R-117, R-802: who minds the case tells both parties, in their languages."""
    case = docket.effective()
    last = last_day(docket, case)
    assert [(each.case.pk, each.last_on) for each in ending(docket, last - DAY)] == [(case, last)]
    assert [each.case.pk for each in ending(docket, last)] == [case]


def test_t30_not_earlier_and_not_when_it_is_over(docket: Docket) -> None:
    last = last_day(docket, docket.effective())
    assert ending(docket, last - 2 * DAY) == []
    assert ending(docket, last + DAY) == []
