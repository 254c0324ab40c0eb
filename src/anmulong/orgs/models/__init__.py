"""Tables of places, bodies, committees and grids."""

from anmulong.orgs.models.committee import CommitteeMember, CommitteeProfile, CommitteeTerm, PartyBody
from anmulong.orgs.models.division import Division, DivisionCode, FormerName
from anmulong.orgs.models.grid import Grid, GridOwner, GridPlace
from anmulong.orgs.models.organisation import Organisation
from anmulong.orgs.models.phrase import Phrase


__all__ = [
    "CommitteeMember",
    "CommitteeProfile",
    "CommitteeTerm",
    "Division",
    "DivisionCode",
    "FormerName",
    "Grid",
    "GridOwner",
    "GridPlace",
    "Organisation",
    "PartyBody",
    "Phrase",
]
