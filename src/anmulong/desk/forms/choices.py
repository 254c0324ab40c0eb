"""Lists to choose from: units, people, places, codes, in the words and the order of the office."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anmulong.access.public import handlers
from anmulong.base.drawing import Options
from anmulong.desk.requests import Here
from anmulong.lawbook.public import choices, dispute_types, label_of
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import division_tree, made_from_places, organisation, organisations, place_path


Choice = tuple[str, Any]
EMPTY: Choice = ("", "—")


def codes(table: str) -> list[Choice]:
    """A code table with an empty line first."""
    return [EMPTY, *choices(table)]


def kinds() -> list[Any]:
    """Dispute types with their local children, as groups."""
    found: list[Any] = [EMPTY]
    for row, children in dispute_types():
        if children:
            lines = [(row.code, label_of(row)), *((child.code, label_of(child)) for child in children)]
            found.append((label_of(row), lines))
        else:
            found.append((row.code, label_of(row)))
    return found


def places(place: Here) -> list[Any]:
    """The places of the county, town by town; a town's own places first for who works there."""
    groups = []
    for top in division_tree(place.actor.county):
        for town in top.children:
            lines = [(str(town.division.pk), _("%(town)s (whole)") % {"town": town.division.name})]
            lines += [(str(child.division.pk), child.division.name) for child in town.children]
            groups.append((town.division.name, lines))
        groups.append((top.division.name, [(str(top.division.pk), top.division.name)]))
    own = own_path(place).split(" ", maxsplit=1)[0]
    return [EMPTY, *sorted(groups, key=lambda group: group[0] != own)]


def own_path(place: Here) -> str:
    """The path of the place where the unit of the post stands."""
    unit = place.actor.organisation
    if unit is None:
        return ""
    return place_path(place.actor.county, organisation(place.actor.county, unit).division_id)


def own_place(place: Here) -> str:
    """The uid of the gacha in which the unit stands; empty for a unit of a town or of the banner."""
    unit = place.actor.organisation
    if unit is None:
        return ""
    body = organisation(place.actor.county, unit)
    return str(body.division_id) if body.tier == DivisionLevel.GACHA else ""


def units(place: Here, *, own: bool = True) -> list[Any]:
    """The bodies of the county: the own unit, then the own town, the banner, and the other towns one by one."""
    county, mine = place.actor.county, place.actor.organisation
    own_group = own_path(place).split(" ", maxsplit=1)[0]
    first: list[Choice] = []
    groups: dict[tuple[int, str], list[Choice]] = {}
    for body in organisations(county):
        if body.pk == mine:
            first = [(str(body.pk), body.name)] if own else []
            continue
        top = place_path(county, body.division_id).split(" ", maxsplit=1)[0]
        rank = 0 if top and top == own_group else 1 if body.tier == DivisionLevel.COUNTY else 2
        groups.setdefault((rank, top), []).append((str(body.pk), body.name))
    found: list[Any] = [(_("Own unit"), first)] if first else []
    return [*found, *((path, lines) for (_rank, path), lines in sorted(groups.items()))]


def place_options(place: Here, *first: Choice) -> Options:
    """The places of the county behind the ``first`` lines."""
    return _kept(place, "places", first, lambda: without_empty(places(place)))


def unit_options(place: Here, *first: Choice) -> Options:
    """The bodies of the county behind the ``first`` lines."""
    return _kept(place, "units", first, lambda: units(place))


def _kept(place: Here, name: str, first: tuple[Choice, ...], make: Callable[[], list[Any]]) -> Options:
    head = tuple((value, str(label)) for value, label in first)
    key = (name, head, place.actor.organisation, get_language())
    return made_from_places(place.actor.county, key, lambda: Options([*head, *make()]))


def people(unit: UUID | None, *, may: str = "disputes.handle") -> list[Choice]:
    """Who in a unit could mind a matter."""
    return [] if unit is None else [(str(person.uid), person.name) for person in handlers(unit, may=may)]


def without(groups: Iterable[Any], value: str) -> list[Any]:
    """Grouped choices without one of them: nothing stands under itself, no place is merged into itself."""
    found: list[Any] = []
    for label, lines in groups:
        if isinstance(lines, list):
            found.append((label, [each for each in lines if each[0] != value]))
        elif label != value:
            found.append((label, lines))
    return found


def without_empty(options: Iterable[Any]) -> list[Any]:
    """A list without its empty first line."""
    return [option for option in options if option != EMPTY]
