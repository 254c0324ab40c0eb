"""What follows every action on a matter, in its transaction: acceptance by acting, clocks, colour, search index."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from anmulong.disputes.actions.assigning import accept_offer
from anmulong.disputes.actions.places import tier_of
from anmulong.disputes.clocks import ClockFacts, parameter_key, reckon
from anmulong.disputes.enums import COLOUR_RANK, DONE_STATES, Colour, Nature, State
from anmulong.disputes.models import Clock, ColourChange, Dispute
from anmulong.disputes.queries.searching import index
from anmulong.disputes.rules import RiskFacts, colour_of, has_offer_for
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Moment, Occurrence, after_action
from anmulong.kernel.canonical import plain
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import end_of_day
from anmulong.lawbook.public import calendar, limit, parameter


NO_ACCEPTANCE = {"dispute.assign", "dispute.acknowledge", "dispute.send_back", "dispute.register", "dispute.merge"}
ENDED = (State.STRUCK_OFF, State.MERGED, State.VOID)
GRAVE = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
TELLING = {"dispute.note", "dispute.contact", "dispute.schedule", "dispute.report_escalation"}


@after_action(Dispute)
def follow(happened: Occurrence) -> None:
    """Keep a matter's derived columns true. Any act by the receiver accepts an offered assignment (O-1)."""
    dispute: Dispute = happened.subject
    accepted = happened.action.name not in NO_ACCEPTANCE and has_offer_for(dispute, happened.by)
    if accepted:
        accept_offer(dispute, by=happened.by, at=happened.at)
    recolour(dispute, happened.at)
    _Clocks(dispute, happened, accepted=accepted).turn()
    if happened.action.name not in TELLING and happened.action.name != "dispute.attach":
        dispute.updated_at = happened.at.entered
    dispute.save()
    index(dispute, happened)


def recolour(dispute: Dispute, at: Moment) -> None:
    """Raise the colour by rule, or turn it green when settled; a colour that a person set is never lowered by rule."""
    colour, reasons = colour_of(risk_facts(dispute, at.entered), lambda key: parameter(key, dispute.registered_at))
    set_by_person = dispute.colour_by is not None
    rises = COLOUR_RANK[colour] > COLOUR_RANK[Colour(dispute.colour)]
    done = colour == Colour.GREEN
    if colour == dispute.colour or (set_by_person and not rises and not done):
        return
    if dispute._state.adding:
        set_colour(dispute, colour, [reason.stored() for reason in reasons], at)
        return
    ColourChange(
        dispute=dispute,
        colour=colour,
        before=dispute.colour,
        by_rule=True,
        reasons=[reason.stored() for reason in reasons],
        changed_at=at.entered,
    ).save()
    dispute.colour_by = None
    set_colour(dispute, colour, [reason.stored() for reason in reasons], at)


def set_colour(dispute: Dispute, colour: str, reasons: list[dict[str, Any]], at: Moment) -> None:
    """Put colour, rank and reasons on the matter's row."""
    dispute.colour = colour
    dispute.colour_rank = COLOUR_RANK[Colour(colour)]
    dispute.colour_reasons = reasons
    dispute.colour_at = at.entered


def risk_facts(dispute: Dispute, now: datetime) -> RiskFacts:
    """The facts from which the colour is made."""
    return RiskFacts(
        forecast=dispute.forecast,
        facts=frozenset(dispute.facts),
        people=dispute.people_count or 0,
        failed_attempts=dispute.failed_attempts,
        open_days=0 if dispute.history_only else (local_day(now) - local_day(dispute.registered_at)).days,
        done=dispute.state in (*DONE_STATES, State.STRIKE_OFF_ASKED, State.STRUCK_OFF),
    )


class _Clocks:
    """Stops and starts the clocks of one matter after one action, and keeps its next due time."""

    def __init__(self, dispute: Dispute, happened: Occurrence, *, accepted: bool) -> None:
        self.dispute, self.by, self.at = dispute, happened.by, happened.at
        self.name = happened.action.name
        self.before = happened.state_before
        self.accepted = accepted
        adding = dispute._state.adding
        self.running = {} if adding else {row.kind: row for row in dispute.clocks.filter(stopped_at=None)}

    def turn(self) -> None:
        if self.dispute.history_only:
            return
        move = MATTER.move(self.before, self.name, self.dispute.state)
        stops = set(move.stops) | ({"acknowledge"} if self.accepted else set())
        starts = [kind for kind in move.starts if self._is_wanted(kind)]
        if self.dispute.state in ENDED:
            stops |= set(self.running) - {"follow_up", "answer"}
        for kind in sorted(stops):
            self._stop(kind)
        for kind in starts:
            self._start(kind)
        self._keep_note_clock()
        self._settle_due(self.running.values())

    def _is_wanted(self, kind: str) -> bool:
        if kind == "acknowledge":
            return self.dispute.offered_organisation is not None
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
            due_at=result.due_at,
            provisional=result.provisional,
            parameter=parameter_key(kind, facts),
            parameter_day=local_day(began),
            law=result.law,
            steps=[
                {
                    "label": step.label.text,
                    "params": plain(step.label.params),
                    "from": plain(step.starts_on),
                    "to": plain(step.ends_on),
                    "days": step.days,
                }
                for step in result.steps
            ],
        )
        row.save()
        self.running[kind] = row

    def _settle_due(self, rows: Iterable[Clock]) -> None:
        due = [(row.due_at, row.kind) for row in rows if row.due_at is not None]
        if self.dispute.follow_up_on and self.dispute.followed_up_at is None:
            due.append((end_of_day(self.dispute.follow_up_on), "follow_up"))
        self.dispute.due_at, self.dispute.due_kind = min(due, default=(None, ""))
