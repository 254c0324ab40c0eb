"""The door of places, bodies and grids. A day (``on``) is today when left out."""

from anmulong.orgs.actions.organisations import OrganisationChange
from anmulong.orgs.models import Division, DivisionCode, FormerName, Grid, GridOwner, GridPlace, Organisation
from anmulong.orgs.queries.divisions import (
    FoundDivision,
    ancestors,
    children_of,
    codes_of,
    division_by_code,
    division_tree,
    divisions,
    find_divisions,
    one_division,
    path_name,
    place,
    place_path,
    placement,
    town_of,
)
from anmulong.orgs.queries.organisations import (
    committee_of,
    find_organisations,
    organisation,
    organisations,
    superior_of,
    unit_for,
)
from anmulong.orgs.queries.places import DivisionNode
from anmulong.orgs.queries.snapshot import forget
from anmulong.orgs.rules import (
    NewDivision,
    NewOrganisation,
    OfficialCode,
    division_uid,
    initials_of,
    organisation_uid,
)


__all__ = [
    "Division",
    "DivisionCode",
    "DivisionNode",
    "FormerName",
    "FoundDivision",
    "Grid",
    "GridOwner",
    "GridPlace",
    "NewDivision",
    "NewOrganisation",
    "OfficialCode",
    "Organisation",
    "OrganisationChange",
    "ancestors",
    "children_of",
    "codes_of",
    "committee_of",
    "division_by_code",
    "division_tree",
    "division_uid",
    "divisions",
    "find_divisions",
    "find_organisations",
    "forget",
    "initials_of",
    "one_division",
    "organisation",
    "organisation_uid",
    "organisations",
    "path_name",
    "place",
    "place_path",
    "placement",
    "superior_of",
    "town_of",
    "unit_for",
]
