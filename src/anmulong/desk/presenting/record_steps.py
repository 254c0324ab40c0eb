"""What can be done now with a place, a body, a grid or an account: prospects as buttons with their reasons."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from anmulong.base.models import Record
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.requests import Here
from anmulong.journal.public import prospects


NOT_FOR_THIS_POST = "not-permitted"


def record_steps(
    place: Here, subject: Record, forms: Mapping[str, type[RecordForm]], url: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The steps that have a form, in the order of ``forms``, possible ones first.

    What this post may never do is left out; what the thing itself forbids now stays in sight with its reason.
    """
    by_action = {prospect.action.name: prospect for prospect in prospects(subject, by=place.actor)}
    found = []
    for name, form in forms.items():
        prospect = by_action.get(form.action)
        if prospect is None or (prospect.refusal is not None and prospect.refusal.code == NOT_FOR_THIS_POST):
            continue
        step = {
            "label": str(prospect.action.label),
            "url": url(name),
            "icon": form.icon,
            "enabled": prospect.allowed,
        }
        if prospect.refusal is not None:
            refusal = prospect.refusal
            step["reason"] = refusal.message.render(gettext)
            step["law"] = refusal.law
            step["way_out"] = refusal.way_out.render(gettext) if refusal.way_out else ""
        found.append(step)
    return sorted(found, key=lambda step: not step["enabled"])
