"""Tables of places and bodies."""

from anmulong.orgs.models.division import Division, DivisionCode
from anmulong.orgs.models.organisation import Organisation


__all__ = ["Division", "DivisionCode", "Organisation"]
