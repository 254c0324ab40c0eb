"""What follows every action on a matter, in its transaction: acceptance by acting, clocks, colour, search index."""

from datetime import datetime
from typing import Any

from anmulong.disputes.actions.assigning import accept_offer
from anmulong.disputes.actions.timekeeping import TELLING, Clocks
from anmulong.disputes.enums import COLOUR_RANK, DONE_STATES, Colour, State
from anmulong.disputes.models import ColourChange, Dispute
from anmulong.disputes.queries.searching import index
from anmulong.disputes.rules import RiskFacts, colour_of, has_offer_for
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Moment, Occurrence, after_action
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import parameter


NO_ACCEPTANCE = {"dispute.assign", "dispute.acknowledge", "dispute.send_back", "dispute.register", "dispute.merge"}
QUIET = {*TELLING, "dispute.attach", "dispute.refresh"}
"""Actions after which the matter's own facts are as they were: they do not count as its last change."""


@after_action(Dispute)
def follow(happened: Occurrence) -> None:
    """Keep a matter's derived columns true. Any act by the receiver accepts an offered assignment (O-1)."""
    dispute: Dispute = happened.subject
    accepted = happened.action.name not in NO_ACCEPTANCE and has_offer_for(dispute, happened.by)
    if accepted:
        accept_offer(dispute, by=happened.by, at=happened.at)
    recolour(dispute, happened.at)
    move = MATTER.move(happened.state_before, happened.action.name, dispute.state)
    Clocks(dispute, happened.at, happened.action.name, accepted=accepted).turn(move)
    if happened.action.name not in QUIET:
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
