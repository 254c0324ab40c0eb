"""Bodies: who serves a place, who stands above whom, what may be founded."""

from dataclasses import replace
from datetime import date

import pytest

from anmulong.journal.public import Actor, Call, parse, perform, verify_all
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.orgs import public as orgs
from anmulong.orgs.enums import DivisionLevel, OrganisationKind


OTOG = orgs.division_uid("otog")
WULAN = orgs.division_uid("otog/wulan-town")
DUSITU = orgs.division_uid("otog/wulan-town/dusitu-community")
NEW = orgs.NewOrganisation(
    name="鄂托克旗旅游纠纷人民调解委员会",
    kind=OrganisationKind.COMMITTEE,
    tier=DivisionLevel.COUNTY,
    division=OTOG,
    committee_kind="professional",
    professional_kind="tourism",
)

ABOVE = {
    "otog/committee/wulan-town/dusitu-community": "otog/committee/wulan-town",
    "otog/committee/wulan-town": "otog/committee",
    "otog/committee/traffic": "otog/committee",
    "otog/committee/enterprise-sample": "otog/committee/qipanjing-town",
    "otog/committee": "otog/governance-centre",
    "otog/justice-office/wulan-town": "otog/justice-bureau",
    "otog/police-station/wulan-town": "otog/police",
    "otog/governance-centre/wulan-town": "otog/governance-centre",
    "otog/court": "otog/governance-centre",
}


def body(slug: str) -> orgs.Organisation:
    return orgs.organisation("otog", orgs.organisation_uid(slug))


@pytest.mark.usefixtures("otog")
class TestReading:
    def test_committees_stand_on_three_tiers(self) -> None:
        """M-01."""
        numbers = [len(orgs.organisations("otog", OrganisationKind.COMMITTEE, tier)) for tier in DivisionLevel]
        assert numbers == [9, 7, 97]

    def test_every_gacha_has_its_own_committee(self) -> None:
        """R-203; the committee of the place, never of its namesake in another town."""
        for gacha in orgs.divisions("otog", DivisionLevel.GACHA):
            committee = orgs.committee_of(gacha)
            assert committee is not None
            assert committee.division_id == gacha.pk

    def test_a_town_is_served_by_its_area_committee(self) -> None:
        """Not by the committee of a firm that stands in it."""
        town = orgs.place("otog", orgs.division_uid("otog/qipanjing-town"))
        assert orgs.committee_of(town) == body("otog/committee/qipanjing-town")
        assert orgs.committee_of(orgs.place("otog", OTOG)) == body("otog/committee")

    def test_the_nearest_unit_of_a_kind(self) -> None:
        gacha = orgs.place("otog", DUSITU)
        assert orgs.unit_for(gacha, OrganisationKind.POLICE) == body("otog/police-station/wulan-town")
        assert orgs.unit_for(gacha, OrganisationKind.PETITION_OFFICE) == body("otog/petition-office")
        assert orgs.unit_for(gacha, OrganisationKind.OTHER) is None

    def test_the_leading_one_of_several(self) -> None:
        """The bureau, not its traffic brigade."""
        assert orgs.unit_for(orgs.place("otog", OTOG), OrganisationKind.POLICE) == body("otog/police")

    def test_who_stands_above(self) -> None:
        """O-3, R-112: the duty unit of the next tier."""
        found = {slug: orgs.superior_of(body(slug)) for slug in ABOVE}
        assert found == {slug: body(above) for slug, above in ABOVE.items()}

    def test_nobody_stands_above_the_governance_centre(self) -> None:
        assert orgs.superior_of(body("otog/governance-centre")) is None

    def test_bodies_below_a_place(self) -> None:
        town = orgs.place("otog", WULAN)
        own = orgs.organisations("otog", OrganisationKind.COMMITTEE, division=town)
        below = orgs.organisations("otog", OrganisationKind.COMMITTEE, division=town, below=True)
        assert (len(own), len(below)) == (1, 25)

    def test_a_body_is_found_by_name_and_initials(self) -> None:
        assert orgs.find_organisations("otog", "旗司法局")[0] == body("otog/justice-bureau")
        assert body("otog/justice-bureau") in orgs.find_organisations("otog", "qsfj")
        assert orgs.find_organisations("otog", " ") == []

    def test_only_committees_mediate(self) -> None:
        """人民调解法 art. 2, O-3."""
        mediating = {each.kind for each in orgs.organisations("otog") if each.mediates}
        assert mediating == {OrganisationKind.COMMITTEE}


def do(action: str, given: object, by: Actor, subject: object = None, **more: object) -> orgs.Organisation:
    outcome = perform(Call(action, given, subject=subject, **more), by=by)  # type: ignore[arg-type]  # a uid, a base
    return orgs.organisation("otog", outcome.subject)


