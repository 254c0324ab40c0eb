"""Places: names that repeat never mix, code books disagree, history stays."""

from datetime import date

import pytest

from anmulong.base.scoping import Scope
from anmulong.journal.public import Actor, Call, deliver, perform, subscribe, system, verify_all
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.orgs import public as orgs
from anmulong.orgs.enums import DivisionLevel, GridLayer, Match, OrganisationKind
from anmulong.orgs.models import Division, DivisionCode, FormerName, GridPlace, Organisation


WULAN = orgs.division_uid("otog/wulan-town")
ALBAS = orgs.division_uid("otog/aerbasi-sumu")
MAXIN_IN_WULAN = orgs.division_uid("otog/wulan-town/maxinbulage-gacha")
MAXIN_IN_ALBAS = orgs.division_uid("otog/aerbasi-sumu/maxinbulage-gacha")
DUSITU = orgs.division_uid("otog/wulan-town/dusitu-community")
SUMITU = orgs.division_uid("otog/sumitu-sumu/sumitu-gacha")
HADATU = orgs.division_uid("otog/sumitu-sumu/hadatu-gacha")
heard: list[dict[str, object]] = []


@subscribe("division.merged")
def hear(event: object) -> None:
    heard.append(event.payload)  # type: ignore[attr-defined]  # the worker hands in an Event


@pytest.mark.usefixtures("every_place")
class TestReading:
    def test_a_name_in_two_towns_is_told_apart_by_its_path(self) -> None:
        found = orgs.find_divisions("otog", "马新布拉格")
        assert {(each.path, each.division.pk, each.match) for each in found} == {
            ("乌兰镇 马新布拉格嘎查", MAXIN_IN_WULAN, Match.SHORT),
            ("阿尔巴斯苏木 马新布拉格嘎查", MAXIN_IN_ALBAS, Match.SHORT),
        }

    @pytest.mark.parametrize(
        "text", ["阿尔巴斯苏木马新布拉格嘎查", "阿尔巴斯苏木 马新布拉格", "鄂托克旗阿尔巴斯苏木马新布拉格嘎查"]
    )
    def test_a_path_names_one_place(self, text: str) -> None:
        assert orgs.one_division("otog", text).pk == MAXIN_IN_ALBAS

    def test_an_import_is_asked_which_of_two(self) -> None:
        with pytest.raises(Invalid, match="ambiguous-place") as refusal:
            orgs.one_division("otog", "马新布拉格嘎查")
        assert "乌兰镇 马新布拉格嘎查" in str(refusal.value)

    @pytest.mark.parametrize("text", ["", "   ", "没有此地"])
    def test_an_unknown_name_finds_nothing(self, text: str) -> None:
        assert orgs.find_divisions("otog", text) == []
        with pytest.raises(Invalid, match="unknown-place"):
            orgs.one_division("otog", text)

    def test_a_town_before_its_namesakes(self) -> None:
        """乌兰 is the town without its kind; the community of that name and others follow."""
        found = orgs.find_divisions("otog", "乌兰")
        assert [each.path for each in found[:2]] == ["乌兰镇", "乌兰镇 乌兰社区"]
        assert found[-1].match is Match.PART

    def test_initials_find_a_place(self) -> None:
        assert orgs.find_divisions("otog", "DSTSQ")[0].division.pk == DUSITU

    def test_code_books_disagree_for_the_towns(self) -> None:
        """150624100 is 乌兰镇 in one book and 蒙西镇 in the other: a bare code names nothing."""
        in_one = orgs.division_by_code("otog", "tjj-2023", "150624100000")
        in_other = orgs.division_by_code("otog", "mca", "150624100")
        assert (in_one and in_one.name, in_other and in_other.name) == ("乌兰镇", "蒙西镇")
        assert orgs.division_by_code("otog", "mca", "150624100000") is None

    def test_a_code_holds_from_its_first_day(self) -> None:
        assert orgs.division_by_code("otog", "mca", "150624100", date(2016, 12, 31)) is None

    def test_tree_goes_from_the_banner_down_in_the_order_of_codes(self) -> None:
        [banner] = orgs.division_tree("otog")
        assert [town.division.name for town in banner.children] == [
            *("乌兰镇", "棋盘井镇", "蒙西镇", "木凯淖尔镇", "苏米图苏木", "阿尔巴斯苏木")
        ]
        assert sum(len(town.children) for town in banner.children) == 97
        assert banner.children[0].children[0].division.pk == DUSITU

    def test_path_town_and_ancestors(self) -> None:
        gacha = orgs.place("otog", DUSITU)
        assert orgs.path_name(gacha) == "乌兰镇 都斯图社区"
        assert orgs.place_path("otog", DUSITU) == "乌兰镇 都斯图社区"
        assert orgs.place_path("otog", None) == ""
        assert [each.name for each in orgs.ancestors(gacha)] == ["鄂托克旗", "乌兰镇"]
        assert orgs.placement(gacha) == (WULAN, DUSITU)

    def test_above_the_town(self) -> None:
        banner = orgs.place("otog", orgs.division_uid("otog"))
        assert orgs.path_name(banner) == "鄂托克旗"
        assert orgs.town_of(banner) is None
        assert orgs.placement(banner) == (None, None)
        assert orgs.town_of(orgs.place("otog", WULAN)) == Division(pk=WULAN)

    def test_another_county_sees_nothing(self) -> None:
        assert orgs.divisions("uxin") == []
        assert orgs.find_divisions("uxin", "乌兰镇") == []
        with pytest.raises(NotFound):
            orgs.place("uxin", DUSITU)


