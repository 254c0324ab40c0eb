"""Tables of places, bodies and grids."""

from anmulong.orgs.models.division import Division, DivisionCode, FormerName
from anmulong.orgs.models.grid import Grid, GridOwner, GridPlace
from anmulong.orgs.models.organisation import Organisation


__all__ = ["Division", "DivisionCode", "FormerName", "Grid", "GridOwner", "GridPlace", "Organisation"]
