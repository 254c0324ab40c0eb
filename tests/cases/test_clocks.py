"""Which limit a clock of the procedure runs under (R-210, domain.md 2.5)."""

from datetime import date, datetime, timedelta

import pytest

from anmulong.base import clock
from anmulong.cases.clocks import CaseFacts, parameter_key, reckon
from anmulong.cases.enums import Link
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.deadlines import Limit, Pause
from anmulong.kernel.workdays import WorkCalendar
from tests.factories.cases import Docket


START = datetime(2026, 3, 2, 10, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("kind", "facts", "key"),
    [
        ("acceptance", CaseFacts(), "mediation.acceptance_working_days"),
        ("confirmation", CaseFacts(), "mediation.confirmation_days"),
        ("mediation", CaseFacts(), "mediation.days"),
        ("mediation", CaseFacts(kind="medical"), "mediation.medical_working_days"),
        ("mediation", CaseFacts("court_before_filing", "medical"), "mediation.court_before_filing_days"),
        ("mediation", CaseFacts("court_after_filing"), "mediation.court_after_filing_ordinary_days"),
        ("mediation", CaseFacts("court_summary"), "mediation.court_after_filing_summary_days"),
        ("mediation", CaseFacts("police"), "mediation.days"),
        ("arbitration", CaseFacts(kind="wages"), "mediation.labour_days"),
    ],
)
def test_the_link_decides_before_the_kind(kind: str, facts: CaseFacts, key: str) -> None:
    assert parameter_key(kind, facts) == key


def due(kind: str, facts: CaseFacts, *pauses: Pause) -> date | None:
    return reckon(kind, START, facts, limits=lambda key: Limit(30), calendar=WorkCalendar(), pauses=pauses).due_on


def test_thirty_days_and_what_moves_them() -> None:
    """Only mediation pauses and is extended; an earlier day agreed to changes nothing."""
    pause = Pause(date(2026, 3, 10), date(2026, 3, 19), "appraisal")
    assert due("mediation", CaseFacts()) == date(2026, 4, 1)
    assert due("mediation", CaseFacts(), pause) == date(2026, 4, 13)  # 11 April is a Saturday
    assert due("confirmation", CaseFacts(extended_to=date(2026, 6, 1)), pause) == date(2026, 4, 1)
    assert due("mediation", CaseFacts(extended_to=date(2026, 6, 1))) == date(2026, 6, 1)
    assert due("mediation", CaseFacts(extended_to=date(2026, 3, 3))) == date(2026, 4, 1)


def test_an_extension_stands_in_the_arithmetic() -> None:
    found = reckon(
        "mediation",
        START,
        CaseFacts(extended_to=date(2026, 4, 11)),
        limits=lambda key: Limit(30),
        calendar=WorkCalendar(),
    )
    assert (found.steps[-1].label.text, found.steps[-1].days) == ("Extended by consent of all", 10)


def test_a_case_of_the_court_has_fifteen_days(docket: Docket) -> None:
    """特邀调解规定 art. 27: entrusted after filing."""
    case = docket.row(docket.accepted(link=Link.COURT_AFTER_FILING))
    assert case.source == "court"
    assert case.due_at is not None
    assert timedelta(days=14) < case.due_at - clock.now() < timedelta(days=26)
