"""Clocks of a case: started and stopped by the table of moves, each with its arithmetic (R-210)."""

from collections.abc import Iterable
from datetime import date, datetime

from anmulong.cases.clocks import GO_ON, Moved, reckon
from anmulong.cases.enums import ClockKind, ConfirmationState, State
from anmulong.cases.models import Case, CaseClock
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Occurrence
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import Pause, Reckoning, end_of_day, put_reckoning
from anmulong.kernel.procedures import ClockRule
from anmulong.lawbook.public import calendar, clock_rule, limit, rule_of


STILL = (State.REFUSED, State.ENDED, State.ARCHIVED, State.VOID)
MOVED_BY = {
    "case.extend",
    "case.extend_petition",
    "case.suspend",
    "case.resume",
    "case.hold_for_fraud",
    "case.release_hold",
}


class CaseClocks:
    """Stops and starts the clocks of one case after one action, and keeps its next due time."""

    def __init__(self, case: Case, happened: Occurrence) -> None:
        self.case, self.at, self.happened = case, happened.at, happened
        adding = case._state.adding
        self.running = {} if adding else {row.kind: row for row in case.clocks.all() if row.stopped_at is None}

    def turn(self) -> None:
        """Stop and start what the move says, and keep ``due_at``."""
        move = CASE.move(self.happened.state_before, self.happened.action.name, self.case.state)
        still = self.case.state in STILL
        over = {kind for kind in self.running if still and self.case.state not in GO_ON.get(kind, ())}
        for kind in sorted(over | set(move.stops)):
            self._stop(kind)
        for kind in move.starts:
            self._start(kind)
        if self.happened.action.name in MOVED_BY:
            for row in self.running.values():
                self._reckon(row)
        if self.happened.action.name == "case.follow_up" and self.case.followed_up_at is not None:
            self._stop("follow_up")
        settle_due(self.case, self.running.values())

    def _stop(self, kind: str) -> None:
        row = self.running.pop(kind, None)
        if row is not None:
            row.stopped_at = max(self.at.happened, row.started_at)
            row.save()

    def _start(self, kind: str) -> None:
        self._stop(kind)
        rule = rule_now(self.case, kind)
        if rule is None:
            return
        row = CaseClock(
            stream=self.case.dispute_id,
            case=self.case,
            kind=kind,
            started_at=self._began(rule),
            parameter=rule.parameter,
            parameter_day=began_on(self.case),
        )
        self._reckon(row)
        self.running[kind] = row

    def _began(self, rule: ClockRule) -> datetime:
        """Confirmation and return visits count from the day of effect, which may lie before the entry (R-117);
        labour arbitration is open some days after the application (劳动争议调解仲裁法 art. 14). A clock behind
        another begins on the last day of that one."""
        first = self.running.get(rule.after)
        if first is not None and first.due_at is not None:
            return first.due_at
        kind = rule.clock
        if kind == ClockKind.CONFIRMATION and self.case.effective_anew is not None:
            return self.case.effective_anew
        if kind in (ClockKind.CONFIRMATION, ClockKind.FOLLOW_UP) and self.case.effective_at is not None:
            return self.case.effective_at
        return self.at.happened

    def _reckon(self, row: CaseClock) -> None:
        put_reckoning(row, reckoned_now(self.case, row))
        row.save()


def began_on(case: Case) -> date:
    """The day whose parameters and rows the case keeps (R-210)."""
    return local_day(case.accepted_at or case.applied_at)


def rule_now(case: Case, kind: str) -> ClockRule | None:
    """The row of the table of clocks for a clock of this case; none where it does not run. What is open after the
    committee has ended its mediation needs a mediation that it had taken on."""
    if not _runs(case, kind):
        return None
    return clock_rule(kind, link=case.link, kind=case.kind, day=began_on(case))


def _runs(case: Case, kind: str) -> bool:
    """What the state alone does not say: the application for confirmation has come so far (R-123, R-129), or fell
    away and may be made again within its time (R-117)."""
    if kind == ClockKind.TRAFFIC:
        return case.accepted_at is not None
    if kind == ClockKind.RULING:
        return case.confirmation == ConfirmationState.TAKEN
    if kind == ClockKind.OPPOSITION:
        return case.confirmation == ConfirmationState.CONFIRMED
    if kind == ClockKind.CONFIRMATION:
        return case.confirmation in ("", ConfirmationState.NOT_TAKEN, ConfirmationState.WITHDRAWN)
    return True


def _rule_of(row: CaseClock) -> ClockRule:
    return rule_of(row.kind, row.parameter, row.parameter_day)


def reckoned_now(case: Case, row: CaseClock, *, moved: bool = True) -> Reckoning:
    """When a clock ends by the calendar of today and the limit that its case began under; without what was added to
    it when ``moved`` is left out."""
    rule = _rule_of(row)
    return reckon(
        rule,
        row.started_at,
        moved=Moved(case.extended_to, case.petition_extended_to) if moved else Moved(),
        limits=lambda key: limit(key, row.parameter_day),
        calendar=calendar(case.county),
        pauses=_pauses(case) if rule.pauses else (),
    )


def _pauses(case: Case) -> list[Pause]:
    """Suspensions as stored, with the one that this very action began or ended."""
    stored = {} if case._state.adding else {row.pk: row for row in case.suspensions.all()}
    stored |= {row.pk: row for row in getattr(case, "touched_suspensions", ())}
    return [
        Pause(local_day(row.began_at), local_day(row.ended_at) if row.ended_at else None, row.reason)
        for row in sorted(stored.values(), key=lambda row: row.began_at)
    ]


def settle_due(case: Case, rows: Iterable[CaseClock]) -> None:
    """The next date of a case: the soonest of its clocks and its planned visit."""
    due = [(row.due_at, row.kind) for row in rows if row.due_at is not None and _rule_of(row).presses == "unit"]
    if case.next_follow_up_on is not None and case.state not in STILL:
        due.append((end_of_day(case.next_follow_up_on), "follow_up"))
    soonest: tuple[datetime | None, str] = min(due, default=(None, ""))
    case.due_at, case.due_kind = soonest


def unmoved_end(case: Case, kind: str) -> date | None:
    """The last day of a running clock of a stored case as it would be without extension; none when it does not run
    or stands still."""
    row = case.clocks.filter(kind=kind, stopped_at=None).first()
    return None if row is None else reckoned_now(case, row, moved=False).due_on


def has_moved(case: Case, row: CaseClock) -> bool:
    """Whether a running clock ends elsewhere, or by another arithmetic, than its row says."""
    now = reckoned_now(case, row)
    told = (now.due_at, now.provisional, [step.stored() for step in now.steps])
    return told != (row.due_at, row.provisional, row.steps)


def reckon_again(case: Case) -> bool:
    """Move the running clocks of a case after a correction of the calendar; says whether one has moved (R-210)."""
    rows = [row for row in case.clocks.all() if row.stopped_at is None]
    moved = [row for row in rows if has_moved(case, row)]
    for row in moved:
        put_reckoning(row, reckoned_now(case, row))
        row.save()
    if moved:
        settle_due(case, rows)
        case.save()
    return bool(moved)
