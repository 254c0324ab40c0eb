"""Forms on single matters opened to somebody outside their area (architecture.md 5): open, close again."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import GrantReason
from anmulong.desk.forms.choices import EMPTY, people, units
from anmulong.desk.forms.fields import chosen, day, line, segments
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute
from anmulong.kernel.deadlines import end_of_day


GIVEN_BY_HAND = (GrantReason.LINKED_ORGAN, GrantReason.EXPERT, GrantReason.HANDED_ON)
USUAL = timedelta(days=30)


class GrantForm(RecordForm):
    """To whom, why, until when. The viewer finds exactly this matter, in every list and on its page."""

    action = "grant.open"
    icon = "key"
    notice = _("Whoever is named here reads this matter with its parties and files. The last day closes it by itself.")

    organisation = chosen(_("Unit"), [])
    account = chosen(_("Who in the unit"), [], required=False, help=_("Everybody in the unit when left out."))
    why = segments(_("Why"), [(why.value, why.label) for why in GIVEN_BY_HAND])
    until = day(_("Last day"), required=True)
    note = line(_("Note"), required=False, wide=True)

    def __init__(self, data: Any = None, *, place: Here, dispute: Dispute) -> None:
        self.dispute = dispute
        super().__init__(data, place=place)

    def opening(self) -> dict[str, Any]:
        """A month, unless another day is chosen."""
        return {"until": today() + USUAL, "why": GrantReason.LINKED_ORGAN}

    def set_up(self) -> None:
        unit = self.fields["organisation"]
        offer(self, "organisation", [EMPTY, *units(self.place)])
        readers = f"{reverse('desk:people_of_unit')}?may=read"
        unit.widget.attrs |= {"hx-get": readers, "hx-target": "#id_account", "hx-trigger": "change"}
        offer(self, "account", [EMPTY, *people(as_uid(self.data.get("organisation", "")), may=Permission.READ)])

    def values(self) -> dict[str, Any]:
        """One viewer: the person when one is named, else the unit."""
        found = super().values() | {"dispute": self.dispute.pk, "until": end_of_day(self.cleaned_data["until"])}
        if found.get("account"):
            found.pop("organisation")
        return found


class EndGrantForm(RecordForm):
    """Close the matter to the viewer at once."""

    action = "grant.end"
    icon = "lock"
    danger = True

    note = line(_("Note"), required=False, wide=True)
