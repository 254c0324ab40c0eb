"""Who sees whose account; shared by all tables of staff."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q

from anmulong.access.enums import StaffView
from anmulong.access.rules import PostScope
from anmulong.base.scoping import NOTHING, Scope


def staff_branches(
    scope: Scope, *, own: Callable[[UUID], list[Q]], of_organisations: Callable[[tuple[UUID, ...]], Q] | None = None
) -> list[Q]:
    """Own rows; those of the own organisations for a manager; all rows for those who keep accounts, and the system."""
    if not scope.county:
        return [NOTHING]
    county = Q(county=scope.county)
    if _sees_all_staff(scope):
        return [county]
    myself = scope.myself if isinstance(scope, PostScope) else scope.account
    branches = [county & condition for condition in own(myself)] if myself else []
    manages = isinstance(scope, PostScope) and scope.staff == StaffView.ORGANISATIONS and scope.organisations
    if manages and of_organisations is not None:
        branches.append(county & of_organisations(scope.organisations))
    return branches or [NOTHING]


def _sees_all_staff(scope: Scope) -> bool:
    if isinstance(scope, PostScope):
        return scope.staff == StaffView.COUNTY
    # A scope that belongs to no account and covers the county is the system's own.
    return scope.account is None and any(area.level == "county" for area in scope.areas)
