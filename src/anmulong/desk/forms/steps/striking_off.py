"""Striking off and taking it back (R-531, O-2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.fields import day, text, tick
from anmulong.desk.forms.steps.settling import next_visit


class AskStrikeOff(StepForm):
    """提请销号."""

    action = "dispute.ask_strike_off"
    icon = "clipboard-check"

    evidence = text(_("What proves the result"), required=False, rows=2, example=_("photograph of the mended fence"))
    follow_up_on = day(_("Look again on"))

    def opening(self) -> dict[str, Any]:
        return {"evidence": self.subject.evidence, "follow_up_on": self.subject.follow_up_on or next_visit()}


class StrikeOff(StepForm):
    """销号 by the second person."""

    action = "dispute.strike_off"
    icon = "clipboard-check"

    opened = tick(_("I have read the result, its proof and the answer"))
    remark = text(_("Remark"), required=False, rows=2)


class RefuseStrikeOff(StepForm):
    """退回销号."""

    action = "dispute.refuse_strike_off"
    icon = "arrow-back-up"

    reason = text(_("What is missing"), rows=2, example=_("The photograph shows another fence."))


class UndoStrikeOff(StepForm):
    """撤销销号."""

    action = "dispute.undo_strike_off"
    icon = "arrow-back-up"

    reason = text(_("Reason"), rows=2)


class Reopen(StepForm):
    """重新办理."""

    action = "dispute.reopen"
    icon = "refresh"

    reason = text(_("Reason"), rows=2, example=_("The quarrel began again on the 12th."))
