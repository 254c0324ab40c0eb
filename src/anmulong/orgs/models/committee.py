"""What a committee is made of: terms, members, the leading group, Party bodies (人民调解法 art. 8, 9; M-01)."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from anmulong.base.models import Record
from anmulong.orgs.enums import ElectedBy, MemberEnd, PartyLevel
from anmulong.orgs.models.organisation import Organisation


class CommitteeProfile(Record):
    """Facts of a committee beside the organisation. ``published_at`` empty: still a draft (R-104).

    ``multi_ethnic``: the area is one where several ethnic groups live; ``largest_group`` is the one with most people
    there. The leading group (组长, often the village secretary) is apart from the director of the committee (O-3).
    """

    root_field = "organisation_id"
    personal_columns = ("leading_group_head",)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="committee_profiles")
    multi_ethnic = models.BooleanField(default=False)
    largest_group = models.CharField(max_length=20, default="")
    leading_group_head = models.CharField(max_length=60, default="")
    leading_group_post = models.CharField(max_length=60, default="")
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orgs_committee_profile"
        constraints = [models.UniqueConstraint(fields=["county", "organisation"], name="orgs_committee_profile_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class CommitteeTerm(Record):
    """One term of a committee: how, where and by what minutes it was elected; ``due_on`` is its last lawful day, three
    years on (R-105), ``ended_on`` the day before the next term began."""

    root_field = "organisation_id"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="terms")
    began_on = models.DateField()
    due_on = models.DateField()
    ended_on = models.DateField(null=True)
    elected_by = models.CharField(max_length=24, choices=ElectedBy.choices)
    place = models.CharField(max_length=120, default="")
    minutes = models.CharField(max_length=120, default="")

    class Meta:
        db_table = "orgs_committee_term"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "organisation"], condition=Q(ended_on=None), name="orgs_committee_term_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.began_on}"


class CommitteeMember(Record):
    """A member of a committee with post (C-910) and period. Sex and ethnic group are kept for R-104 alone.

    ``mediator`` and ``account`` are plain uids: both stand above places.
    """

    root_field = "organisation_id"
    personal_columns = ("name", "ethnic_group")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=20)
    female = models.BooleanField()
    ethnic_group = models.CharField(max_length=20, default="")
    mediator = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, choices=MemberEnd.choices, default="")

    class Meta:
        db_table = "orgs_committee_member"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "organisation", "mediator"],
                condition=Q(until=None, mediator__isnull=False),
                name="orgs_committee_member_once",
            ),
            models.CheckConstraint(
                condition=(Q(until=None) & Q(end_reason="")) | (Q(until__isnull=False) & ~Q(end_reason="")),
                name="orgs_committee_member_end_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["county", "organisation", "since"], name="orgs_committee_member_of")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def sitting_on(day: date) -> Q:
        """The condition for members on ``day``; a period that ends before it begins has no day."""
        return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day)) & (Q(until=None) | Q(until__gte=F("since")))


class PartyBody(Record):
    """A general branch, branch or pioneer post at an organisation (M-01): a fact of the organisation, never of the
    parties to a dispute and without any person's name."""

    root_field = "organisation_id"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="party_bodies")
    level = models.CharField(max_length=16, choices=PartyLevel.choices)
    name = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "orgs_party_body"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "organisation", "name"], condition=Q(until=None), name="orgs_party_body_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
