"""What the course of a mediation case means for its dispute, in the case's own transaction (decision 0011).

These are functions, not actions: the case's action stands in the dispute's journal stream and carries both rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from anmulong.disputes.actions.aftermath import recolour
from anmulong.disputes.actions.timekeeping import Clocks, settle_due
from anmulong.disputes.enums import Nature, OnTheSpot, State
from anmulong.disputes.models import Dispute, Guidance
from anmulong.disputes.workflow import BY_CASE
from anmulong.journal.public import Actor, Moment, emit


@dataclass(frozen=True)
class NoAgreement:
    """How a case ended without agreement: routes of C-241 that were told, code of C-240 if one applied, words.

    ``failed`` counts as one attempt to settle (R-511); a party who declines has not failed at anything.
    ``ask_arrival``: the people are asked later whether they got there; whoever declined is left alone (O-4).
    """

    routes: Sequence[str]
    explanation: str
    gate_code: str = ""
    failed: bool = False
    ask_arrival: bool = False


def taken_up_by_case(dispute: Dispute, *, due_at: datetime | None, at: Moment) -> None:
    """A committee has accepted a case over it: it is a dispute and it is being handled."""
    if dispute.nature in (Nature.UNKNOWN, Nature.HIDDEN_DANGER):
        dispute.nature = Nature.DISPUTE
    _go(dispute, "taken_up", due_at, at)


def agreed_by_case(dispute: Dispute, result: str, *, due_at: datetime | None, by: Actor, at: Moment) -> None:
    """The parties' agreement is in force: the matter is settled by it (化解)."""
    if dispute.is_open:
        dispute.settled_way = OnTheSpot.AGREEMENT
        _result(dispute, result, by=by, at=at)
        emit("dispute.settled", dispute.pk)
    _go(dispute, "agreed", due_at, at)


def ended_by_case(dispute: Dispute, how: NoAgreement, *, by: Actor, at: Moment) -> None:
    """Mediation was refused or ended without agreement: the people were told the other lawful routes (R-113)."""
    row = Guidance(
        dispute=dispute, routes=list(how.routes), gate_code=how.gate_code, told_at=at.happened, account=by.uid
    )
    row.explanation = how.explanation
    row.save()
    if how.failed:
        dispute.failed_attempts += 1
    dispute.asks_arrival = how.ask_arrival
    if dispute.is_open:
        _result(dispute, how.explanation or "、".join(how.routes), by=by, at=at)
        emit("dispute.guided", dispute.pk, {"routes": list(how.routes)})
    _go(dispute, "ended", None, at)


def goes_on_in_case(dispute: Dispute, *, due_at: datetime | None, at: Moment, failed: bool = False) -> None:
    """Something happened in the case that leaves the dispute where it is: its next date may have moved.

    ``failed``: a session without agreement, which counts as one attempt for the colour (R-511).
    """
    if failed:
        dispute.failed_attempts += 1
    _go(dispute, "goes_on", due_at, at)


def fell_away_with_case(dispute: Dispute, *, due_at: datetime | None, at: Moment) -> None:
    """The case that stood for the dispute was a wrong entry: what it had brought about is taken back, the dispute is
    to be handled again under its own limit (O-2). What was entered stays in the journal."""
    take_back_result(dispute)
    _go(dispute, "fell_away", due_at, at)


def take_back_result(dispute: Dispute) -> None:
    """Take result, answer, planned visit and strike-off of the last round off the dispute's row, unsaved."""
    dispute.result, dispute.settled_way = "", ""
    dispute.result_at = dispute.result_by = None
    dispute.answer_way, dispute.answer_text = "", ""
    dispute.answered_at = dispute.answered_by = None
    dispute.strike_off_asked_at = dispute.strike_off_asked_by = None
    dispute.struck_off_at = dispute.struck_off_by = None
    dispute.follow_up_on = dispute.followed_up_at = None


def visited_by_case(dispute: Dispute, *, done_at: datetime | None, next_on: date | None) -> None:
    """A return visit of the case is one of the dispute (R-211, R-531); the caller goes on with one of the above."""
    if done_at is not None:
        dispute.followed_up_at = max(done_at, dispute.followed_up_at or done_at)
    if next_on is not None:
        dispute.follow_up_on = next_on


def case_date_moved(dispute: Dispute, due_at: datetime | None) -> None:
    """Only the date of its case is another one, because the calendar is (R-210); inside ``dispute.refresh``."""
    dispute.case_due_at = due_at
    dates = [(row.due_at, row.kind) for row in dispute.clocks.all() if row.stopped_at is None]
    if dispute.due_kind != "mediation":
        dates.append((dispute.due_at, dispute.due_kind))
    settle_due(dispute, dates)
    dispute.save()


def _result(dispute: Dispute, text: str, *, by: Actor, at: Moment) -> None:
    dispute.result = text
    dispute.result_at, dispute.result_by = at.happened, by.uid


def _go(dispute: Dispute, step: str, due_at: datetime | None, at: Moment) -> None:
    """Move the dispute where the table allows it; a dispute that is decided or struck off keeps its state."""
    dispute.case_due_at = due_at
    if not BY_CASE.allows(dispute.state, step):
        step = "goes_on"
    if BY_CASE.allows(dispute.state, step):
        move = BY_CASE.move(dispute.state, step)
        dispute.state = State(move.target_from(dispute.state))
        dispute.turn = move.turn or BY_CASE.states[dispute.state].turn
        recolour(dispute, at)
        Clocks(dispute, at, step).turn(move)
        dispute.updated_at = at.entered
    dispute.save()
