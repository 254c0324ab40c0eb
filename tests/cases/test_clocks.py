"""Which limit a clock of the procedure runs under (R-210, domain.md 2.5, B-02)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.clocks import Moved, reckon
from anmulong.cases.enums import ClockKind, Link, PauseReason
from anmulong.cases.models import CaseClock
from anmulong.cases.public import Extended, MediatorChosen, Paused, PetitionExtended, Resumed, Terminated
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.kernel.deadlines import Limit, Pause
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.public import clock_rule, every_clock, limit, rule_of
from tests.factories.cases import Docket
from tests.kernel.calendar_2024 import CALENDAR_2024


pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 10, tzinfo=LOCAL)
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("clock_kind", "link", "kind", "key"),
    [
        ("acceptance", "", "", "mediation.acceptance_working_days"),
        ("acceptance", "court_before_filing", "", "mediation.referral_answer_working_days"),
        ("confirmation", "", "", "mediation.confirmation_days"),
        ("mediation", "", "", "mediation.days"),
        ("mediation", "", "medical", "mediation.medical_working_days"),
        ("mediation", "court_before_filing", "medical", "mediation.court_before_filing_days"),
        ("mediation", "court_after_filing", "", "mediation.court_after_filing_ordinary_days"),
        ("mediation", "court_summary", "", "mediation.court_after_filing_summary_days"),
        ("mediation", "police", "", "mediation.days"),
        ("arbitration", "", "wages", "mediation.labour_days"),
        ("finish", "petition", "", "mediation.petition_finish_days"),
        ("traffic", "police", "traffic", "mediation.traffic_joint_request_days"),
    ],
)
def test_the_link_decides_before_the_kind(clock_kind: str, link: str, kind: str, key: str) -> None:
    found = clock_rule(clock_kind, link=link, kind=kind, day=TODAY)
    assert found is not None
    assert found.parameter == key


@pytest.mark.parametrize(
    ("clock_kind", "link", "kind"),
    [("arbitration", "", "neighbours"), ("choice", "", ""), ("finish", "police", ""), ("traffic", "", "neighbours")],
)
def test_a_clock_of_another_procedure_does_not_run(clock_kind: str, link: str, kind: str) -> None:
    assert clock_rule(clock_kind, link=link, kind=kind, day=TODAY) is None


def test_an_old_case_keeps_the_rows_of_its_day() -> None:
    """R-210: the rules of the court platform hold from 2022 on."""
    before = clock_rule("acceptance", link="court_before_filing", kind="", day=date(2021, 12, 31))
    assert before is not None
    assert before.parameter == "mediation.acceptance_working_days"
    assert clock_rule("choice", link="court_before_filing", kind="", day=date(2021, 12, 31)) is None


def test_every_row_names_a_clock_and_a_limit_of_its_day() -> None:
    for rule in every_clock():
        assert rule.outside or rule.clock in ClockKind.values
        assert limit(rule.parameter, rule.valid_from)
        assert rule.source.strip()
        assert rule.after in ("", *ClockKind.values)


NOT_MOVED = Moved()


def due(kind: str, *pauses: Pause, moved: Moved = NOT_MOVED) -> date | None:
    rule = clock_rule(kind, link="", kind="", day=TODAY)
    assert rule is not None
    calendar = WorkCalendar()
    return reckon(rule, START, limits=lambda key: Limit(30), calendar=calendar, moved=moved, pauses=pauses).due_on


def test_thirty_days_and_what_moves_them() -> None:
    """Only mediation pauses and is extended; an earlier day agreed to changes nothing."""
    pause = Pause(date(2026, 3, 10), date(2026, 3, 19), "appraisal")
    later = Moved(by_all=date(2026, 6, 1), by_leader=date(2026, 6, 1))
    assert due("mediation") == date(2026, 4, 1)
    assert due("mediation", pause) == date(2026, 4, 13)  # 11 April is a Saturday
    assert due("confirmation", pause, moved=later) == date(2026, 4, 1)
    assert due("mediation", moved=later) == date(2026, 6, 1)
    assert due("mediation", moved=Moved(by_all=date(2026, 3, 3))) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("link", "moved", "words"),
    [
        ("", Moved(by_all=date(2026, 9, 1)), "Extended by consent of all"),
        ("petition", Moved(by_leader=date(2026, 9, 1)), "Extended with a leader's approval"),
    ],
)
def test_an_extension_stands_in_the_arithmetic(link: str, moved: Moved, words: str) -> None:
    rule = clock_rule("finish" if link else "mediation", link=link, kind="", day=TODAY)
    assert rule is not None
    found = reckon(rule, START, limits=limit, calendar=WorkCalendar(), moved=moved)
    assert (found.steps[-1].label.text, found.due_on) == (words, date(2026, 9, 1))


def test_t17_medical_with_an_appraisal_across_national_day() -> None:
    """T-17, R-210: thirty working days from 9 September 2024, twenty days of appraisal left out. Counted day by day
    by a second walk."""
    rule = clock_rule("mediation", link="", kind="medical", day=date(2024, 9, 9))
    assert rule is not None
    start = datetime(2024, 9, 9, 10, tzinfo=LOCAL)
    pause = Pause(date(2024, 9, 19), date(2024, 10, 8), "appraisal")
    found = reckon(rule, start, limits=limit, calendar=CALENDAR_2024, pauses=[pause])
    assert found.due_on == naive_due(start.date(), 30, CALENDAR_2024, pause)
    assert found.counted == 30


def naive_due(start: date, days: int, calendar: WorkCalendar, pause: Pause) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        stands = pause.end is not None and pause.start <= day <= pause.end
        days -= calendar.is_workday(day) and not stands
    return day


def running(docket: Docket, case: UUID) -> dict[str, CaseClock]:
    with trusted():
        return {row.kind: row for row in docket.row(case).clocks.filter(stopped_at=None)}


def days_of(row: CaseClock) -> int:
    return sum(step["days"] for step in row.steps)


def test_a_case_of_the_court_has_fifteen_days(docket: Docket) -> None:
    """特邀调解规定 art. 27: entrusted after filing; 在线调解规则 art. 15: the parties are contacted before."""
    case = docket.accepted(link=Link.COURT_AFTER_FILING)
    assert docket.row(case).source == "court"
    found = running(docket, case)
    assert {kind: days_of(row) for kind, row in found.items()} == {
        "mediation": 15,
        "choice": 2,
        "appointment": 3,
        "contact": 3,
    }
    assert docket.row(case).due_kind == "contact"
    assert found["choice"].due_at is not None
    assert found["appointment"].started_at == found["choice"].due_at


def test_the_answer_to_a_court_has_its_own_ground(docket: Docket) -> None:
    """在线调解规则 art. 12."""
    row = running(docket, docket.applied(link=Link.COURT_BEFORE_FILING))["acceptance"]
    assert (row.parameter, days_of(row)) == ("mediation.referral_answer_working_days", 3)


def test_a_mediator_chosen_ends_the_choice(docket: Docket) -> None:
    case = docket.accepted(link=Link.COURT_AFTER_FILING)
    everybody = tuple(row.pk for row in docket.parties(case))
    docket.do("case.choose_mediator", MediatorChosen(docket.person, agreed_by=everybody), case)
    assert set(running(docket, case)) == {"mediation", "contact"}
    assert set(running(docket, docket.mediating(link=Link.COURT_AFTER_FILING))) == {"mediation"}


def test_a_petition_has_fifteen_five_and_sixty_days(docket: Docket) -> None:
    """信访工作条例 art. 23, 34."""
    case = docket.applied(link=Link.PETITION)
    counted = {kind: days_of(row) for kind, row in running(docket, case).items()}
    assert counted == {"acceptance": 3, "objection": 5, "answer": 15, "finish": 60}
    assert set(running(docket, docket.accepted(link=Link.PETITION))) == {"mediation", "finish"}


def test_a_leader_adds_thirty_days_once(docket: Docket) -> None:
    """信访工作条例 art. 34: approval and notice."""
    case, today = docket.accepted(link=Link.PETITION), local_day(clock.now())
    before = running(docket, case)["finish"].due_at
    docket.do("case.extend_petition", PetitionExtended(approved_by="分管领导", told_on=today), case)
    after = running(docket, case)["finish"]
    assert before is not None
    assert after.due_at == before + timedelta(days=30)
    assert after.steps[-1]["label"] == "Extended with a leader's approval"
    with pytest.raises(Refused) as refused:
        docket.do("case.extend_petition", PetitionExtended(approved_by="分管领导", told_on=today), case)
    assert refused.value.code == "extended-once"


def test_no_other_case_is_extended_by_a_leader(docket: Docket) -> None:
    with pytest.raises(Refused) as refused:
        docket.do("case.extend_petition", PetitionExtended(approved_by="分管领导", told_on=TODAY), docket.accepted())
    assert refused.value.code == "no-petition"


def test_a_leader_cannot_add_more_than_the_law_allows(docket: Docket) -> None:
    case, today = docket.accepted(link=Link.PETITION), local_day(clock.now())
    far = PetitionExtended(approved_by="分管领导", told_on=today, until_on=today + timedelta(days=200))
    with pytest.raises(Invalid) as refused:
        docket.do("case.extend_petition", far, case)
    assert refused.value.code == "bad-extension"


def test_after_a_traffic_case_the_police_can_be_asked_for_three_days(docket: Docket) -> None:
    """道路交通事故处理程序规定 art. 86 (N11): it runs though mediation has ended, and presses nobody."""
    case = docket.mediating(matter=docket.office.register(by=docket.mediator, kind="traffic"))
    docket.do("case.terminate", Terminated("too_far_apart", routes=("court_suit", "traffic_police_mediation")), case)
    found = running(docket, case)
    assert {kind: days_of(row) for kind, row in found.items()} == {"traffic": 3}
    assert docket.row(case).due_at is None


def test_an_end_of_another_case_leaves_no_clock(docket: Docket) -> None:
    case = docket.mediating()
    docket.do("case.terminate", Terminated("too_far_apart", routes=("court_suit",)), case)
    assert running(docket, case) == {}


def test_a_stored_clock_finds_its_row_again() -> None:
    rows: Iterable[tuple[str, str]] = {(rule.clock, rule.parameter) for rule in every_clock()}
    assert all(rule_of(kind, key, TODAY).parameter == key for kind, key in rows)
    with pytest.raises(KeyError):
        rule_of("mediation", "mediation.unheard_of", TODAY)


def test_a_pause_moves_only_what_its_row_lets_pause(docket: Docket) -> None:
    """R-210: the petition goes on while mediation stands still."""
    case = docket.mediating(link=Link.PETITION)
    finish = running(docket, case)["finish"].due_at
    docket.do("case.suspend", Paused(PauseReason.APPRAISAL), case)
    found = running(docket, case)
    assert found["mediation"].due_at is None
    assert found["finish"].due_at == finish
    docket.do("case.resume", Resumed(), case)
    assert running(docket, case)["mediation"].due_at is not None


def test_without_a_local_cap_consent_may_add_any_time(docket: Docket) -> None:
    case = docket.mediating()
    until = local_day(clock.now()) + timedelta(days=300)
    docket.do("case.extend", Extended(until, tuple(row.pk for row in docket.parties(case))), case)
    assert docket.row(case).extended_to == until
