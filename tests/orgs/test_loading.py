"""The county's files come in on the road: complete, proven, once; any other county the same way."""

from dataclasses import replace

import pytest

from anmulong.journal.enums import ActorKind
from anmulong.journal.public import Actor, Call, perform, system, verify_all
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.models import Division, Organisation
from anmulong.orgs.public import (
    CountyLoaded,
    NewName,
    division_uid,
    divisions,
    load_county,
    parse_divisions,
    parse_organisations,
)
from anmulong.orgs.rules import DivisionRow, OrganisationRow


HEAD = "slug,parent,level,kind,name,code:tjj-2023\n"
SMALL = HEAD + "uxin,,1,旗,乌审旗,150626\nuxin/galutu,uxin,2,镇,嘎鲁图镇,150626100\n"


def test_the_banner_comes_in_whole(otog: CountyLoaded) -> None:
    """Issue 2 section 3: 4 towns, 2 sumu, 97 gacha, villages and communities."""
    assert (otog.divisions, otog.organisations, otog.unchanged, otog.problems) == (104, 181, 0, [])
    kinds = [each.kind for each in divisions("otog", DivisionLevel.TOWN)]
    assert (kinds.count("镇"), kinds.count("苏木")) == (4, 2)
    assert len(divisions("otog", DivisionLevel.GACHA)) == 97


def test_what_was_loaded_is_proven(otog: CountyLoaded) -> None:
    verdict = verify_all()
    assert verdict.findings == []
    assert verdict.rows == 104 + (104 + 7) + 181


def test_the_same_files_twice_add_nothing(
    otog: CountyLoaded,
    machine: Actor,
    division_rows: list[DivisionRow],
    organisation_rows: list[OrganisationRow],
) -> None:
    """Also when somebody else loads them the second time."""
    clerk = replace(machine, kind=ActorKind.ACCOUNT, uid=new_uid())
    for actor in (machine, clerk):
        again = load_county("otog", division_rows, organisation_rows, by=actor)
        assert (again.divisions, again.organisations, again.unchanged, again.problems) == (0, 0, 285, [])
    assert (Division.objects.count(), Organisation.objects.count()) == (104, 181)


def test_what_a_person_changed_stays_and_is_named(
    few_places: CountyLoaded, machine: Actor, division_rows: list[DivisionRow]
) -> None:
    town = division_uid("otog/mengxi-town")
    perform(Call("division.rename", NewName(name="蒙西新镇"), subject=town), by=machine)
    again = load_county("otog", [row for row in division_rows if row.uid == town], [], by=machine)
    [(file, problem)] = again.problems
    assert (file, problem.column, again.unchanged) == ("divisions", "name", 0)
    assert Division.objects.get(pk=town).name == "蒙西新镇"


@pytest.mark.django_db
def test_another_county_comes_in_beside(machine: Actor) -> None:
    rows = parse_divisions(SMALL)
    bodies = parse_organisations(
        'organisations = [{slug = "uxin/committee", kind = "committee", name = "乌审旗人民调解委员会",'
        ' division = "uxin", tier = 1, committee_kind = "banner"}]',
        rows,
    )
    loaded = load_county("uxin", rows, bodies, by=system("uxin"))
    assert (loaded.divisions, loaded.organisations, loaded.problems) == (2, 1, [])
    assert [row.county for row in Division.objects.all()] == ["uxin", "uxin"]


@pytest.mark.django_db
def test_nobody_loads_into_a_county_that_is_not_his(machine: Actor) -> None:
    with pytest.raises(ValueError, match="otog does not load"):
        load_county("uxin", parse_divisions(SMALL), [], by=machine)


@pytest.mark.django_db
def test_a_refused_row_is_named_and_the_others_are_in() -> None:
    """C-902: an unknown committee kind is found by the action, not by the reader of the file."""
    rows = parse_divisions(SMALL)
    text = "organisations = [" + ",".join(
        f'{{slug = "uxin/{kind}", kind = "committee", name = "{kind}", division = "uxin", tier = 1,'
        f' committee_kind = "{kind}"}}'
        for kind in ("banner", "castle")
    )
    loaded = load_county("uxin", rows, parse_organisations(text + "]", rows), by=system("uxin"))
    [(file, problem)] = loaded.problems
    assert (file, problem.row, loaded.organisations) == ("organisations", 2, 1)


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("slug,parent,level,kind\n", 1, "name"),
        (HEAD.replace("kind", "kind,colour"), 1, "colour"),
        (SMALL + "uxin/x,nowhere,2,镇,某镇,\n", 4, "parent"),
        (SMALL + "uxin/x,uxin,3,嘎查,某嘎查,\n", 4, "parent"),
        (SMALL + "uxin/x,uxin,seven,镇,某镇,\n", 4, "level"),
        (SMALL + "uxin/x,uxin,2,镇,,\n", 4, "name"),
        (SMALL + "uxin/x,uxin,2,镇,嘎鲁图镇,\n", 4, "name"),
        (SMALL + "uxin/x,uxin,2,镇,某镇,150626100\n", 4, "code:tjj-2023"),
        (SMALL + "uxin/galutu,uxin,2,镇,某镇,\n", 4, "slug"),
        (SMALL + ",uxin,2,镇,某镇,\n", 4, "slug"),
        (SMALL + "uxin-2,,1,旗,某旗,\n", 1, "level"),
    ],
)
def test_a_bad_row_of_places_is_named(text: str, row: int, column: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_divisions(text)
    assert f"{row}.{column}" in refusal.value.fields


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ('slug = "x", kind = "committee", name = "x", division = "nowhere", tier = 1', "division"),
        ('slug = "x", kind = "committee", name = "x", division = "uxin", tier = 2', "tier"),
        ('slug = "x", kind = "castle", name = "x", division = "uxin", tier = 1', "kind"),
        ('slug = "x", kind = "court", name = "x", division = "uxin", tier = 1, parent = "y"', "parent"),
        ('slug = "x", kind = "court", name = "x", division = "uxin", tier = 1, parent = "x"', "parent"),
        ('slug = "x", kind = "court", division = "uxin", tier = 1', "name"),
        ('slug = "x", kind = "court", name = "x", division = "uxin", tier = 1, colour = "red"', "colour"),
    ],
)
def test_a_bad_row_of_bodies_is_named(row: str, column: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_organisations(f"organisations = [{{{row}}}]", parse_divisions(SMALL))
    assert f"1.{column}" in refusal.value.fields


def test_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(Invalid, match="bad-file"):
        parse_organisations("organisations = [", parse_divisions(SMALL))


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        parse_divisions(SMALL + "uxin/x,nowhere,2,镇,某镇,\nuxin/y,uxin,2,镇,,\n")
    assert set(refusal.value.fields) == {"4.parent", "5.name"}
