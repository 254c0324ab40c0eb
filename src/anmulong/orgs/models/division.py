"""Administrative divisions with own uids; official codes are kept beside them, never used as keys (stack.md 6)."""

from django.db import models

from anmulong.base.models import Record
from anmulong.orgs.enums import DivisionLevel


class Division(Record):
    """A banner, a sumu or town, a gacha, village or community. Names repeat across towns; uids do not.

    ``valid_from`` and ``valid_to`` are the first and the last day on which it stands in the list; ``merged_into`` is
    the place that took it in, so that old papers still lead somewhere.
    """

    stream_type = "division"

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=DivisionLevel.choices)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, default="")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="took_in")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "orgs_division"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "parent", "name"],
                condition=models.Q(valid_to=None),
                name="orgs_division_name_once_in_parent",
            ),
            models.UniqueConstraint(
                fields=["county"], condition=models.Q(level=1, valid_to=None), name="orgs_division_one_county"
            ),
            models.CheckConstraint(
                condition=models.Q(level=1, parent=None) | models.Q(level__gt=1, parent__isnull=False),
                name="orgs_division_has_parent_unless_county",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(valid_to__isnull=False),
                name="orgs_division_merged_has_ended",
            ),
        ]
        indexes = [models.Index(fields=["county", "level", "name"], name="orgs_division_by_level")]

    def __str__(self) -> str:
        return self.name


class DivisionCode(Record):
    """An official code of a division in one code book, with its first and last day: code books disagree."""

    root_field = "division_id"

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "orgs_division_code"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "scheme", "code"], condition=models.Q(valid_to=None), name="orgs_division_code_once"
            ),
            models.UniqueConstraint(
                fields=["division", "scheme"], condition=models.Q(valid_to=None), name="orgs_division_one_code_per_book"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class FormerName(Record):
    """A name that a division bore until ``valid_to``: people and old papers still use it."""

    root_field = "division_id"

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=60)
    valid_to = models.DateField()

    class Meta:
        db_table = "orgs_division_former_name"

    def __str__(self) -> str:
        return self.name
