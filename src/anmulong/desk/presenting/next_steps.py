"""The step that is most likely next for the person who looks: a link for comfort, decided by the action (O-1)."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from anmulong.base.clock import now
from anmulong.desk.requests import Here
from anmulong.disputes.enums import DONE_STATES, ClockKind, Permission, State
from anmulong.disputes.public import Dispute


@dataclass(frozen=True)
class Step:
    """A step in words and the page on which it is done."""

    label: Any
    url: str


LABELS = {
    "dispute.acknowledge": (_("Acknowledge"), Permission.ACKNOWLEDGE),
    "dispute.triage": (_("Assess"), Permission.TRIAGE),
    "dispute.assign": (_("Assign anew"), Permission.ASSIGN),
    "dispute.contact": (_("Record a contact"), Permission.HANDLE),
    "dispute.settle_on_the_spot": (_("Settle on the spot"), Permission.HANDLE),
    "dispute.answer": (_("Record the answer given"), Permission.HANDLE),
    "dispute.ask_strike_off": (_("Ask for the strike-off"), Permission.HANDLE),
    "dispute.strike_off": (_("Strike off"), Permission.STRIKE_OFF),
}


def next_step(dispute: Dispute, place: Here) -> Step | None:
    """The next step of a matter for this post; nothing when it is somebody else's turn."""
    action = _action(dispute, place)
    if not action:
        return None
    label, permission = LABELS[action]
    if not place.may(permission):
        return None
    return Step(label, step_url(dispute, action))


def _action(dispute: Dispute, place: Here) -> str:
    mine = _is_mine(dispute, place)
    if _offered_to(dispute, place):
        return "dispute.acknowledge"
    if dispute.state == State.STRIKE_OFF_ASKED:
        involved = {dispute.registered_by, dispute.result_by, dispute.strike_off_asked_by}
        return "" if place.account.pk in involved else "dispute.strike_off"
    if not mine:
        return ""
    if dispute.offered_organisation is not None:
        return _while_it_is_offered(dispute, place)
    if dispute.state == State.REGISTERED:
        return "dispute.triage"
    if dispute.state == State.HANDLING:
        return "dispute.contact" if dispute.due_kind == "contact" else "dispute.settle_on_the_spot"
    if dispute.state in DONE_STATES:
        return "dispute.ask_strike_off" if dispute.answer_way else "dispute.answer"
    return ""


def _while_it_is_offered(dispute: Dispute, place: Here) -> str:
    """Until the other unit acknowledges it the owner stays responsible (R-502), and does not settle over its head:
    speaks with the people, or takes the offer elsewhere once nobody has answered it in time."""
    unanswered = dispute.due_kind == ClockKind.ACKNOWLEDGE and dispute.due_at is not None and dispute.due_at < now()
    return "dispute.assign" if unanswered and place.may(Permission.ASSIGN) else "dispute.contact"


def _is_mine(dispute: Dispute, place: Here) -> bool:
    unit = place.actor.organisation
    return dispute.owner_person == place.account.pk or (unit is not None and dispute.owner_organisation == unit)


def _offered_to(dispute: Dispute, place: Here) -> bool:
    if dispute.offered_organisation is None:
        return False
    return dispute.offered_person == place.account.pk or dispute.offered_organisation == place.actor.organisation


def step_url(dispute: Dispute, action: str) -> str:
    """The page of a step; the matter's own page while there is none for it."""
    for name, args in (("desk:act", [dispute.pk, action.removeprefix("dispute.")]), ("desk:matter", [dispute.pk])):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""
