"""Clocks of a matter: started and stopped by the table of moves, each with its arithmetic (R-210)."""

from collections.abc import Iterable
from datetime import datetime

from anmulong.disputes.actions.places import tier_of
from anmulong.disputes.clocks import ClockFacts, parameter_key, reckon
from anmulong.disputes.enums import Colour, Nature, State
from anmulong.disputes.models import Clock, Dispute
from anmulong.journal.public import Moment
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import Reckoning, deadline, end_of_day, put_reckoning
from anmulong.kernel.workflow import Move
from anmulong.lawbook.public import calendar, limit


ENDED = (State.STRUCK_OFF, State.MERGED, State.VOID)
GRAVE = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
TELLING = {"dispute.note", "dispute.contact", "dispute.schedule", "dispute.report_escalation"}


class Clocks:
    """Stops and starts the clocks of one matter after one action, and keeps its next due time."""

    def __init__(self, dispute: Dispute, at: Moment, name: str, *, accepted: bool = False) -> None:
        self.dispute, self.at, self.name = dispute, at, name
        self.accepted = accepted
        adding = dispute._state.adding
        self.running = {} if adding else {row.kind: row for row in dispute.clocks.all() if row.stopped_at is None}

    def turn(self, move: Move) -> None:
        """Stop and start what the move says, and what follows from state, colour and the case."""
        if self.dispute.history_only:
            return
        if self.name == "dispute.refresh":
            self._reckon_again()
        stops = set(move.stops) | ({"acknowledge"} if self.accepted else set())
        starts = [kind for kind in move.starts if self._is_wanted(kind)]
        if self.dispute.state in ENDED:
            stops |= set(self.running) - {"follow_up", "answer", "arrival"}
        for kind in sorted(stops):
            self._stop(kind)
        for kind in starts:
            self._start(kind)
        self._keep_note_clock()
        settle_due(self.dispute, [(row.due_at, row.kind) for row in self.running.values()])

    def _is_wanted(self, kind: str) -> bool:
        if kind == "acknowledge":
            return self.dispute.offered_organisation is not None
        if kind == "arrival":
            return self.dispute.asks_arrival
        if kind == "answer":
            return not self.dispute.answer_way
        if kind == "follow_up":
            return self.dispute.followed_up_at is None and self.dispute.follow_up_on is None
        return True

    def _keep_note_clock(self) -> None:
        wanted = self.dispute.is_open and self.dispute.colour in GRAVE
        if "note" in self.running and (not wanted or self.name in TELLING):
            self._stop("note")
        if wanted and "note" not in self.running:
            self._start("note")

    def _stop(self, kind: str) -> None:
        row = self.running.pop(kind, None)
        if row is not None:
            row.stopped_at = max(self.at.happened, row.started_at)
            row.save()

    def _start(self, kind: str) -> None:
        self._stop(kind)
        facts = ClockFacts(
            colour=self.dispute.colour,
            tier=tier_of(self.dispute.county, self.dispute.owner_organisation),
            small=self.dispute.nature == Nature.SMALL_MATTER,
        )
        began = self.dispute.registered_at
        result = reckon(
            kind,
            self.at.happened,
            facts,
            limits=lambda key: limit(key, began),
            calendar=calendar(self.dispute.county),
        )
        row = Clock(
            dispute=self.dispute,
            kind=kind,
            started_at=self.at.happened,
            parameter=parameter_key(kind, facts),
            parameter_day=local_day(began),
        )
        put_reckoning(row, result)
        row.save()
        self.running[kind] = row

    def _reckon_again(self) -> None:
        """A corrected calendar moves running clocks; the limit stays the one the matter began under."""
        for row in self.running.values():
            put_reckoning(row, reckoned_now(row))
            row.save()


def settle_due(dispute: Dispute, dates: Iterable[tuple[datetime | None, str]]) -> None:
    """The next date of a matter: the soonest of its clocks, its planned visit and its case."""
    due = [(due_at, kind) for due_at, kind in dates if due_at is not None]
    if dispute.follow_up_on and dispute.followed_up_at is None:
        due.append((end_of_day(dispute.follow_up_on), "follow_up"))
    if dispute.case_due_at is not None and dispute.is_open:
        due.append((dispute.case_due_at, "mediation"))
    soonest: tuple[datetime | None, str] = min(due, default=(None, ""))
    dispute.due_at, dispute.due_kind = soonest


def reckoned_now(row: Clock) -> Reckoning:
    """When a clock ends by the calendar of today and the limit that its matter began under."""
    wanted = limit(row.parameter, row.parameter_day, county=row.county)
    return deadline(row.started_at, wanted, calendar(row.county))


def has_moved(row: Clock) -> bool:
    """Whether a running clock ends elsewhere, or by another arithmetic, than its row says."""
    now = reckoned_now(row)
    told = (now.due_at, now.provisional, [step.stored() for step in now.steps])
    return told != (row.due_at, row.provisional, row.steps)
