"""Forms on bodies: add, change, move, end."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.choices import EMPTY, places, units, without
from anmulong.desk.forms.fields import chosen, day, line, sought, telephone
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.lawbook.public import choices
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import place


class OrganisationForm(RecordForm):
    """A new body. Its tier is that of the place where it stands."""

    action = "organisation.found"
    icon = "plus"

    kind = chosen(_("Kind"), OrganisationKind.choices)
    name = line(_("Full name"), example=_("People's mediation committee of a gacha"), wide=True)
    short_name = line(_("Short name"), required=False, help=_("As it stands in lists."))
    division = chosen(_("Place"), [], help=_("The place it serves; its tier follows from it."))
    parent = sought(_("Stands under"), [], required=False)
    committee_kind = chosen(_("Kind of committee"), [], required=False, help=_("Only for a mediation committee."))
    professional_kind = chosen(_("Trade"), [], required=False, help=_("Only for a committee of a trade."))
    telephone = telephone(_("Telephone"))
    address = line(_("Office address"), required=False, wide=True)
    began_on = day(_("Founded on"))

    def set_up(self) -> None:
        offer(self, "kind", [EMPTY, *OrganisationKind.choices])
        offer(self, "division", places(self.place))
        offer(self, "parent", [EMPTY, *units(self.place)])
        offer(self, "committee_kind", [EMPTY, *choices("C-902")])
        offer(self, "professional_kind", [EMPTY, *choices("C-903")])

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"tier": place(self.place.actor.county, UUID(found["division"])).level}


class ChangeForm(RecordForm):
    """Name, short name, telephone, address of a body."""

    action = "organisation.change"
    icon = "edit"
    compared = ("name", "short_name", "telephone", "address")

    name = line(_("Full name"), wide=True)
    short_name = line(_("Short name"), required=False, help=_("As it stands in lists."))
    telephone = telephone(_("Telephone"))
    address = line(_("Office address"), required=False, wide=True)


class MoveForm(RecordForm):
    """Where the body stands from now on, and under whom."""

    action = "organisation.move"
    icon = "transfer"

    division = chosen(_("Place"), [], help=_("Only a place of the same tier."))
    parent = sought(_("Stands under"), [], required=False)

    def opening(self) -> dict[str, Any]:
        return {"division": str(self.subject.division_id), "parent": str(self.subject.parent_id or "")}

    def set_up(self) -> None:
        offer(self, "division", places(self.place))
        own = str(self.subject.pk)
        offer(self, "parent", [EMPTY, *without(units(self.place), own)])


class EndForm(RecordForm):
    """The last day of a body, and why."""

    action = "organisation.end"
    icon = "ban"
    danger = True
    notice = _("What it did stays readable. Its people and its open matters must go elsewhere first.")

    reason = line(_("Why"), wide=True, example=_("Merged with the committee of the neighbouring gacha"))
    on = day(_("Last day"), help=_("Today when left out."))


ON_ORGANISATION: dict[str, type[RecordForm]] = {"change": ChangeForm, "move": MoveForm, "end": EndForm}
