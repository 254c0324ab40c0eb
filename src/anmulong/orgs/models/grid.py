"""Grids as layers (O-7): what a grid is, where it lies, who answers for it; all three with periods."""

from django.db import models

from anmulong.base.models import Record
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.models.division import Division
from anmulong.orgs.models.organisation import Organisation


class Grid(Record):
    """A grid of one layer. ``began_on`` and ``ended_on`` are its first and last day."""

    stream_type = "grid"

    layer = models.CharField(max_length=16, choices=GridLayer.choices)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, default="")
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "orgs_grid"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "layer", "name"], condition=models.Q(ended_on=None), name="orgs_grid_name_once"
            ),
            models.UniqueConstraint(
                fields=["county", "code"],
                condition=models.Q(ended_on=None) & ~models.Q(code=""),
                name="orgs_grid_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GridPlace(Record):
    """A grid covers a division, or the part of it that ``part`` names (a firm, a housing block), from ``since`` to
    the last day ``until``. ``layer`` repeats the grid's, so that the database itself refuses the same place twice."""

    root_field = "grid_id"

    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="places")
    layer = models.CharField(max_length=16, choices=GridLayer.choices)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="grid_places")
    part = models.CharField(max_length=120, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "orgs_grid_place"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "layer", "division", "part"],
                condition=models.Q(until=None),
                name="orgs_grid_place_once_per_layer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.part}".strip()


class GridOwner(Record):
    """Who answers for a grid from ``since`` to the last day ``until``: an organisation, and a person in it once
    one is named. ``account`` is a plain uid: accounts stand above places."""

    root_field = "grid_id"

    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="owners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grids")
    account = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "orgs_grid_owner"
        constraints = [
            models.UniqueConstraint(fields=["grid"], condition=models.Q(until=None), name="orgs_grid_one_owner")
        ]
        indexes = [models.Index(fields=["county", "account"], name="orgs_grid_owner_by_account")]

    def __str__(self) -> str:
        return str(self.organisation)
