"""What can be done now with a case: the prospects of the journal as buttons, with the reasons of what cannot."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Permission, State
from anmulong.cases.public import Case
from anmulong.desk.forms.cases import CASE_STEPS
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Prospect, prospects
from anmulong.kernel.errors import DomainError


NOT_FOR_THIS_POST = "not-permitted"
MAIN: dict[str, tuple[str, ...]] = {
    State.APPLIED: ("accept", "request_material", "refuse_acceptance"),
    State.MATERIAL_WANTED: ("supply_material", "accept", "refuse_acceptance"),
    State.ACCEPTED: ("start", "agree_orally"),
    State.MEDIATING: ("agree_in_writing", "agree_orally", "hold_session"),
    State.SUSPENDED: ("resume",),
    State.FRAUD_HOLD: ("release_hold",),
    State.AGREED: ("sign", "revise_agreement"),
    State.EFFECTIVE: ("follow_up", "record_performance", "urge", "ask_confirmation", "close"),
    State.ENDED: ("follow_up", "close"),
    State.REFUSED: ("follow_up", "close"),
    State.CLOSED: ("archive", "follow_up", "record_performance"),
    State.ARCHIVED: ("follow_up", "record_performance"),
}
BESIDE = {"helper_agreed"}
"""Steps with a link of their own on the page, where what they are about is shown."""
ENDS = ("decline", "withdraw", "terminate")
HINTS = {
    "start": _("One line for each party, then mediation begins."),
    "agree_orally": _("In force at once; proof can follow."),
    "agree_in_writing": _("With the session; instalments are laid out for you."),
    "sign": _("One scan, one row for each signer."),
    "follow_up": _("Performance, answer, close."),
    "ask_confirmation": _("Within thirty days, all parties together."),
    "urge": _("What was said, and promised until when."),
    "decline": _("No reason is asked."),
    "terminate": _("No agreement; the other routes are told."),
    "archive": _("What is missing is listed."),
}


def standing(place: Here, case: Case) -> dict[str, tuple[Prospect, DomainError | None]]:
    """Every step that this post knows, and why it cannot be taken now. A form whose own click removes the obstacle
    stands open: the start that records what is missing, an oral agreement that begins mediation too."""
    by_action = {found.action.name: found for found in prospects(case, by=place.actor)}
    known: dict[str, tuple[Prospect, DomainError | None]] = {}
    for name, form in CASE_STEPS.items():
        own = by_action.get(form.action)
        if own is None:
            continue
        leading = by_action.get(form.also_in.get(case.state, form.action), own)
        refusal = leading.refusal
        known[name] = own, None if refusal is not None and refusal.code in form.waits_for else refusal
    return known


def case_steps(place: Here, case: Case) -> dict[str, list[dict[str, Any]]]:
    """What is usual now, what else is possible, and what the case itself forbids now."""
    found: dict[str, list[dict[str, Any]]] = {"actions": [], "actions_more": [], "actions_off": []}
    main = MAIN.get(State(case.state), ())
    known = standing(place, case)
    for name in sorted(known, key=lambda name: main.index(name) if name in main else len(main)):
        prospect, refusal = known[name]
        if name in BESIDE or (refusal is not None and refusal.code == NOT_FOR_THIS_POST):
            continue
        usual = name in main or name in ENDS
        pile = "actions_off" if refusal is not None else "actions" if usual else "actions_more"
        first = pile == "actions" and name in main and not found["actions"]
        found[pile].append(_step(case, name, prospect, refusal, primary=first))
    return found


def _step(case: Case, name: str, prospect: Prospect, refusal: DomainError | None, *, primary: bool) -> dict[str, Any]:
    form = CASE_STEPS[name]
    told: dict[str, Any] = {
        "label": title_of(form, prospect),
        "hint": str(HINTS.get(name, "")),
        "url": reverse("desk:case_act", args=[case.pk, name]),
        "icon": form.icon,
        "enabled": refusal is None,
        "primary": primary,
    }
    if refusal is not None:
        told["reason"] = refusal.message.render(gettext)
        told["law"] = refusal.law
        told["way_out"] = refusal.way_out.render(gettext) if refusal.way_out else ""
    return told


def title_of(form: type[CaseForm], prospect: Prospect | None = None) -> str:
    """What a step is called on pages."""
    known = prospect.action if prospect is not None else form.known()
    return str(form.title or known.label)


def new_case_steps(place: Here, dispute: Dispute, cases: list[Case]) -> list[dict[str, Any]]:
    """What may begin on the page of a dispute; nothing while a case runs or for a post that takes no applications."""
    if not place.may(Permission.APPLY) or any(case.is_open for case in cases):
        return []
    again = any(case.state in (State.CLOSED, State.ARCHIVED) for case in cases)
    first = _("Take up again in a new case") if again else _("Apply for mediation and accept")
    hint = _("The new case names the earlier one.") if again else _("Prefilled from this page.")
    offered = [("apply", first, hint, "scale", True)]
    if place.may(Permission.MEDIATE):
        hint = _("Application, start, session and agreement in one go.")
        offered.append(("agree_orally", _("Oral agreement at once"), hint, "message-circle", False))
    return [
        {
            "label": str(label),
            "hint": str(hint),
            "url": reverse("desk:case_new", args=[dispute.pk, name]),
            "icon": icon,
            "enabled": True,
            "primary": primary,
        }
        for name, label, hint, icon, primary in offered
    ]
