"""Posts and deputies: in what place a person acts, from when to when."""

from datetime import date

from django.db import models
from django.db.models import Q

from anmulong.access.enums import AreaLevel
from anmulong.access.models.visibility import staff_branches
from anmulong.base.models import Record
from anmulong.base.scoping import Scope


class Post(Record):
    """One account in one role, in one organisation, over one area, for a time. ``ended_on`` is the last day in post.

    The three administrators have no organisation; every other post has one.
    """

    root_field = "account_id"

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, null=True, related_name="posts")
    role = models.CharField(max_length=40)
    title = models.CharField(max_length=60, default="")
    area_level = models.CharField(max_length=10, choices=AreaLevel.choices, default=AreaLevel.NONE)
    division = models.ForeignKey("orgs.Division", on_delete=models.PROTECT, null=True, related_name="posts")
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "access_post"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "account", "organisation", "role"],
                condition=Q(ended_on=None),
                name="access_post_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")), name="access_post_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(area_level__in=["", "county"]) | Q(division__isnull=False),
                name="access_post_area_has_place",
            ),
        ]
        indexes = [models.Index(fields=["county", "organisation", "role"], name="access_post_by_organisation")]

    def __str__(self) -> str:
        return f"{self.role} {self.account_id}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Own posts; those of the own organisation for its manager; all for those who keep the accounts."""
        return staff_branches(
            scope,
            own=lambda account: [Q(account=account)],
            of_organisations=lambda organisations: Q(organisation__in=organisations),
        )

    def covers(self, day: date) -> bool:
        """Whether the post was held on ``day``."""
        return self.began_on <= day and (self.ended_on is None or day <= self.ended_on)

    @staticmethod
    def held_on(day: date) -> Q:
        """The condition for posts held on ``day``."""
        return Q(began_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))


class Deputy(Record):
    """Somebody who acts in a post while its holder is away, from ``began_on`` to ``until_on``, both included (O-5)."""

    root_field = "on_behalf_id"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="deputies")
    on_behalf = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="represented_by")
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="deputises")
    began_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=200, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_deputy"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("began_on")), name="access_deputy_ends_after_begin"
            ),
            models.CheckConstraint(condition=~Q(account=models.F("on_behalf")), name="access_deputy_is_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.on_behalf_id}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Both persons, the manager of the organisation, and those who keep the accounts."""
        return staff_branches(
            scope,
            own=lambda account: [Q(account=account), Q(on_behalf=account)],
            of_organisations=lambda organisations: Q(post__organisation__in=organisations),
        )

    def covers(self, day: date) -> bool:
        """Whether the deputy acts on ``day``; one that was ended early no longer does."""
        return self.ended_at is None and self.began_on <= day <= self.until_on

    @staticmethod
    def acting_on(day: date) -> Q:
        """The condition for deputies who act on ``day``."""
        return Q(began_on__lte=day, until_on__gte=day, ended_at=None)

    @staticmethod
    def acting_from(day: date) -> Q:
        """The condition for deputies who act on ``day`` or later."""
        return Q(until_on__gte=day, ended_at=None)
