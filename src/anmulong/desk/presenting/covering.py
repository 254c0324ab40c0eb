"""Whose names a reader sees, for pages, prints and exports (O-4, R-751)."""

from anmulong.access.public import PostScope
from anmulong.base.scoping import Scope
from anmulong.kernel.masking import initials
from anmulong.people.public import Party, printed_name


def sees_names(scope: Scope) -> bool:
    """Whether the post sees the names of parties at all."""
    return isinstance(scope, PostScope) and scope.names and scope.case_data


def name_of(party: Party, *, masked: bool) -> str:
    """The name as this reader sees it: a minor's initials for everybody (R-751)."""
    if masked:
        return printed_name(party)
    return initials(party.name) if party.is_minor else party.name
