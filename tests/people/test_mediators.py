"""Mediators: registered, engaged, asked for (人民调解法 art. 13, 14, 19, 20; R-107)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.journal.public import Actor, Call, deliver, perform, verify_all
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs.public import Ending, organisation
from anmulong.people import public as people
from anmulong.people.enums import EngagementEnd, InterestKind, MediatorKind, Sex, TrainingWay
from anmulong.people.rules import target_key
from tests.factories.people import County, make_account, make_county


BORN = date(1980, 5, 1)
SINCE = date(2026, 1, 1)
ON = date(2026, 6, 1)


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def register(
    county: County, *, by: Actor | None = None, kind: MediatorKind = MediatorKind.PART_TIME, at: int = 0, **more: Any
) -> UUID:
    """A mediator of gacha committee number ``at``."""
    engaged = people.Engaged(county.committees[at], kind, since=SINCE)
    values: dict[str, Any] = {"name": "巴图", "sex": Sex.MALE, "birth_on": BORN, "engagement": engaged, **more}
    given = people.NewMediator(**values)
    return perform(Call("mediator.register", given), by=by or county.machine).subject


def committee(county: County, at: int = 0) -> Any:
    return organisation(county.key, county.committees[at])


def test_a_mediator_is_found_by_uid_with_the_committee(county: County) -> None:
    uid = register(county)
    found = people.mediator(county.key, uid)
    assert (found.name, found.sex, found.birth_on, found.initials) == ("巴图", "male", BORN, "bt")
    assert people.mediators_of(committee(county), ON) == [found]
    assert people.mediators_of(committee(county, 1), ON) == []
    assert verify_all(county.key).good


def test_nobody_is_found_elsewhere(county: County) -> None:
    with pytest.raises(NotFound):
        people.mediator(county.key, new_uid())


def test_sex_and_birth_follow_from_the_identity_number(county: County) -> None:
    """T-31: the standard's own example."""
    uid = register(county, sex=None, birth_on=None, identity_number="11010519491231002X")
    found = people.mediator(county.key, uid)
    assert (found.sex, found.birth_on) == ("female", date(1949, 12, 31))


def test_every_missing_answer_is_named(county: County) -> None:
    with pytest.raises(Invalid) as caught:
        register(county, name=" ", sex=None, birth_on=None)
    assert set(caught.value.fields) == {"name", "sex", "birth_on"}


def test_a_telephone_is_one_that_can_be_called(county: County) -> None:
    with pytest.raises(Invalid) as caught:
        register(county, telephone="abc")
    assert set(caught.value.fields) == {"telephone"}


def test_a_minor_is_no_mediator(county: County) -> None:
    """R-107."""
    with pytest.raises(Refused) as caught:
        register(county, birth_on=date(2012, 1, 1))
    assert caught.value.code == "mediator-not-adult"


def test_only_a_committee_engages(county: County) -> None:
    """人民调解法 art. 13; a bureau does not mediate (O-3)."""
    with pytest.raises(Invalid) as caught:
        register(county, engagement=people.Engaged(county.bureau, MediatorKind.FULL_TIME))
    assert caught.value.code == "does-not-mediate"


@pytest.mark.parametrize("kind", MediatorKind)
def test_helpers_never_preside(county: County, kind: MediatorKind) -> None:
    """人民调解法 art. 20: invited with the parties' consent, they help."""
    uid = register(county, kind=kind)
    helper = kind in (MediatorKind.LAW_SAVVY, MediatorKind.LOCAL_STANDING)
    assert people.may_preside(uid, county.committees[0], ON) is not helper
    assert bool(people.mediators_of(committee(county), ON)) is not helper
    assert len(people.mediators_of(committee(county), ON, presiding=False)) == 1


def test_the_account_presides_as_its_mediator(county: County) -> None:
    account = make_account(county, "gacha_mediator").uid
    uid = register(county, account=account)
    assert people.may_preside(account, county.committees[0], ON)
    assert not people.may_preside(account, county.committees[1], ON)
    found = people.mediator_of_account(account)
    assert found is not None
    assert found.pk == uid


def test_a_second_engagement_and_its_end(county: County) -> None:
    uid, second = register(county), new_uid()
    given = people.Engaged(county.town_committees[0], MediatorKind.INVITED, since=SINCE, uid=second)
    perform(Call("mediator.engage", given, subject=uid), by=county.machine)
    assert {body.pk for body in people.committees_of(uid, ON)} == {county.town_committees[0], county.committees[0]}
    ended = people.EngagementEnded(second, EngagementEnd.RESIGNED, on=date(2026, 5, 31))
    perform(Call("mediator.end_engagement", ended, subject=uid), by=county.machine)
    assert people.may_preside(uid, county.town_committees[0], date(2026, 5, 31))
    assert [body.pk for body in people.committees_of(uid, ON)] == [county.committees[0]]
    assert people.mediator(county.key, uid).ended_on is None


def test_with_the_last_engagement_the_mediator_leaves(county: County) -> None:
    """R-107: linked to at least one committee; the history stays and a new engagement brings him back."""
    uid = register(county)
    first = people.engagements_of([uid])[uid][0]
    ended = people.EngagementEnded(first.pk, EngagementEnd.UNABLE, on=ON)
    perform(Call("mediator.end_engagement", ended, subject=uid), by=county.machine)
    assert people.mediators(county.key) == []
    assert [each.pk for each in people.mediators(county.key, former=True)] == [uid]
    again = people.Engaged(county.committees[0], MediatorKind.VOLUNTEER, since=date(2026, 7, 1))
    perform(Call("mediator.engage", again, subject=uid), by=county.machine)
    assert [each.pk for each in people.mediators(county.key)] == [uid]