@pytest.mark.usefixtures("few_places")
class TestChanging:
    def test_a_committee_is_founded(self, machine: Actor) -> None:
        committee = do("organisation.found", NEW, machine)
        assert (committee.initials, committee.mediates, committee.serves_area) == ("etkqlyjfrmtjwyh", True, False)
        assert verify_all().findings == []

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"name": " "}, "no-name"),
            ({"kind": OrganisationKind.COURT}, "not-a-committee"),
            ({"committee_kind": ""}, "no-committee-kind"),
            ({"committee_kind": "castle"}, "unknown-code"),
            ({"committee_kind": "banner"}, "wrong-professional-kind"),
            ({"professional_kind": ""}, "wrong-professional-kind"),
            ({"professional_kind": "castle"}, "unknown-code"),
            ({"tier": DivisionLevel.TOWN}, "wrong-place"),
            ({"division": orgs.division_uid("uxin")}, "wrong-place"),
            ({"parent": orgs.organisation_uid("uxin")}, "no-such-parent"),
            ({"telephone": "转接室"}, "bad-telephone"),
        ],
    )
    def test_what_is_not_founded(self, machine: Actor, change: dict[str, object], code: str) -> None:
        """O-3, C-902, C-903."""
        with pytest.raises(Invalid, match=code):
            do("organisation.found", replace(NEW, **change), machine)  # type: ignore[arg-type]  # one field at a time

    def test_a_name_is_given_once(self, machine: Actor) -> None:
        do("organisation.found", NEW, machine)
        with pytest.raises(Invalid, match="name-taken"):
            do("organisation.found", NEW, machine)

    def test_a_telephone_is_one_that_can_be_called(self, machine: Actor) -> None:
        uid = do("organisation.found", NEW, machine).pk
        with pytest.raises(Invalid) as caught:
            do("organisation.change", orgs.OrganisationChange(telephone="abc"), machine, uid)
        assert set(caught.value.fields) == {"telephone"}
        assert orgs.organisation("otog", uid).telephone == ""

    def test_two_people_change_different_fields(self, machine: Actor) -> None:
        uid = do("organisation.found", NEW, machine).pk
        seen = {"telephone": "", "address": ""}
        for given in (orgs.OrganisationChange(telephone="0477-62151"), orgs.OrganisationChange(address="街1号")):
            do("organisation.change", given, machine, uid, base=seen)
        changed = orgs.organisation("otog", uid)
        assert (changed.telephone, changed.address) == ("0477-62151", "街1号")
        with pytest.raises(Conflict):
            do("organisation.change", orgs.OrganisationChange(telephone="0477-62152"), machine, uid, base=seen)

    def test_a_body_moves_within_its_tier(self, machine: Actor) -> None:
        town = replace(NEW, tier=DivisionLevel.TOWN, division=WULAN, committee_kind="town", professional_kind="")
        uid = do("organisation.found", town, machine).pk
        albas = orgs.division_uid("otog/aerbasi-sumu")
        assert do("organisation.move", orgs.Move(division=albas), machine, uid).division_id == albas
        with pytest.raises(Invalid, match="wrong-place"):
            do("organisation.move", orgs.Move(division=OTOG), machine, uid)
        with pytest.raises(Invalid, match="circle"):
            do("organisation.move", orgs.Move(division=albas, parent=uid), machine, uid)

    def test_a_body_is_renamed_to_a_free_name_only(self, machine: Actor) -> None:
        other = do("organisation.found", replace(NEW, name="旗医疗纠纷调委会"), machine).pk
        do("organisation.found", NEW, machine)
        with pytest.raises(Invalid, match="name-taken"):
            do("organisation.change", orgs.OrganisationChange(name=NEW.name), machine, other)
        assert do("organisation.change", orgs.OrganisationChange(name="新名"), machine, other).name == "新名"

    def test_nobody_stands_under_whom_stands_under_him(self, machine: Actor) -> None:
        top = do("organisation.found", replace(NEW, name="上"), machine).pk
        middle = do("organisation.found", replace(NEW, name="中", parent=top), machine).pk
        low = do("organisation.found", replace(NEW, name="下", parent=middle), machine).pk
        with pytest.raises(Invalid, match="circle"):
            do("organisation.move", orgs.Move(division=OTOG, parent=low), machine, top)
        assert do("organisation.move", orgs.Move(division=OTOG, parent=top), machine, low).parent_id == top

    def test_a_body_ends_after_those_under_it(self, machine: Actor) -> None:
        upper = do("organisation.found", replace(NEW, name="上"), machine).pk
        lower = do("organisation.found", replace(NEW, name="下", parent=upper), machine).pk
        ending = orgs.Ending(reason="换届", on=date(2026, 6, 30))
        with pytest.raises(Refused, match="has-subordinates"):
            do("organisation.end", ending, machine, upper)
        do("organisation.end", ending, machine, lower)
        assert do("organisation.end", ending, machine, upper).ended_on == date(2026, 6, 30)
        assert [len(orgs.organisations("otog", on=date(2026, month, 1))) for month in (6, 7)] == [2, 0]
        with pytest.raises(Refused, match="has-ended"):
            do("organisation.change", orgs.OrganisationChange(telephone="62151"), machine, upper)


def test_a_form_is_checked_for_length() -> None:
    with pytest.raises(Invalid) as refusal:
        parse(orgs.NewOrganisation, {"name": "长" * 121, "kind": "court", "tier": 1, "division": str(OTOG)})
    assert set(refusal.value.fields) == {"name"}
