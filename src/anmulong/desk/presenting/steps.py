"""What can be done now: the prospects of the journal as buttons, with the reasons of what cannot (no rules here)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.steps import STEPS
from anmulong.disputes.enums import State
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Prospect


NOT_FOR_THIS_POST = "not-permitted"
ORDER = list(STEPS)
MAIN: dict[str, tuple[str, ...]] = {
    State.REGISTERED: ("acknowledge", "triage", "settle_on_the_spot"),
    State.HANDLING: ("acknowledge", "contact", "settle_on_the_spot", "guide", "check_admissibility"),
    State.SETTLED: ("answer", "ask_strike_off"),
    State.GUIDED: ("answer", "ask_strike_off", "ask_arrival"),
    State.NO_DISPUTE: ("answer", "ask_strike_off"),
    State.STRIKE_OFF_ASKED: ("strike_off", "refuse_strike_off"),
    State.STRUCK_OFF: ("follow_up", "reopen"),
    State.MERGED: ("unmerge",),
}
DAILY = ("assign", "contact", "schedule", "note", "attach")
HINTS = {
    "acknowledge": _("From then on your unit is responsible."),
    "send_back": _("It is not ours: say why."),
    "triage": _("Say what it is."),
    "assign": _("Offer it to one unit."),
    "contact": _("Call, visit, talk."),
    "schedule": _("With a slip to hand over."),
    "settle_on_the_spot": _("Both sides willing."),
    "guide": _("Name the lawful channels."),
    "check_admissibility": _("May it be mediated?"),
    "ask_arrival": _("Did the people get there?"),
    "answer": _("Tell who raised it."),
    "ask_strike_off": _("A second person decides."),
    "strike_off": _("As the second person."),
}


def steps(dispute: Dispute, prospects: list[Prospect]) -> dict[str, list[dict[str, Any]]]:
    """What is usual now, what else is possible, and what the thing itself forbids now. What this post may never do is
    left out: it would be noise in every matter."""
    found: dict[str, list[dict[str, Any]]] = {"actions": [], "actions_more": [], "actions_off": []}
    main = MAIN.get(dispute.state, ())
    for prospect in sorted(prospects, key=lambda found: place_in(main, short(found))):
        name = short(prospect)
        if name not in STEPS or (prospect.refusal is not None and prospect.refusal.code == NOT_FOR_THIS_POST):
            continue
        usual = name in main or name in DAILY
        pile = ("actions" if usual else "actions_more") if prospect.allowed else "actions_off"
        found[pile].append(
            _step(dispute, prospect, primary=pile == "actions" and not found["actions"] and name in main)
        )
    if not found["actions"]:
        found["actions"], found["actions_more"] = found["actions_more"], []
    return found


def short(prospect: Prospect) -> str:
    """The last part of the action's name."""
    return prospect.action.name.removeprefix("dispute.")


def place_in(main: tuple[str, ...], name: str) -> tuple[int, int]:
    """The usual next steps first, then the order of the list."""
    if name in main:
        return 0, main.index(name)
    return 1, ORDER.index(name) if name in ORDER else len(ORDER)


def _step(dispute: Dispute, prospect: Prospect, *, primary: bool) -> dict[str, Any]:
    name, refusal = short(prospect), prospect.refusal
    found = {
        "label": str(prospect.action.label),
        "hint": str(HINTS.get(name, "")),
        "url": reverse("desk:act", args=[dispute.pk, name]),
        "icon": STEPS[name].icon,
        "enabled": prospect.allowed,
        "primary": primary,
    }
    if refusal is not None:
        found["reason"] = refusal.message.render(gettext)
        found["law"] = refusal.law
        found["way_out"] = refusal.way_out.render(gettext) if refusal.way_out else ""
    return found
