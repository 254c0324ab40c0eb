"""Return visits (F-10): how it stands, and when to come again (R-211, O-1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.performing import note_outcome
from anmulong.cases.enums import Outcome, Permission, Satisfied, State
from anmulong.cases.models import Case, ReturnVisit
from anmulong.cases.queries.agreements import obligations_of, still_owed
from anmulong.cases.queries.participants import participant
from anmulong.cases.rules import soonest_visit
from anmulong.cases.workflow import CASE
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


@dataclass(frozen=True)
class Visited:
    """How somebody was visited, and what was found. ``reached=False`` needs nothing else (O-1).

    ``party``: whom, a case party or its party. ``sued``: a party has gone to court since; ``new_danger``: the quarrel
    may break out again; ``arrived``: whether people who were guided to another route got there. ``next_on``: when to
    come again, by the plan when left out. What was performed is recorded as performance, in the same click.
    """

    way: ContactWay = ContactWay.TELEPHONE
    reached: bool = True
    party: UUID | None = None
    satisfied: Satisfied = Satisfied.NOT_SAID
    sued: bool = False
    new_danger: bool = False
    arrived: bool | None = None
    text: str = personal(default="")
    next_on: date | None = None
    uid: UUID | None = None


@action(
    "case.follow_up",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Visited,
    workflow=CASE,
    label=_("Record a return visit"),
    law="R-211, F-10, 人民调解法 art.31",
)
def follow_up(case: Case, given: Visited, *, by: Actor, at: Moment) -> Done:
    """Record a visit; whoever sees the case may visit, not the mediator alone (R-211).

    One that reached nobody leaves the visit due. Raises ``Invalid`` for a next day that is over.
    """
    today = local_day(at.happened)
    if given.next_on is not None and given.next_on < today:
        raise Invalid(
            "past-day", noop("The next visit lies in the past."), fields={"next_on": noop("Look at the day.")}
        )
    row = ReturnVisit(
        uid=given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        party=participant(case, given.party).pk if given.party else None,
        way=given.way,
        reached=given.reached,
        satisfied=given.satisfied,
        sued=given.sued,
        new_danger=given.new_danger,
        arrived=given.arrived,
        visitor=by.uid,
        happened_at=at.happened,
    )
    row.text = given.text
    row.save()
    if given.reached:
        _count(case, today, at)
    if given.next_on is not None:
        case.next_follow_up_on = given.next_on
    if given.sued and case.outcome != Outcome.SUED and case.effective_at is not None:
        note_outcome(case, Outcome.SUED, given.text, by=by, at=at)
    if given.new_danger:
        emit("case.new_danger", case.pk)
    case.save()
    return Done(case, {"next_on": case.next_follow_up_on, "performed": case.performed})


def _count(case: Case, today: date, at: Moment) -> None:
    if case.followed_up_at is None or at.happened > case.followed_up_at:
        case.followed_up_at = at.happened
    case.visit_days = [text for text in case.visit_days if date.fromisoformat(text) > today]
    case.next_follow_up_on = None if case.state in (State.ENDED, State.REFUSED) else _next(case, today)


def _next(case: Case, today: date) -> date | None:
    """The next planned visit: a closer one of a red matter, or the day on which something is due. What is overdue
    brings the visitor back after the span of a first visit (R-211)."""
    owed = [row.due_on for row in still_owed(obligations_of(case))]
    planned = [*(date.fromisoformat(text) for text in case.visit_days), *owed]
    if any(day <= today for day in owed):
        planned.append(
            today + timedelta(days=parameter_int("mediation.follow_up_first_days", today, county=case.county))
        )
    return soonest_visit(planned, today)