def test_the_same_engagement_twice_is_refused(county: County) -> None:
    uid = register(county)
    with pytest.raises(Refused) as caught:
        perform(
            Call("mediator.engage", people.Engaged(county.committees[0], MediatorKind.PART_TIME), subject=uid),
            by=county.machine,
        )
    assert caught.value.code == "engaged-already"


def test_a_justice_office_keeps_its_own_town_only(county: County) -> None:
    office = make_account(county, "justice_office").actor()
    assert register(county, by=office)
    with pytest.raises(Refused) as caught:
        register(county, by=office, at=2)
    assert caught.value.code == "not-your-area"


def test_a_change_touches_only_what_it_names(county: County) -> None:
    uid = register(county, telephone="17000001111", fields=("neighbours",))
    given = people.MediatorChange(name="巴图那顺", fields=("neighbours", "contract"))
    perform(Call("mediator.update", given, subject=uid), by=county.machine)
    found = people.mediator(county.key, uid)
    assert (found.name, found.initials, found.telephone) == ("巴图那顺", "btns", "17000001111")
    assert found.fields == ["neighbours", "contract"]


def course(hours: int, day: date, **more: Any) -> people.Course:
    return people.Course("人民调解业务培训", hours, TrainingWay.CLASSROOM, day, **more)


def test_hours_of_the_year_stand_beside_their_target(county: County) -> None:
    """R-421: 20 hours a year, 10 before the post."""
    uid = register(county, kind=MediatorKind.FULL_TIME)
    for given in (course(10, date(2025, 12, 1), before_post=True), course(12, ON), course(8, date(2026, 9, 1))):
        with clock.simulated(FixedClock(datetime(2026, 12, 1, 9, tzinfo=LOCAL))):
            perform(Call("mediator.train", given, subject=uid), by=county.machine)
    found = people.schooling_of([uid], 2026)[uid]
    assert found == people.Schooling(hours=20, target=20, before_post=10, before_post_target=10)
    assert found.enough
    assert not people.schooling_of([uid], 2025)[uid].enough


def test_a_course_to_come_is_refused(county: County) -> None:
    uid = register(county)
    with pytest.raises(Invalid) as caught:
        perform(Call("mediator.train", course(8, date(2099, 1, 1)), subject=uid), by=county.machine)
    assert set(caught.value.fields) == {"ended_on"}


@pytest.mark.parametrize(
    ("kinds", "key"),
    [
        ({"full_time", "party_member"}, "corps.yearly_hours_full_time"),
        ({"law_savvy"}, "corps.yearly_hours_helper"),
        ({"law_savvy", "volunteer"}, "corps.yearly_hours"),
        (set(), "corps.yearly_hours"),
    ],
)
def test_the_highest_demand_counts(kinds: set[str], key: str) -> None:
    """R-421: a target per kind."""
    assert target_key(kinds) == key


def test_a_declared_interest_stands_until_it_ends(county: County) -> None:
    """R-136."""
    uid, interest = register(county), new_uid()
    given = people.Declared(InterestKind.KINSHIP, "哥哥在三组承包草场", on=SINCE, uid=interest)
    perform(Call("mediator.declare_interest", given, subject=uid), by=county.machine)
    person = people.mediator(county.key, uid)
    assert [row.what for row in people.interests_of(person, ON)] == ["哥哥在三组承包草场"]
    ended = people.InterestEnded(interest, on=date(2026, 5, 31))
    perform(Call("mediator.end_interest", ended, subject=uid), by=county.machine)
    assert people.interests_of(person, ON) == []


def test_changes_of_a_period_for_the_court(county: County) -> None:
    """R-106."""
    uid = register(county)
    assert [row.mediator_id for row in people.changed_between(county.key, SINCE, SINCE)] == [uid]
    assert people.changed_between(county.key, date(2026, 1, 2), ON) == []


def test_an_agreed_end_that_comes_near(county: County) -> None:
    engaged = people.Engaged(county.committees[0], MediatorKind.INVITED, since=SINCE, until=ON)
    uid = register(county, engagement=engaged)
    assert [row.mediator_id for row in people.ending_between(county.key, date(2026, 5, 1), ON)] == [uid]
    assert not people.may_preside(uid, county.committees[0], date(2026, 6, 2))


def test_there_is_no_marital_status_and_no_success() -> None:
    """R-301, O-4: no column for what nobody needs, and none by which people could be ranked."""
    names = {column.name for column in people.Mediator._meta.get_fields()}
    assert not {name for name in names if any(word in name for word in ("marital", "rate", "score", "success", "rank"))}


def test_with_a_committee_its_engagements_end(county: County) -> None:
    """R-107: the worker hands out the news; a second time changes nothing."""
    uid, committee_uid = register(county), county.committees[0]
    ended = Ending("撤并", on=date(2026, 5, 31))
    perform(Call("organisation.end", ended, subject=committee_uid), by=county.machine)
    deliver()
    deliver()
    row = people.engagements_of([uid])[uid][0]
    assert (row.ended_on, row.end_reason) == (date(2026, 5, 31), "other")
    assert people.mediators(county.key) == []
    assert verify_all(county.key).good
