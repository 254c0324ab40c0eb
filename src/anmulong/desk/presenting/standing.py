"""How a matter stands, in words for whoever raised it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.rows import unit_name
from anmulong.disputes.enums import State
from anmulong.disputes.public import Standing


PLAIN = {
    State.REGISTERED: _("It is registered and being looked at."),
    State.HANDLING: _("It is being handled."),
    State.SETTLED: _("There is a result."),
    State.GUIDED: _("You were told which channel it belongs to."),
    State.NO_DISPUTE: _("It was looked at; there is a result."),
    State.STRIKE_OFF_ASKED: _("There is a result, which a second person now checks."),
    State.STRUCK_OFF: _("It is closed."),
    State.MERGED: _("It is handled together with another report of the same matter."),
    State.VOID: _("It was registered by mistake and taken back. Ask the unit that registered it."),
}
OPEN = (State.REGISTERED, State.HANDLING)


def standing(found: Standing, county: str) -> dict[str, Any]:
    """State, unit, next date while one lies ahead, and whether an answer was given."""
    if found.restricted:
        return {"state": _("It is being handled. Please speak with the unit that registered it."), "only": True}
    ahead = found.next_on is not None and found.next_on >= today() and found.state in OPEN
    return {
        "state": PLAIN[State(found.state)],
        "unit": unit_name(county, found.unit),
        "next_on": found.next_on if ahead else None,
        "answered": found.answered,
    }
