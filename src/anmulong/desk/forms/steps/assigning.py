"""Who minds it: acknowledge, send back, assign (R-502)."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import EMPTY, people, units
from anmulong.desk.forms.fields import chosen, offer, sought, text
from anmulong.disputes.enums import HandoverKind


KINDS = [choice for choice in HandoverKind.choices if choice[0] != HandoverKind.LEAVING]


class Acknowledge(StepForm):
    """签收."""

    action = "dispute.acknowledge"
    icon = "user-check"

    person = chosen(_("Who will mind it"), [], required=False, help=_("Yourself, or a colleague of your unit."))

    def opening(self) -> dict[str, Any]:
        return {"person": str(self.place.actor.uid or "")}

    def set_up(self) -> None:
        offer(self, "person", [EMPTY, *people(self.place.actor.organisation)])


class SendBack(StepForm):
    """退回."""

    action = "dispute.send_back"
    icon = "arrow-back-up"

    reason = text(
        _("Why it is not ours"),
        help=_("The present owner reads this and stays responsible."),
        example=_("The pasture lies in the neighbouring town."),
    )


class Assign(StepForm):
    """An offer to a unit and, if known, a person; until it is acknowledged the present owner stays responsible."""

    action = "dispute.assign"
    icon = "send"

    organisation = sought(_("Unit"), [], help=_("One unit is responsible (R-502)."))
    person = chosen(_("Person"), [], required=False, help=_("Left open, the unit chooses when it acknowledges."))
    kind = chosen(_("How it changes hands"), KINDS)
    reason = text(
        _("What is asked for"), required=False, rows=2, example=_("Please visit both families before Friday.")
    )

    def opening(self) -> dict[str, Any]:
        return {"organisation": str(self.place.actor.organisation or ""), "kind": HandoverKind.FORWARD}

    def set_up(self) -> None:
        offer(self, "organisation", [EMPTY, *units(self.place)])
        offer(self, "person", [EMPTY, *people(self._unit())])
        ask = {"hx-get": reverse("desk:people_of_unit"), "hx-target": "#id_person", "hx-trigger": "change"}
        self.fields["organisation"].widget.attrs.update(ask)

    def _unit(self) -> UUID | None:
        raw = self.data.get("organisation") if self.is_bound else self.initial.get("organisation")
        try:
            return UUID(str(raw))
        except ValueError:
            return None
