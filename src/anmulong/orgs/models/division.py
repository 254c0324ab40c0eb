"""Administrative divisions with their own uids; official codes are kept beside them, never used as keys (stack.md 6)."""

from django.db import models

from anmulong.base.models import Record
from anmulong.orgs.enums import DivisionLevel


class Division(Record):
    """A banner, a sumu or town, a gacha, village or community. Names repeat across towns; uids do not."""

    stream_type = "division"

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=DivisionLevel.choices)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "orgs_division"
        constraints = [
            models.UniqueConstraint(fields=["county", "parent", "name"], name="orgs_division_name_once_in_parent"),
            models.CheckConstraint(
                condition=models.Q(level=1, parent=None) | models.Q(level__gt=1, parent__isnull=False),
                name="orgs_division_has_parent_unless_county",
            ),
        ]
        indexes = [models.Index(fields=["county", "level", "name"], name="orgs_division_by_level")]

    def __str__(self) -> str:
        return self.name


class DivisionCode(Record):
    """An official code of a division in one code book, with validity: code books disagree."""

    root_field = "division_id"

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "orgs_division_code"
        constraints = [
            models.UniqueConstraint(fields=["county", "scheme", "code", "valid_from"], name="orgs_division_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
