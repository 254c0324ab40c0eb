"""Two matters of which nobody below their common superior sees both, and which may be one (O-4)."""

from typing import Any, cast

from django.db import models
from django.db.models import Q

from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.disputes.enums import Verdict
from anmulong.disputes.models.dispute import Dispute


class Likeness(Record):
    """A task for the lowest body whose people see both matters: the same, or two?

    ``dispute`` is the later matter, ``other`` the earlier one. ``town`` and ``gacha`` are the area that holds both,
    empty for the whole county; ``restricted`` when one of them is. It holds no word of either matter.
    """

    stream_type = "likeness"

    dispute = models.UUIDField()
    other = models.UUIDField()
    relapse = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    organisation = models.UUIDField()
    town = models.UUIDField(null=True)
    gacha = models.UUIDField(null=True)
    restricted = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_likeness"
        constraints = [
            models.UniqueConstraint(fields=["county", "dispute", "other"], name="disputes_likeness_once"),
            models.CheckConstraint(
                condition=Q(verdict="", ended_at=None) | (~Q(verdict="") & Q(ended_at__isnull=False)),
                name="disputes_likeness_ended_with_a_verdict",
            ),
        ]
        indexes = [
            models.Index(
                fields=["county", "organisation", "-found_at", "-uid"],
                name="disputes_likeness_open",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispute} = {self.other}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Whoever looks over the area that holds both, with clearance where one of them is restricted."""
        if not scope.county or not scope.case_data:
            return [NOTHING]
        county = Q(county=scope.county)
        open_to_all = Q() if scope.restricted else Q(restricted=False)
        areas = [Q(**{area.level: area.uid}) if area.uid else Q() for area in scope.areas]
        return [county & open_to_all & area for area in areas] or [NOTHING]

    @classmethod
    def shut_for(cls, scope: Scope) -> Q | None:
        """Who is excluded from one of the two as a relative meets neither here (O-4)."""
        if scope.account is None:
            return None
        exclusions = cast(Any, Dispute._meta.get_field("exclusions").related_model)._base_manager
        shut = exclusions.filter(account=scope.account, ended_at=None).values("dispute_id")
        return Q(dispute__in=shut) | Q(other__in=shut)
