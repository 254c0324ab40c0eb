"""From a chosen division to the columns by which rows are found."""

from uuid import UUID

from anmulong.disputes.models import Dispute
from anmulong.journal.public import Actor
from anmulong.kernel.errors import Invalid, NotFound
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import Division, organisation, place, placement


def settle_place(dispute: Dispute, division: UUID | None, by: Actor) -> None:
    """Set town and gacha from the division; without one, the place of the taker's own unit counts.

    Raises ``Invalid`` for a place that the county does not have.
    """
    found = _chosen(division, by) if division is not None else _own_place(by)
    dispute.town, dispute.gacha = placement(found) if found is not None else (None, None)


def _chosen(uid: UUID, by: Actor) -> Division:
    try:
        return place(by.county, uid)
    except NotFound as error:
        raise Invalid(
            "unknown-place",
            noop("This place is not on the list of the county."),
            fields={"division": noop("Choose a place from the list.")},
        ) from error


def _own_place(by: Actor) -> Division | None:
    if by.organisation is None:
        return None
    return place(by.county, organisation(by.county, by.organisation).division_id)


def tier_of(county: str, unit: UUID | None) -> int:
    """The tier of a unit: 1 banner, 2 town, 3 gacha; 1 when there is none."""
    return int(DivisionLevel.COUNTY) if unit is None else int(organisation(county, unit).tier)
