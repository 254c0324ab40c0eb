"""Grids as layers (O-7): lay, cover, uncover, appoint an owner, end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action, emit
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.actions.known import is_taken, known, refuse_ended
from anmulong.orgs.enums import GridLayer, Permission
from anmulong.orgs.models import Division, Grid, GridOwner, GridPlace, Organisation
from anmulong.orgs.queries.snapshot import snapshot
from anmulong.orgs.rules import BodyName, Ending, holds, meets, share_ground


ONE_DAY = timedelta(days=1)
NEEDED = noop("This is needed.")
Part = Annotated[str, Field(max_length=120)]


@dataclass(frozen=True)
class NewGrid:
    """A grid to lay in one layer, from the day ``since`` on, today when left out."""

    layer: GridLayer
    name: BodyName
    code: Annotated[str, Field(max_length=40)] = ""
    since: date | None = None
    uid: UUID | None = None


@action(
    "grid.lay",
    on=Grid,
    needs=Permission.MANAGE_GRIDS,
    merges="append",
    creates=True,
    given=NewGrid,
    label=_("Add a grid"),
)
def lay(given: NewGrid, *, by: Actor, at: Moment) -> Grid:
    """Lay a grid, still without a place. Raises ``Invalid`` for an empty name, and for a name or code in use."""
    name = given.name.strip()
    if not name:
        raise Invalid("no-name", noop("A grid needs a name."), fields={"name": NEEDED})
    if is_taken(Grid, county=by.county, ended_on=None, layer=given.layer, name=name):
        raise Invalid("name-taken", noop("This layer has such a grid."), fields={"name": noop("This name is taken.")})
    if given.code and is_taken(Grid, county=by.county, ended_on=None, code=given.code):
        raise Invalid("code-taken", noop("Another grid has this code."), fields={"code": noop("This code is taken.")})
    began_on = given.since or local_day(at.happened)
    grid = Grid(uid=given.uid or new_uid(), layer=given.layer, name=name, code=given.code, began_on=began_on)
    grid.save()
    return grid


@dataclass(frozen=True)
class Cover:
    """A place that the grid takes in from ``since`` on, today when left out; ``part`` names a part of it."""

    division: UUID
    part: Part = ""
    since: date | None = None


@action(
    "grid.cover",
    on=Grid,
    needs=Permission.MANAGE_GRIDS,
    merges="append",
    given=Cover,
    also=lambda given: (given.division,),
    label=_("Add a place to a grid"),
)
def cover(grid: Grid, given: Cover, *, by: Actor, at: Moment) -> Grid:
    """Take a place into the grid. Raises ``Refused`` when the place, what it lies in or what lies in it is in
    another grid of the layer, or in this one, on a common day (O-7); another layer is no hindrance."""
    refuse_ended(grid)
    since = given.since or local_day(at.happened)
    division = known(Division, by.county, given.division)
    if division is None or not holds(division.valid_from, division.valid_to, since):
        raise Invalid("no-such-place", noop("There is no such place."), fields={"division": NEEDED})
    if since < grid.began_on:
        raise Invalid(
            "before-the-grid",
            noop("The grid itself begins later."),
            fields={"since": noop("Take a day on which the grid exists.")},
        )
    part = given.part.strip()
    _refuse_overlap(grid, division, part, since)
    GridPlace(grid=grid, layer=grid.layer, division=division, part=part, since=since).save()
    return grid


def _refuse_overlap(grid: Grid, division: Division, part: str, since: date) -> None:
    places = snapshot(division.county).places
    near = [each.pk for each in (*places.ancestors(division), *places.within(division))]
    for other in GridPlace.objects.filter(county=division.county, layer=grid.layer, division__in=near).select_related(
        "grid", "division"
    ):
        same = other.division_id == division.pk
        parts = (part, other.part) if other.division.level > division.level else (other.part, part)
        if meets(since, None, other.since, other.until) and share_ground(*parts, same_place=same):
            raise Refused(
                "already-covered",
                noop("%(place)s already lies in the grid %(grid)s of this layer."),
                law="O-7",
                way_out=noop("Take it out of that grid first, or name the part that this grid takes."),
                params={"place": str(other), "grid": other.grid.name},
            )


@dataclass(frozen=True)
class Uncover:
    """A place that the grid gives up; ``until`` is the last day, today when left out."""

    division: UUID
    part: Part = ""
    until: date | None = None


@action(
    "grid.uncover",
    on=Grid,
    needs=Permission.MANAGE_GRIDS,
    merges="state",
    given=Uncover,
    label=_("Take a place out of a grid"),
)
def uncover(grid: Grid, given: Uncover, *, by: Actor, at: Moment) -> Grid:
    """Take a place out of the grid. Raises ``Invalid`` when it is not in it."""
    refuse_ended(grid)
    held = GridPlace.objects.filter(grid=grid, division=given.division, part=given.part.strip(), until=None).first()
    if held is None:
        raise Invalid(
            "not-covered",
            noop("The grid does not hold this place."),
            fields={"division": noop("Choose a place of this grid.")},
        )
    held.until = given.until or local_day(at.happened)
    held.save()
    return grid


@dataclass(frozen=True)
class Appointment:
    """Who answers for the grid from ``since`` on, today when left out: an organisation, and a person once named."""

    organisation: UUID
    account: UUID | None = None
    since: date | None = None


@action(
    "grid.appoint_owner",
    on=Grid,
    needs=Permission.MANAGE_GRIDS,
    merges="state",
    given=Appointment,
    label=_("Appoint the owner of a grid"),
)
def appoint_owner(grid: Grid, given: Appointment, *, by: Actor, at: Moment) -> Grid:
    """Appoint the one owner; the earlier one answers until the day before. Emits ``grid.owner_appointed``. Raises
    ``Invalid`` for an ended organisation and for a day before the present owner began."""
    refuse_ended(grid)
    since = given.since or local_day(at.happened)
    body = known(Organisation, by.county, given.organisation)
    if body is None or not holds(body.began_on, body.ended_on, since):
        raise Invalid(
            "no-such-organisation",
            noop("There is no such organisation in this county."),
            fields={"organisation": noop("Choose another organisation.")},
        )
    present = GridOwner.objects.filter(grid=grid, until=None).first()
    if since < (present.since if present else grid.began_on):
        raise Invalid(
            "too-early",
            noop("The present owner begins later; history is not rewritten."),
            fields={"since": noop("Take a later day.")},
        )
    if present is not None:
        present.until = since - ONE_DAY
        present.save()
    GridOwner(grid=grid, organisation=body, account=given.account, since=since).save()
    facts = {"organisation": str(body.pk), "account": str(given.account or ""), "since": since.isoformat()}
    emit("grid.owner_appointed", grid.pk, facts)
    return grid


@action(
    "grid.end",
    on=Grid,
    needs=Permission.MANAGE_GRIDS,
    merges="state",
    given=Ending,
    label=_("End a grid"),
)
def end(grid: Grid, given: Ending, *, by: Actor, at: Moment) -> Grid:
    """End a grid with its places and its owner."""
    refuse_ended(grid)
    last = given.on or local_day(at.happened)
    if last < grid.began_on:
        raise Invalid("too-early", noop("The grid begins later."), fields={"on": noop("Take a later day.")})
    grid.ended_on = last
    grid.save()
    for row in _open_rows(grid):
        row.until = last
        row.save()
    return grid


def _open_rows(grid: Grid) -> list[GridPlace | GridOwner]:
    open_now = Q(grid=grid, until=None)
    return [*GridPlace.objects.filter(open_now), *GridOwner.objects.filter(open_now)]
