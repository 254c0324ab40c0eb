"""Forms on grids (O-7): lay, cover, uncover, appoint an owner, end."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.choices import EMPTY, people, places, units
from anmulong.desk.forms.fields import chosen, day, line, segments, sought
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.presenting.eyes import as_uid
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.public import GridPlace, places_of


TODAY = _("Today when left out.")


class GridForm(RecordForm):
    """A new grid in one layer, still without a place."""

    action = "grid.lay"
    icon = "plus"

    layer = segments(
        _("Layer"), GridLayer.choices, help=_("A place may lie in one grid of each layer at the same time.")
    )
    name = line(_("Name of the grid"), example=_("Grid 3 of Wulan Town"))
    code = line(_("Number of the grid"), required=False)
    since = day(_("Since"), help=TODAY)


class CoverForm(RecordForm):
    """A place that the grid takes in."""

    action = "grid.cover"
    icon = "map-pin"

    division = chosen(_("Place"), [])
    part = line(_("Only this part"), required=False, help=_("A firm, a housing block; empty for the whole place."))
    since = day(_("Since"), help=TODAY)

    def set_up(self) -> None:
        offer(self, "division", places(self.place))


class UncoverForm(RecordForm):
    """A place that the grid gives up."""

    action = "grid.uncover"
    icon = "x"

    cover = chosen(_("Place"), [])
    until = day(_("Last day"), help=TODAY)

    def set_up(self) -> None:
        self.covers: list[GridPlace] = places_of(self.subject)
        offer(self, "cover", [EMPTY, *((str(cover.pk), str(cover)) for cover in self.covers)])

    def values(self) -> dict[str, Any]:
        chosen_one = next(cover for cover in self.covers if str(cover.pk) == self.cleaned_data["cover"])
        return super().values() | {"division": chosen_one.division_id, "part": chosen_one.part}


class AppointForm(RecordForm):
    """The one organisation, and the person in it, that answers for the grid."""

    action = "grid.appoint_owner"
    icon = "user-check"

    organisation = sought(_("Unit"), [])
    account = chosen(_("Person"), [], required=False, help=_("May be named later."))
    since = day(_("Since"), help=TODAY)

    def set_up(self) -> None:
        unit = self.fields["organisation"]
        offer(self, "organisation", [EMPTY, *units(self.place)])
        ask = {"hx-get": reverse("desk:people_of_unit"), "hx-target": "#id_account", "hx-trigger": "change"}
        unit.widget.attrs |= ask
        chosen_unit = as_uid(self.data.get("organisation", ""))
        offer(self, "account", [EMPTY, *people(chosen_unit)])


class EndGridForm(RecordForm):
    """The last day of a grid; its places and its owner end with it."""

    action = "grid.end"
    icon = "ban"
    danger = True

    reason = line(_("Why"), wide=True)
    on = day(_("Last day"), help=TODAY)


ON_GRID: dict[str, type[RecordForm]] = {
    "cover": CoverForm,
    "uncover": UncoverForm,
    "appoint": AppointForm,
    "end": EndGridForm,
}