@pytest.mark.usefixtures("otog")
def test_places_and_bodies_are_open_inside_the_county_only() -> None:
    for model, number in ((Division, 104), (Organisation, 181)):
        assert model.objects.in_scope(Scope(county="otog", case_data=False)).count() == number
        assert model.objects.in_scope(Scope(county="uxin", case_data=False)).count() == 0
        assert model.objects.in_scope(Scope.nobody()).count() == 0


def do(action: str, given: object, subject: object, by: Actor) -> object:
    return perform(Call(action, given, subject=subject), by=by)  # type: ignore[arg-type]  # uids throughout


@pytest.mark.usefixtures("few_places")
class TestChanging:
    def test_a_renamed_place_answers_to_both_names(self, machine: Actor) -> None:
        do("division.rename", orgs.NewName(name="新苏米图嘎查", since=date(2026, 1, 1)), SUMITU, machine)
        assert [(each.name, each.valid_to) for each in FormerName.objects.all()] == [("苏米图嘎查", date(2025, 12, 31))]
        assert orgs.one_division("otog", "新苏米图").pk == SUMITU
        [found] = [each for each in orgs.find_divisions("otog", "苏米图嘎查") if each.match is Match.FORMER]
        assert (found.division.pk, found.division.initials) == (SUMITU, "xsmtgc")
        assert verify_all().findings == []

    @pytest.mark.parametrize(("name", "code"), [("哈达图嘎查", "name-taken"), (" ", "no-name")])
    def test_a_name_is_given_once_in_a_town(self, machine: Actor, name: str, code: str) -> None:
        with pytest.raises(Invalid, match=code):
            do("division.rename", orgs.NewName(name=name), SUMITU, machine)

    def test_a_place_needs_a_parent_one_tier_above(self, machine: Actor) -> None:
        for parent, code in ((orgs.division_uid("otog"), "wrong-parent"), (None, "no-parent")):
            given = orgs.NewDivision(name="某嘎查", level=DivisionLevel.GACHA, kind="嘎查", parent=parent)
            with pytest.raises(Invalid, match=code):
                do("division.add", given, None, machine)

    def test_a_place_of_another_county_is_no_parent(self, machine: Actor) -> None:
        given = orgs.NewDivision(name="某镇", level=DivisionLevel.TOWN, kind="镇", parent=orgs.division_uid("otog"))
        with pytest.raises(Invalid, match="wrong-parent"):
            do("division.add", given, None, system("uxin"))

    def test_a_new_code_follows_the_old_one(self, machine: Actor) -> None:
        given = orgs.NewCode(scheme="mca", code="150624299", since=date(2026, 3, 1))
        do("division.add_code", given, orgs.division_uid("otog/sumitu-sumu"), machine)
        before = orgs.division_by_code("otog", "mca", "150624200", date(2026, 2, 28))
        after = orgs.division_by_code("otog", "mca", "150624299", date(2026, 3, 1))
        assert before is not None
        assert before == after
        assert orgs.division_by_code("otog", "mca", "150624200", date(2026, 3, 1)) is None

    def test_a_code_belongs_to_one_place_in_its_book(self, machine: Actor) -> None:
        taken = DivisionCode.objects.get(division=HADATU, scheme="tjj-2023").code
        with pytest.raises(Invalid, match="code-taken"):
            do("division.add_code", orgs.NewCode(scheme="tjj-2023", code=taken), SUMITU, machine)
        do("division.add_code", orgs.NewCode(scheme="own", code=taken), SUMITU, machine)
        assert [code.scheme for code in orgs.codes_of(orgs.place("otog", SUMITU))] == ["own", "tjj-2023"]

    def test_a_place_ends_and_stays_readable(self, machine: Actor) -> None:
        do("division.end", orgs.Ending(reason="撤销", on=date(2026, 6, 30)), SUMITU, machine)
        assert orgs.path_name(orgs.place("otog", SUMITU)) == "苏米图苏木 苏米图嘎查"
        names = [[each.pk for each in orgs.divisions("otog", on=date(2026, month, 1))] for month in (6, 7)]
        assert (SUMITU in names[0], SUMITU in names[1]) == (True, False)
        with pytest.raises(Refused, match="has-ended"):
            do("division.end", orgs.Ending(reason="又"), SUMITU, machine)

    def test_a_place_with_a_body_does_not_end(self, machine: Actor) -> None:
        found_body("嘎查调委会", OrganisationKind.COMMITTEE, machine, "village")
        with pytest.raises(Refused, match="not-empty"):
            do("division.end", orgs.Ending(reason="撤销"), SUMITU, machine)

    def test_a_place_has_a_name(self, machine: Actor) -> None:
        with pytest.raises(Invalid, match="no-name"):
            do("division.add", orgs.NewDivision(" ", DivisionLevel.GACHA, "gacha", parent=WULAN), None, machine)

    def test_a_town_with_places_does_not_end(self, machine: Actor) -> None:
        with pytest.raises(Refused, match="not-empty"):
            do("division.end", orgs.Ending(reason="撤销"), ALBAS, machine)


