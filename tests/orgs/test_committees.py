"""Committees: composition, terms, publishing (人民调解法 art. 8, 9; R-104, R-105, O-3)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from anmulong.journal.public import Call, perform, verify_all
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs import public as orgs
from anmulong.orgs.enums import ElectedBy, MemberEnd, OrganisationKind, PartyLevel, StudioKind
from anmulong.orgs.rules import MemberFacts, committee_warnings, last_day_of_term
from tests.factories.people import County, make_account, make_county


ON = date(2026, 6, 1)
ELECTED = date(2026, 1, 10)
NINE_MEN = tuple(orgs.NewMember(name=f"委员{n}", post="member" if n else "director") for n in range(9))
LAWFUL = (
    orgs.NewMember(name="苏和", post="director"),
    orgs.NewMember(name="其木格", female=True, ethnic_group="蒙古族"),
    orgs.NewMember(name="王福", ethnic_group="汉族"),
)


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def do(county: County, name: str, given: Any, *, subject: UUID | None = None) -> UUID:
    return perform(Call(name, given, subject=subject or county.committees[0]), by=county.machine).subject


def elect(county: County, members: Any = LAWFUL, on: date = ELECTED) -> None:
    given = orgs.Election(ElectedBy.VILLAGERS_MEETING, members, began_on=on, place="嘎查活动室", minutes="2026年第1号")
    do(county, "committee.elect", given)


def committee(county: County) -> orgs.Organisation:
    return orgs.organisation(county.key, county.committees[0])


def codes(county: County, on: date = ON) -> list[str]:
    return [fault.code for fault in orgs.warnings_of(committee(county), on)]


class TestRule:
    """R-104 and R-105 as a pure function."""

    def warn(self, members: list[MemberFacts], **more: Any) -> list[str]:
        asked: dict[str, Any] = {"due_on": date(2028, 1, 1), "on": ON, "remind_days": (90, 30), **more}
        return [fault.code for fault in committee_warnings(members, **asked)]

    LAWFUL = (MemberFacts("director", False), MemberFacts("member", True), MemberFacts("deputy", False, "汉族"))

    def test_lawful(self) -> None:
        assert self.warn(list(self.LAWFUL)) == []

    @pytest.mark.parametrize(("number", "wrong"), [(2, True), (3, False), (9, False), (10, True)])
    def test_three_to_nine(self, number: int, wrong: bool) -> None:
        members = [MemberFacts("director", True), *[MemberFacts("member", False)] * (number - 1)]
        assert ("wrong-number" in self.warn(members)) is wrong

    @pytest.mark.parametrize("directors", [0, 2])
    def test_exactly_one_director(self, directors: int) -> None:
        members = [MemberFacts("director" if n < directors else "member", True) for n in range(3)]
        assert self.warn(members) == ["not-one-director"]

    def test_smaller_groups_only_warn(self) -> None:
        faults = committee_warnings(self.LAWFUL, due_on=date(2028, 1, 1), on=ON, smaller_than="汉族")
        assert [(fault.code, fault.blocks_publishing) for fault in faults] == [("no-smaller-group", False)]
        member = MemberFacts("member", False, "蒙古族")
        assert self.warn([*self.LAWFUL, member], smaller_than="汉族") == []

    @pytest.mark.parametrize(
        ("due", "code"),
        [
            (date(2026, 5, 31), ["term-over"]),
            (ON, ["term-ends-soon"]),
            (date(2026, 8, 30), ["term-ends-soon"]),
            (date(2026, 8, 31), []),
            (None, ["no-election"]),
        ],
    )
    def test_term(self, due: date | None, code: list[str]) -> None:
        assert self.warn(list(self.LAWFUL), due_on=due) == code

    def test_every_fault_names_its_article(self) -> None:
        """Reasons with the law (O-3)."""
        faults = committee_warnings([], due_on=None, on=ON)
        assert {fault.law for fault in faults} == {"人民调解法 art.8; R-104", "人民调解法 art.9; R-105"}

    @drawn(st.dates(date(2011, 1, 1), date(2090, 1, 1)))
    def test_a_term_of_three_years_has_its_days(self, began: date) -> None:
        last = last_day_of_term(began, 3)
        assert 1094 <= (last - began).days <= 1095
        assert (last.month, last.day) != (began.month, began.day)


class TestPublishing:
    def test_t12_nine_men_can_be_saved_but_not_published(self, county: County) -> None:
        """T-12: publish refused, draft saved."""
        elect(county, NINE_MEN)
        assert len(orgs.composition_of(committee(county), ON).members) == 9
        with pytest.raises(Refused) as caught:
            do(county, "committee.publish", orgs.Publishing())
        assert caught.value.code == "not-lawfully-composed"
        assert caught.value.law == "人民调解法 art.8; R-104"
        profile = orgs.profile_of(committee(county))
        assert profile is None or profile.published_at is None
        assert verify_all(county.key).good

    def test_a_lawful_one_is_published_and_taken_back(self, county: County) -> None:
        elect(county)
        do(county, "committee.publish", orgs.Publishing())
        profile = orgs.profile_of(committee(county))
        assert profile is not None
        assert profile.published_at is not None
        do(county, "committee.withdraw", orgs.Publishing())
        profile = orgs.profile_of(committee(county))
        assert profile is not None
        assert profile.published_at is None

    def test_a_lapsed_term_blocks_publishing(self, county: County) -> None:
        elect(county, on=date(2020, 1, 1))
        with pytest.raises(Refused) as caught:
            do(county, "committee.publish", orgs.Publishing())
        assert caught.value.law == "人民调解法 art.9; R-105"

    def test_a_missing_smaller_group_does_not_block(self, county: County) -> None:
        elect(county, (*LAWFUL[:1], orgs.NewMember(name="李梅", female=True), LAWFUL[2]))
        do(county, "committee.constitute", orgs.CommitteeFacts(multi_ethnic=True, largest_group="汉族"))
        assert codes(county) == ["no-smaller-group"]
        do(county, "committee.publish", orgs.Publishing())


class TestElection:
    def test_it_begins_a_term_of_three_years(self, county: County) -> None:
        """R-105."""
        elect(county)
        term = orgs.terms_of(committee(county))[0]
        assert (term.began_on, term.due_on, term.ended_on) == (ELECTED, date(2029, 1, 9), None)
        assert (term.elected_by, term.place, term.minutes) == ("villagers_meeting", "嘎查活动室", "2026年第1号")

    def test_the_next_one_ends_the_term_and_the_members_before(self, county: County) -> None:
        elect(county, NINE_MEN, date(2023, 1, 10))
        elect(county)
        terms = orgs.terms_of(committee(county))
        assert [(term.began_on, term.ended_on) for term in terms] == [
            (ELECTED, None),
            (date(2023, 1, 10), date(2026, 1, 9)),
        ]
        names = [member.name for member in orgs.composition_of(committee(county), ON).members]
        assert names == ["苏和", "其木格", "王福"]
        assert len(orgs.composition_of(committee(county), date(2026, 1, 9)).members) == 9
        assert verify_all(county.key).good

    def test_an_earlier_one_is_refused(self, county: County) -> None:
        elect(county)
        with pytest.raises(Invalid) as caught:
            elect(county, on=ELECTED)
        assert set(caught.value.fields) == {"began_on"}

    def test_reminders_come_before_the_end(self, county: County) -> None:
        """R-105: 90 days by the parameter."""
        elect(county)
        assert codes(county, date(2028, 10, 10)) == []
        assert codes(county, date(2028, 10, 11)) == ["term-ends-soon"]
        assert codes(county, date(2029, 1, 10)) == ["term-over"]


class TestMembers:
    def test_added_and_ended(self, county: County) -> None:
        elect(county)
        uid = new_uid()
        given = orgs.NewMember(name="巴图", post="deputy", uid=uid, since=date(2026, 3, 1))
        do(county, "committee.appoint_member", given)
        do(county, "committee.end_member", orgs.MemberEnded(uid, MemberEnd.MOVED, until=date(2026, 4, 30)))
        assert len(orgs.composition_of(committee(county), date(2026, 4, 30)).members) == 4
        assert len(orgs.composition_of(committee(county), date(2026, 5, 1)).members) == 3
        changed = orgs.members_between(county.key, date(2026, 3, 1), date(2026, 4, 30))
        assert [(row.name, row.since, row.until) for row in changed] == [("巴图", date(2026, 3, 1), date(2026, 4, 30))]

    def test_the_same_mediator_twice_is_refused(self, county: County) -> None:
        given = orgs.NewMember(name="巴图", mediator=new_uid())
        do(county, "committee.appoint_member", given)
        with pytest.raises(Refused) as caught:
            do(county, "committee.appoint_member", given)
        assert caught.value.code == "member-already"

    def test_only_a_committee_has_members(self, county: County) -> None:
        """O-3: a bureau does not mediate."""
        with pytest.raises(Refused) as caught:
            do(county, "committee.appoint_member", orgs.NewMember(name="巴图"), subject=county.bureau)
        assert caught.value.code == "not-a-committee"

    def test_a_justice_office_keeps_its_own_town_only(self, county: County) -> None:
        office = make_account(county, "justice_office").actor()
        given = orgs.NewMember(name="巴图")
        perform(Call("committee.appoint_member", given, subject=county.committees[0]), by=office)
        with pytest.raises(Refused) as caught:
            perform(Call("committee.appoint_member", given, subject=county.committees[2]), by=office)
        assert caught.value.code == "not-your-area"


class TestBesideIt:
    def test_a_studio_stands_under_its_committee(self, county: County) -> None:
        given = orgs.NewStudio(county.committees[0], "其木格调解工作室", StudioKind.PERSONAL)
        uid = perform(Call("studio.open", given), by=county.machine).subject
        studio = orgs.organisation(county.key, uid)
        assert (studio.kind, studio.parent, studio.mediates) == (OrganisationKind.STUDIO, committee(county), False)

    def test_a_studio_of_a_trade_names_it(self, county: County) -> None:
        """C-903."""
        given = orgs.NewStudio(county.town_committees[0], "物业纠纷调解室", StudioKind.TRADE)
        with pytest.raises(Invalid) as caught:
            perform(Call("studio.open", given), by=county.machine)
        assert set(caught.value.fields) == {"professional_kind"}
        named = orgs.NewStudio(county.town_committees[0], "物业纠纷调解室", StudioKind.TRADE, "property_management")
        uid = perform(Call("studio.open", named), by=county.machine).subject
        assert orgs.organisation(county.key, uid).professional_kind == "property_management"

    def test_the_leading_group_is_apart_from_the_director(self, county: County) -> None:
        """O-3."""
        elect(county)
        given = orgs.CommitteeFacts(leading_group_head="石永亮", leading_group_post="嘎查党支部书记")
        do(county, "committee.constitute", given)
        found = orgs.composition_of(committee(county), ON)
        assert found.profile is not None
        assert found.profile.leading_group_head == "石永亮"
        assert [member.name for member in found.members if member.post == "director"] == ["苏和"]

    def test_party_bodies_are_facts_of_organisations(self, county: County) -> None:
        """M-01."""
        given = orgs.NewPartyBody(PartyLevel.PIONEER_POST, "党员先锋岗（调解）", since=ELECTED)
        do(county, "party_body.set_up", given)
        row = orgs.party_bodies_of(committee(county), ON)[0]
        assert (row.level, row.name) == ("pioneer_post", "党员先锋岗（调解）")
        do(county, "party_body.end", orgs.PartyBodyEnded(row.pk, until=ON))
        assert orgs.party_bodies_of(committee(county), date(2026, 6, 2)) == []
