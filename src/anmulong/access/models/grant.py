"""Exceptions from the area: single matters opened to an account or an organisation (architecture.md 5)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from anmulong.access.enums import Finding, GrantReason
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope


Lying = Callable[[Scope], Q]
L = TypeVar("L", bound=Lying)
_areas: list[Lying] = []


def lies_in_area(lying: L) -> L:
    """Register ``lying(scope)``: the condition on a grant that its matter lies in the areas of ``scope``."""
    if lying not in _areas:
        _areas.append(lying)
    return lying


class Grant(Record):
    """Opens one dispute to one account or one organisation, with a reason and an end; in the dispute's stream.

    An emergency reading has ``review_on``, the day by which a second person looks into it, and then what was found.
    """

    root_field = "dispute"

    dispute = models.UUIDField()
    account = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    why = models.CharField(max_length=20, choices=GrantReason.choices)
    note = models.CharField(max_length=200, default="")
    granted_by = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    finding = models.CharField(max_length=12, choices=Finding.choices, default="")
    review_note = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "access_grant"
        indexes = [
            models.Index(fields=["county", "account", "dispute"], name="access_grant_by_account"),
            models.Index(fields=["county", "organisation", "dispute"], name="access_grant_by_organisation"),
            models.Index(fields=["dispute"], name="access_grant_by_dispute"),
            models.Index(
                fields=["county", "-began_at", "-uid"],
                name="access_grant_emergencies",
                condition=Q(review_on__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, organisation__isnull=False) | Q(account__isnull=False, organisation=None),
                name="access_grant_has_one_viewer",
            ),
            models.CheckConstraint(
                condition=Q(why=GrantReason.BREAK_GLASS, review_on__isnull=False)
                | (~Q(why=GrantReason.BREAK_GLASS) & Q(review_on=None)),
                name="access_grant_emergency_is_reviewed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.dispute}"

    def stream_uid(self) -> UUID:
        return self.dispute

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Who sees the matters of an area sees to whom they are opened, whoever opened them; a viewer sees the own."""
        if not scope.county or not scope.case_data:
            return [NOTHING]
        if any(area.level == "county" for area in scope.areas):
            return [Q(county=scope.county)]
        branches = [Q(county=scope.county, granted_by=scope.account)] if scope.account else []
        if scope.organisations:
            branches.append(Q(county=scope.county, organisation__in=scope.organisations))
        if scope.areas:
            branches += [Q(county=scope.county) & lying(scope) for lying in _areas]
        return branches or [NOTHING]

    @staticmethod
    def live(at: datetime) -> Q:
        """The condition for grants in force at the moment ``at``."""
        return Q(began_at__lte=at, ended_at=None) & (Q(until_at=None) | Q(until_at__gt=at))
