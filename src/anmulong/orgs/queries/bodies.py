"""The bodies in memory: who stands where, who serves a place, who stands above whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.models import Division, Organisation
from anmulong.orgs.queries.places import Places
from anmulong.orgs.rules import holds


class Bodies:
    """Every body of a county, ended ones too, linked to its place and its parent without a query."""

    def __init__(self, places: Places, organisations: Iterable[Organisation]) -> None:
        self.places = places
        # A body that was founded in a new place after the places were read is seen at the next look, with its place.
        known = [organisation for organisation in organisations if organisation.division_id in places.by_uid]
        self.by_uid = {organisation.pk: organisation for organisation in known}
        self._in_division: dict[UUID, list[Organisation]] = defaultdict(list)
        for organisation in self.by_uid.values():
            self._in_division[organisation.division_id].append(organisation)
            organisation._meta.get_field("division").set_cached_value(
                organisation, places.by_uid[organisation.division_id]
            )
            if organisation.parent_id in self.by_uid:
                organisation._meta.get_field("parent").set_cached_value(
                    organisation, self.by_uid[organisation.parent_id]
                )

    def get(self, uid: UUID) -> Organisation:
        """The body; raises :class:`NotFound`, also for a body of another county."""
        found = self.by_uid.get(uid)
        if found is None:
            raise NotFound("no-such-organisation", noop("There is no such organisation in this county."))
        return found

    def standing_in(self, division: Division, on: date) -> list[Organisation]:
        """The bodies of exactly this place that exist on a day."""
        return [body for body in self._in_division[division.pk] if holds(body.began_on, body.ended_on, on)]

    def committee_in(self, division: Division, on: date) -> Organisation | None:
        """The committee that serves everybody in exactly this place."""
        return _chief([body for body in self.standing_in(division, on) if body.serves_area])

    def unit_in(self, division: Division, kind: OrganisationKind, on: date) -> Organisation | None:
        """The leading body of a kind in exactly this place."""
        if kind == OrganisationKind.COMMITTEE:
            return self.committee_in(division, on)
        return _chief([body for body in self.standing_in(division, on) if body.kind == kind])

    def unit_for(self, division: Division, kind: OrganisationKind, on: date) -> Organisation | None:
        """The nearest body of a kind, from the place upwards."""
        found = (self.unit_in(place, kind, on) for place in self.places.line(division))
        return next((unit for unit in found if unit is not None), None)

    def superior_of(self, body: Organisation, on: date) -> Organisation | None:
        """The duty unit of the next tier (O-3, R-112); None above the governance centre of the county.

        A committee for one trade or one firm is followed by the committee of its area; any other committee by the
        committee one tier up; other bodies by their parent on a higher tier, else by their kind there. Where none
        of these exists it is the governance centre, which every tier above the gacha has.
        """
        for place in self.places.line(self.places.get(body.division_id)):
            if place.level < body.tier or place.pk == body.division_id:
                found = self._superior_in(place, body, on)
                if found is not None and found.pk != body.pk:
                    return found
        return None

    def _superior_in(self, place: Division, body: Organisation, on: date) -> Organisation | None:
        above = place.pk != body.division_id
        centre = self.unit_in(place, OrganisationKind.GOVERNANCE_CENTRE, on)
        if not above:
            own_area = self.committee_in(place, on) if body.mediates and not body.serves_area else None
            return own_area or (centre if place.level == DivisionLevel.COUNTY else None)
        if body.mediates:
            return self.committee_in(place, on) or centre
        parent = self.by_uid.get(body.parent_id) if body.parent_id else None
        if parent is not None and parent.tier < body.tier and holds(parent.began_on, parent.ended_on, on):
            return parent
        return self.unit_in(place, OrganisationKind(body.kind), on) or centre


def _chief(bodies: list[Organisation]) -> Organisation | None:
    """Of several bodies of one kind in one place the one that stands under none of its own kind and tier."""
    own = {(body.pk, body.tier) for body in bodies}
    chiefs = [body for body in bodies if (body.parent_id, body.tier) not in own]
    return min(chiefs or bodies, key=lambda body: (len(body.name), body.name, body.pk), default=None)
