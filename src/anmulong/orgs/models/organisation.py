"""Bodies that handle, mediate, answer or advise."""

from django.db import models

from anmulong.base.models import Record
from anmulong.orgs.enums import AREA_COMMITTEES, DivisionLevel, OrganisationKind, StudioKind
from anmulong.orgs.models.division import Division


class Organisation(Record):
    """A body: a mediation committee of one of three tiers, a centre, a court, a department, a firm …

    ``committee_kind`` and ``professional_kind`` hold own codes of C-902 and C-903 (a studio of a trade has the latter
    too). A body ends, it is not deleted;
    ``ended_on`` is its last day.
    """

    stream_type = "organisation"

    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    tier = models.PositiveSmallIntegerField(choices=DivisionLevel.choices)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, default="")
    initials = models.CharField(max_length=120, default="")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="organisations")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    committee_kind = models.CharField(max_length=20, default="")
    professional_kind = models.CharField(max_length=30, default="")
    studio_kind = models.CharField(max_length=12, choices=StudioKind.choices, default="")
    telephone = models.CharField(max_length=40, default="")
    address = models.CharField(max_length=200, default="")
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "orgs_organisation"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"], condition=models.Q(ended_on=None), name="orgs_organisation_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(committee_kind="") | models.Q(kind=OrganisationKind.COMMITTEE),
                name="orgs_organisation_committee_kind_only_for_committees",
            ),
            models.CheckConstraint(
                condition=models.Q(professional_kind="")
                | models.Q(committee_kind="professional")
                | models.Q(studio_kind=StudioKind.TRADE),
                name="orgs_organisation_professional_kind_only_for_such",
            ),
            models.CheckConstraint(
                condition=models.Q(studio_kind="") | models.Q(kind=OrganisationKind.STUDIO),
                name="orgs_organisation_studio_kind_only_for_studios",
            ),
        ]
        indexes = [models.Index(fields=["county", "kind", "tier"], name="orgs_organisation_by_kind")]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def mediates(self) -> bool:
        """Only a people's mediation committee mediates (人民调解法 art. 2, O-3)."""
        return self.kind == OrganisationKind.COMMITTEE

    @property
    def serves_area(self) -> bool:
        """A committee for everybody in its gacha, town or banner, not for one trade or one firm (C-902)."""
        return self.kind == OrganisationKind.COMMITTEE and self.committee_kind in AREA_COMMITTEES
