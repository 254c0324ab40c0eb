"""Words that several pages share: states with their tone, due dates with what is left, reasons of a colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from anmulong.disputes.enums import ClockKind, Colour, State
from anmulong.disputes.public import Dispute, reason_text
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import parameter_int


TONES = {
    State.REGISTERED: "wait",
    State.HANDLING: "info",
    State.SETTLED: "good",
    State.GUIDED: "good",
    State.NO_DISPUTE: "good",
    State.STRIKE_OFF_ASKED: "wait",
}


@dataclass(frozen=True)
class Label:
    """A word and the tone it is shown in: good, info, wait, bad, or none."""

    label: str
    tone: str = ""


def state_label(state: str) -> Label:
    """The state as clerks say it."""
    return Label(str(State(state).label), TONES.get(State(state), ""))


def due_tone(due_at: datetime | None, now: datetime) -> str:
    """``late``, ``today``, ``soon``, or nothing."""
    if due_at is None:
        return ""
    if due_at < now:
        return "late"
    if local_day(due_at) == local_day(now):
        return "today"
    soon = timedelta(hours=parameter_int("disputes.remind_before_hours"))
    return "soon" if due_at - now <= soon else ""


def due_note(dispute: Dispute, now: datetime) -> str:
    """What is due, and how late it is or how many days are left."""
    if dispute.due_at is None:
        return ""
    what = str(ClockKind(dispute.due_kind).label) if dispute.due_kind in ClockKind.values else ""
    return " · ".join(part for part in (what, distance(dispute.due_at, now)) if part)


def distance(due_at: datetime, now: datetime) -> str:
    """How late it is, or how many days are left."""
    days = (local_day(due_at) - local_day(now)).days
    if due_at < now:
        late = max(-days, 1)
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
    if days == 0:
        return gettext("today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def risk_note(dispute: Dispute, *, cleared: bool) -> str:
    """That the reason of the colour is restricted; lists say no more (O-4)."""
    return str(_("reason restricted")) if dispute.restricted and not _may_tell(dispute, cleared) else ""


def risk_reason(dispute: Dispute, *, cleared: bool) -> str:
    """Why the matter is red or orange, in a few words; nothing where the reason is restricted."""
    graver = dispute.colour in (Colour.RED, Colour.ORANGE) and dispute.colour_reasons
    if not graver or (dispute.restricted and not _may_tell(dispute, cleared)):
        return ""
    return reason_text(dispute.colour_reasons[0]).render(gettext)


def _may_tell(dispute: Dispute, cleared: bool) -> bool:
    """A forecast of a restricted matter is never named in a list, because it may be one of self-harm (O-4)."""
    return cleared and not any(reason.get("code") == "forecast" for reason in dispute.colour_reasons)
