"""Mediators, the bodies they serve, their training and the interests they declared (domain.md 3.1, R-107, R-301)."""

from datetime import date

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.people.enums import EngagementEnd, InterestKind, MediatorKind, Reading, Sex, Spoken, TrainingWay


class Mediator(Record):
    """A person who mediates for one or several committees (人民调解法 art. 13, 14).

    The name stands in clear in the row, because lists show it and parties choose by it (R-109). ``account`` is the
    uid of the account in which he or she signs in, if any. ``political_face`` is optional and shown to nobody but who
    keeps the register; marital status has no column (R-301), and neither has success (O-4).
    """

    stream_type = "mediator"
    personal_columns = ("name", "initials")

    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, default="")
    sex = models.CharField(max_length=8, choices=Sex.choices)
    birth_date = SealedTextField()
    identity_number = SealedTextField()
    telephone = SealedTextField()
    political_face = SealedTextField()
    ethnic_group = SealedTextField()
    occupation = models.CharField(max_length=30, default="")
    spoken = models.CharField(max_length=12, choices=Spoken.choices, default="")
    reads = models.CharField(max_length=12, choices=Reading.choices, default="")
    fields = models.JSONField(default=list)
    introduction = models.CharField(max_length=400, default="")
    account = models.UUIDField(null=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "people_mediator"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "account"],
                condition=Q(account__isnull=False, ended_on=None),
                name="people_mediator_one_per_account",
            )
        ]
        indexes = [models.Index(fields=["county", "name"], name="people_mediator_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def birth_on(self) -> date | None:
        """The birth date; None once it was erased."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None


class Engagement(Record):
    """A mediator serves a committee or one of its studios in one kind from ``since``.

    ``until`` is the last day agreed, None when open; ``ended_on`` the day on which it really ended, with the reason.
    ``post`` and ``way`` hold own codes of C-910 and C-912.
    """

    root_field = "mediator_id"

    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="engagements")
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=20, choices=MediatorKind.choices)
    post = models.CharField(max_length=20, default="mediator")
    way = models.CharField(max_length=20, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, choices=EngagementEnd.choices, default="")
    end_note = SealedTextField()

    class Meta:
        db_table = "people_engagement"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "mediator", "organisation", "kind"],
                condition=Q(ended_on=None),
                name="people_engagement_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="people_engagement_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=(Q(ended_on=None) & Q(end_reason="")) | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="people_engagement_end_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["county", "organisation", "since"], name="people_engagement_by_body")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mediator_id}"

    @staticmethod
    def held_on(day: date) -> Q:
        """The condition for engagements in force on ``day``; first and last days are included."""
        begun = Q(since__lte=day)
        agreed = Q(until=None) | Q(until__gte=day)
        return begun & agreed & (Q(ended_on=None) | Q(ended_on__gte=day))

    def holds(self, day: date) -> bool:
        """The same of a row in hand."""
        ends = [each for each in (self.until, self.ended_on) if each is not None]
        return self.since <= day and all(day <= each for each in ends)


class Training(Record):
    """A course that a mediator took: hours, way, first and last day (人民调解法 art. 14, R-421)."""

    root_field = "mediator_id"

    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="trainings")
    course = models.CharField(max_length=120)
    held_by = models.CharField(max_length=120, default="")
    hours = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=20, choices=TrainingWay.choices)
    before_post = models.BooleanField(default=False)
    began_on = models.DateField()
    ended_on = models.DateField()

    class Meta:
        db_table = "people_training"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=models.F("began_on")), name="people_training_ends_after_begin"
            )
        ]

    def __str__(self) -> str:
        return self.course


class Interest(Record):
    """What a mediator declared in general that may touch fairness later (R-136): kin, firm, holding."""

    root_field = "mediator_id"

    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=20, choices=InterestKind.choices)
    what = SealedTextField()
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "people_interest"

    def __str__(self) -> str:
        return f"{self.kind} {self.mediator_id}"