def found_body(name: str, kind: OrganisationKind, by: Actor, committee_kind: str = "") -> object:
    given = orgs.NewOrganisation(
        name=name, kind=kind, tier=DivisionLevel.GACHA, division=SUMITU, committee_kind=committee_kind
    )
    return perform(Call("organisation.found", given), by=by).subject


@pytest.mark.usefixtures("few_places")
def test_a_merged_gacha_leads_to_the_one_that_took_it_in(machine: Actor) -> None:
    """O-5: its committee ends, other bodies move, its grids let go, packages above are told."""
    committee = found_body("苏米图调委会", OrganisationKind.COMMITTEE, machine, "village")
    society = found_body("苏米图牧民协会", OrganisationKind.SOCIAL_ORGANISATION, machine)
    grid = perform(Call("grid.lay", orgs.NewGrid(GridLayer.BASIC, "苏米图网格", since=date(2026, 1, 1))), by=machine)
    do("grid.cover", orgs.Cover(division=SUMITU, since=date(2026, 1, 1)), grid.subject, machine)
    outcome = do("division.merge_into", orgs.MergeInto(into=HADATU, on=date(2026, 6, 30)), SUMITU, machine)
    merged = Division.objects.get(pk=SUMITU)
    assert (merged.valid_to, merged.merged_into_id) == (date(2026, 6, 30), HADATU)
    assert Organisation.objects.get(pk=committee).ended_on == date(2026, 6, 30)
    assert Organisation.objects.get(pk=society).division_id == HADATU
    assert GridPlace.objects.get().until == date(2026, 6, 30)
    heard.clear()
    deliver()
    told = {"into": str(HADATU), "on": "2026-06-30", "ended": [str(committee)], "moved": [str(society)]}
    assert (heard, outcome.facts) == ([told], told)  # type: ignore[attr-defined]  # an Outcome
    assert verify_all().findings == []


@pytest.mark.usefixtures("few_places")
@pytest.mark.parametrize("into", [SUMITU, ALBAS, orgs.division_uid("uxin")])
def test_a_gacha_merges_into_another_living_gacha_only(machine: Actor, into: object) -> None:
    with pytest.raises(Invalid, match="cannot-take-in"):
        do("division.merge_into", orgs.MergeInto(into=into), SUMITU, machine)  # type: ignore[arg-type]  # a uid
