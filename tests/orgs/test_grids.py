"""Grids are layers (O-7): one owner per place, time and layer; first handler; gaps and overlaps."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from anmulong.base.recording import loading
from anmulong.journal.public import Actor, Call, perform, perform_bundle, verify_all
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs import public as orgs
from anmulong.orgs.enums import DivisionLevel, GapReason, GridLayer, OrganisationKind
from anmulong.orgs.models import GridOwner, GridPlace


pytestmark = pytest.mark.usefixtures("few_places")
NEW_YEAR = date(2026, 1, 1)
JULY = date(2026, 7, 1)
OTOG = orgs.division_uid("otog")
SUMU = orgs.division_uid("otog/sumitu-sumu")
SUMITU = orgs.division_uid("otog/sumitu-sumu/sumitu-gacha")
HADATU = orgs.division_uid("otog/sumitu-sumu/hadatu-gacha")
EXCLUSIVE, BASIC, RESPONSIBILITY = GridLayer.EXCLUSIVE, GridLayer.BASIC, GridLayer.RESPONSIBILITY


@pytest.fixture
def centre(machine: Actor) -> UUID:
    given = orgs.NewOrganisation("旗综治中心", OrganisationKind.GOVERNANCE_CENTRE, DivisionLevel.COUNTY, OTOG)
    return perform(Call("organisation.found", given), by=machine).subject


def lay(by: Actor, layer: GridLayer, name: str) -> UUID:
    return perform(Call("grid.lay", orgs.NewGrid(layer, name, since=NEW_YEAR)), by=by).subject


def cover(by: Actor, grid: UUID, division: UUID, part: str = "", since: date = NEW_YEAR) -> None:
    perform(Call("grid.cover", orgs.Cover(division, part, since), subject=grid), by=by)


def appoint(by: Actor, grid: UUID, centre: UUID, account: UUID | None = None, since: date = NEW_YEAR) -> None:
    perform(Call("grid.appoint_owner", orgs.Appointment(centre, account, since), subject=grid), by=by)


def owned(by: Actor, layer: GridLayer, name: str, division: UUID, centre: UUID, part: str = "") -> UUID:
    grid = lay(by, layer, name)
    cover(by, grid, division, part)
    appoint(by, grid, centre)
    return grid


def place(uid: UUID = SUMITU) -> orgs.Division:
    return orgs.place("otog", uid)


def test_the_first_handler_goes_by_precedence(machine: Actor, centre: UUID) -> None:
    """专属 → 基础 → 责任."""
    owned(machine, RESPONSIBILITY, "苏米图苏木", SUMU, centre)
    assert [owner.grid.name for owner in orgs.owners_of(place()).values()] == ["苏米图苏木"]
    owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    owned(machine, EXCLUSIVE, "某煤矿", SUMITU, centre, part="某煤矿")
    assert list(orgs.owners_of(place())) == [BASIC, RESPONSIBILITY]
    assert list(orgs.owners_of(place(), part="某煤矿")) == [EXCLUSIVE, BASIC, RESPONSIBILITY]
    first = [
        orgs.first_handler(place(uid), part=part) for uid, part in ((SUMITU, "某煤矿"), (SUMITU, ""), (HADATU, ""))
    ]
    assert [owner and owner.layer for owner in first] == [EXCLUSIVE, BASIC, RESPONSIBILITY]
    assert orgs.first_handler(place(orgs.division_uid("otog/mengxi-town"))) is None


def test_owners_follow_one_another(machine: Actor, centre: UUID) -> None:
    grid = owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    first, second = new_uid(), new_uid()
    appoint(machine, grid, centre, first, date(2026, 3, 1))
    appoint(machine, grid, centre, second, JULY)
    days = (date(2025, 12, 31), NEW_YEAR, date(2026, 6, 30), JULY)
    found = [orgs.first_handler(place(), day) for day in days]
    assert [owner.account if owner else "nobody" for owner in found] == ["nobody", None, first, second]
    assert [row.until for row in orgs.owner_history(grid_of(grid))] == [None, date(2026, 6, 30), date(2026, 2, 28)]
    assert [each.pk for each in orgs.grids_of_account("otog", first, date(2026, 6, 30))] == [grid]
    assert orgs.grids_of_account("otog", first, JULY) == []
    assert verify_all().findings == []


def grid_of(uid: UUID) -> orgs.Grid:
    return next(grid for grid in orgs.grids("otog") if grid.pk == uid)


def test_an_owner_replaced_on_his_first_day_never_answered(machine: Actor, centre: UUID) -> None:
    grid = owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    right = new_uid()
    appoint(machine, grid, centre, right)
    owner = orgs.first_handler(place(), NEW_YEAR)
    assert owner is not None
    assert owner.account == right


def test_history_is_not_rewritten(machine: Actor, centre: UUID) -> None:
    grid = owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    with pytest.raises(Invalid, match="too-early"):
        appoint(machine, grid, centre, new_uid(), NEW_YEAR - timedelta(days=1))


def test_the_database_keeps_one_owner_per_grid(machine: Actor, centre: UUID) -> None:
    grid = owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    with pytest.raises(IntegrityError), transaction.atomic(), loading("to show that the store refuses it"):
        GridOwner(grid_id=grid, organisation_id=centre, since=NEW_YEAR, county="otog").save()


def test_the_database_keeps_a_place_once_per_layer(machine: Actor) -> None:
    cover(machine, lay(machine, BASIC, "甲"), SUMITU)
    other = lay(machine, BASIC, "乙")
    with pytest.raises(IntegrityError), transaction.atomic(), loading("to show that the store refuses it"):
        GridPlace(grid_id=other, layer=BASIC, division_id=SUMITU, since=NEW_YEAR, county="otog").save()


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ((SUMITU, ""), (SUMITU, ""), False),
        ((SUMITU, ""), (SUMITU, "东区"), False),
        ((SUMITU, "东区"), (SUMITU, ""), False),
        ((SUMITU, "东区"), (SUMITU, "东区"), False),
        ((SUMITU, "东区"), (SUMITU, "西区"), True),
        ((SUMU, ""), (SUMITU, ""), False),
        ((SUMITU, ""), (SUMU, ""), False),
        ((SUMU, "园区"), (SUMITU, ""), True),
        ((SUMITU, ""), (HADATU, ""), True),
    ],
)
def test_overlap_within_a_layer_is_refused(
    machine: Actor, first: tuple[UUID, str], second: tuple[UUID, str], allowed: bool
) -> None:
    """O-7; across layers it is right."""
    cover(machine, lay(machine, BASIC, "甲"), *first)
    cover(machine, lay(machine, RESPONSIBILITY, "丙"), *second)
    other = lay(machine, BASIC, "乙")
    if allowed:
        cover(machine, other, *second)
        return
    with pytest.raises(Refused, match="already-covered") as refusal:
        cover(machine, other, *second)
    assert refusal.value.law == "O-7"


def test_a_place_given_up_can_be_taken_the_next_day(machine: Actor) -> None:
    one, other = lay(machine, BASIC, "甲"), lay(machine, BASIC, "乙")
    cover(machine, one, SUMITU)
    given = orgs.Uncover(division=SUMITU, until=date(2026, 6, 30))
    perform(Call("grid.uncover", given, subject=one), by=machine)
    with pytest.raises(Refused, match="already-covered"):
        cover(machine, other, SUMITU, since=date(2026, 6, 30))
    cover(machine, other, SUMITU, since=JULY)
    assert [[held.grid.name for held in GridPlace.objects.filter(grid=grid)] for grid in (one, other)] == [
        ["甲"],
        ["乙"],
    ]
    with pytest.raises(Invalid, match="not-covered"):
        perform(Call("grid.uncover", given, subject=one), by=machine)


def test_a_place_moves_from_grid_to_grid_in_one_click(machine: Actor) -> None:
    """O-1: one bundle, and the closed period stands in the store before the new one."""
    one, other = lay(machine, BASIC, "甲"), lay(machine, BASIC, "乙")
    cover(machine, one, SUMITU)
    calls = [
        Call("grid.uncover", orgs.Uncover(SUMITU, until=date(2026, 6, 30)), subject=one),
        Call("grid.cover", orgs.Cover(SUMITU, since=JULY), subject=other),
    ]
    perform_bundle(calls, by=machine)
    assert [each.division_id for each in orgs.places_of(grid_of(other), JULY)] == [SUMITU]
    assert orgs.places_of(grid_of(one), JULY) == []


def test_an_ended_grid_lets_go(machine: Actor, centre: UUID) -> None:
    grid = owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    perform(Call("grid.end", orgs.Ending("合并", date(2026, 6, 30)), subject=grid), by=machine)
    assert orgs.first_handler(place(), date(2026, 6, 30)) is not None
    assert orgs.first_handler(place(), JULY) is None
    with pytest.raises(Refused, match="has-ended"):
        cover(machine, grid, HADATU, since=JULY)
    assert verify_all().findings == []


def test_names_and_codes_of_grids_are_given_once(machine: Actor) -> None:
    perform(Call("grid.lay", orgs.NewGrid(BASIC, "甲", "J-1")), by=machine)
    for given, code in (
        (orgs.NewGrid(BASIC, "甲"), "name-taken"),
        (orgs.NewGrid(BASIC, "乙", "J-1"), "code-taken"),
        (orgs.NewGrid(BASIC, " "), "no-name"),
    ):
        with pytest.raises(Invalid, match=code):
            perform(Call("grid.lay", given), by=machine)
    perform(Call("grid.lay", orgs.NewGrid(RESPONSIBILITY, "甲")), by=machine)


def test_coverage_counts_gaps_per_layer(machine: Actor, centre: UUID) -> None:
    """24 gacha are in the store: 10 in one sumu, 14 in the other."""
    owned(machine, RESPONSIBILITY, "苏米图苏木", SUMU, centre)
    owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    cover(machine, lay(machine, BASIC, "哈达图嘎查"), HADATU)
    lay(machine, EXCLUSIVE, "还没有地方")
    exclusive, basic, responsibility = orgs.coverage("otog")
    assert (exclusive.places, exclusive.covered, exclusive.gaps, exclusive.sound) == (24, 0, [], True)
    assert [grid.name for grid in exclusive.empty] == ["还没有地方"]
    assert (basic.covered, len(basic.gaps), basic.sound) == (1, 23, False)
    assert [gap.path for gap in basic.gaps if gap.reason is GapReason.NO_OWNER] == ["苏米图苏木 哈达图嘎查"]
    assert (responsibility.covered, len(responsibility.gaps)) == (10, 14)
    assert {gap.reason for gap in responsibility.gaps} == {GapReason.UNCOVERED}


def test_coverage_finds_overlaps_that_came_in_otherwise(machine: Actor) -> None:
    """Two people covering a sumu and its gacha in the same instant are not stopped by the store: the page shows it."""
    upper, lower = lay(machine, BASIC, "苏木"), lay(machine, BASIC, "嘎查")
    cover(machine, upper, SUMU)
    with loading("two covers in the same instant"):
        GridPlace(grid_id=lower, layer=BASIC, division_id=SUMITU, since=NEW_YEAR, county="otog").save()
    [_, basic, _] = orgs.coverage("otog")
    [overlap] = basic.overlaps
    assert overlap.path == "苏米图苏木 苏米图嘎查"
    assert {overlap.first.grid.name, overlap.second.grid.name} == {"苏木", "嘎查"}
    owner = orgs.owners_of(place())
    assert owner == {}


def test_an_ended_organisation_answers_for_nothing(machine: Actor, centre: UUID) -> None:
    owned(machine, BASIC, "苏米图嘎查", SUMITU, centre)
    ending = orgs.Ending("撤并", date(2026, 6, 30))
    perform(Call("organisation.end", ending, subject=centre), by=machine)
    assert orgs.first_handler(place(), JULY) is None
    [_, basic, _] = orgs.coverage("otog", JULY)
    assert [gap.division.pk for gap in basic.gaps if gap.reason is GapReason.NO_OWNER] == [SUMITU]


def test_two_first_owners_at_once_are_one(machine: Actor, centre: UUID) -> None:
    """A stale page does not appoint over a change that it has not seen."""
    grid = lay(machine, BASIC, "甲")
    perform(Call("grid.end", orgs.Ending("错", NEW_YEAR), subject=grid, version=1), by=machine)
    with pytest.raises(Conflict):
        perform(Call("grid.appoint_owner", orgs.Appointment(centre), subject=grid, version=1), by=machine)


@pytest.mark.parametrize("action", ["grid.appoint_owner", "grid.uncover"])
def test_two_people_on_one_grid_are_told_of_each_other(machine: Actor, centre: UUID, action: str) -> None:
    """Owners and places are rows of their own; the grid's version rises with them all the same."""
    grid = lay(machine, BASIC, "甲")
    cover(machine, grid, SUMITU)
    given = {"grid.appoint_owner": orgs.Appointment(centre), "grid.uncover": orgs.Uncover(SUMITU)}
    seen = orgs.grid("otog", grid).version
    done = perform(Call(action, given[action], subject=grid, version=seen), by=machine)
    assert (done.version, orgs.grid("otog", grid).version) == (seen + 1, seen + 1)
    with pytest.raises(Conflict) as caught:
        perform(Call("grid.appoint_owner", orgs.Appointment(centre), subject=grid, version=seen), by=machine)
    assert caught.value.details == {"seen": seen, "now": seen + 1}
    assert verify_all().findings == []


def test_a_grid_takes_places_and_owners_that_exist_while_it_does(machine: Actor, centre: UUID) -> None:
    grid = lay(machine, BASIC, "甲")
    before = NEW_YEAR - timedelta(days=1)
    with pytest.raises(Invalid, match="no-such-place"):
        cover(machine, grid, new_uid())
    with pytest.raises(Invalid, match="before-the-grid"):
        cover(machine, grid, SUMITU, since=before)
    with pytest.raises(Invalid, match="no-such-organisation"):
        appoint(machine, grid, new_uid())
    with pytest.raises(Invalid, match="too-early"):
        perform(Call("grid.end", orgs.Ending("错", before), subject=grid), by=machine)
