"""Rights are judged as of when it happened; scope follows from the post (architecture.md 3 and 5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anmulong.access.enums import StaffView
from anmulong.access.public import NewPost, PostEnd, PostScope, actor_for, posts_of, seat_of
from anmulong.base import clock
from anmulong.base.scoping import Area
from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import new_uid
from tests.factories.people import County, Person, make_account


NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = NOW - timedelta(days=1)
BEFORE = NOW - timedelta(days=2)


@pytest.fixture
def left(county: County) -> Person:
    """A town clerk whose last day was yesterday."""
    person = make_account(county, "town_clerk")
    end_post(county, person, TODAY - timedelta(days=1))
    return person


def end_post(county: County, person: Person, day: date) -> None:
    perform(Call("post.end", PostEnd(last_day=day), subject=person.post.pk), by=county.machine)


def refusal(actor: Actor, permission: str, at: datetime) -> str:
    """The code of the refusal, or empty."""
    try:
        actor.rights.check(permission, None, at)
    except Refused as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("code", "areas", "restricted", "case_data", "names", "staff"),
    [
        ("banner_director", "county", True, True, True, StaffView.ORGANISATIONS),
        ("banner_clerk", "county", True, True, True, StaffView.OWN),
        ("centre_clerk", "county", True, True, True, StaffView.OWN),
        ("town_director", "town", True, True, True, StaffView.ORGANISATIONS),
        ("town_clerk", "town", False, True, True, StaffView.OWN),
        ("town_centre_clerk", "town", True, True, True, StaffView.OWN),
        ("justice_office", "town", True, True, True, StaffView.OWN),
        ("gacha_director", "gacha", False, True, True, StaffView.ORGANISATIONS),
        ("gacha_mediator", "", False, True, True, StaffView.OWN),
        ("mediator", "", False, True, True, StaffView.OWN),
        ("grid_worker", "", False, True, True, StaffView.OWN),
        ("department_officer", "", False, True, True, StaffView.OWN),
        ("expert", "", False, True, True, StaffView.OWN),
        ("statistician", "county", False, True, False, StaffView.OWN),
        ("archivist", "county", False, True, True, StaffView.OWN),
        ("system_admin", "", False, False, True, StaffView.OWN),
        ("security_admin", "", False, False, True, StaffView.COUNTY),
        ("audit_admin", "", False, False, True, StaffView.OWN),
    ],
)
def test_scope_of_each_role(
    county: County, code: str, areas: str, restricted: bool, case_data: bool, names: bool, staff: StaffView
) -> None:
    person = make_account(county, code, at=1)
    places = {
        "county": (Area("county"),),
        "town": (Area("town", county.towns[1]),),
        "gacha": (Area("gacha", county.gachas[1]),),
        "": (),
    }
    body = county.body_of(code, 1)
    assert person.actor().rights.scope(clock.now()) == PostScope(
        county="otog",
        areas=places[areas],
        account=person.uid,
        organisations=(body,) if body else (),
        restricted=restricted,
        case_data=case_data,
        staff=staff,
        names=names,
        myself=person.uid,
    )


def test_a_post_that_ended_yesterday_does_not_act_today(left: Person) -> None:
    with clock.simulated(FixedClock(NOW)):
        with pytest.raises(Refused) as said:
            left.actor().rights.alive(NOW)
        assert said.value.code == "post-ended"
        scope = left.actor().rights.scope(NOW)
        assert not scope.case_data and scope.areas == () and scope.account is None
        assert posts_of(left.account) == []


def test_a_late_entry_is_judged_as_of_the_day_it_happened(left: Person) -> None:
    actor = left.actor(Channel.FIELD, late_entry=True)
    actor.rights.alive(NOW)
    assert refusal(actor, "disputes.handle", YESTERDAY) == ""
    assert refusal(actor, "disputes.handle", BEFORE) == ""
    assert refusal(actor, "disputes.handle", NOW) == "no-longer-in-post"
    assert actor.rights.scope(NOW).areas != ()


def test_a_late_entry_comes_within_seven_days(left: Person) -> None:
    actor = left.actor(Channel.FIELD, late_entry=True)
    actor.rights.alive(NOW + timedelta(days=6))
    with pytest.raises(Refused) as said:
        actor.rights.alive(NOW + timedelta(days=7))
    assert said.value.code == "post-ended"
    assert actor.rights.scope(NOW + timedelta(days=7)).areas == ()


def test_the_last_day_counts_until_midnight_in_beijing(county: County) -> None:
    person = make_account(county, "town_clerk")
    end_post(county, person, TODAY)
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    person.actor().rights.alive(midnight - timedelta(seconds=1))
    with pytest.raises(Refused):
        person.actor().rights.alive(midnight)


def test_a_post_not_yet_begun_does_not_act(county: County) -> None:
    person = make_account(county, "town_clerk", began_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as said:
        person.actor().rights.alive(NOW)
    assert said.value.code == "post-not-begun"
    assert person.actor().rights.scope(NOW).areas == ()


def test_what_happened_before_the_post_began_may_be_entered_by_who_holds_it_now(county: County) -> None:
    person = make_account(county, "town_clerk", began_on=TODAY)
    assert refusal(person.actor(), "disputes.handle", BEFORE) == ""


def test_a_permission_that_the_post_does_not_carry(county: County) -> None:
    assert refusal(make_account(county, "grid_worker").actor(), "disputes.assign", NOW) == "not-permitted"


@pytest.mark.parametrize(("column", "code"), [("locked_at", "account-locked"), ("closed_at", "account-closed")])
def test_a_shut_account_does_not_act(county: County, column: str, code: str) -> None:
    actor = make_account(county, "town_clerk").actor()
    setattr(actor.rights.account, column, NOW)  # type: ignore[attr-defined]  # the rights of a post
    actor.rights.alive(NOW - timedelta(seconds=1))
    with pytest.raises(Refused) as said:
        actor.rights.alive(NOW)
    assert said.value.code == code


def test_several_posts_are_chosen_without_signing_in_again(county: County) -> None:
    """O-5: one account, several posts."""
    person = make_account(county, "town_clerk")
    second = perform(
        Call("post.give", NewPost("gacha_mediator", county.committees[0]), subject=person.uid), by=county.machine
    ).facts["post"]
    seats = posts_of(person.account)
    assert [seat.role.code for seat in seats] == ["town_clerk", "gacha_mediator"]
    chosen = next(seat for seat in seats if str(seat.uid) == second)
    actor = actor_for(person.account, seat_of(person.account, chosen.uid), channel=Channel.DESK, address="127.0.0.1")
    assert (actor.uid, actor.organisation, actor.post) == (person.uid, county.committees[0], chosen.uid)
    assert (actor.on_behalf, actor.county, actor.address) == (None, "otog", "127.0.0.1")


def test_nobody_acts_in_the_post_of_another(county: County) -> None:
    one, other = make_account(county, "town_clerk"), make_account(county, "town_director")
    with pytest.raises(Refused):
        actor_for(one.account, other.post, channel=Channel.DESK)
    with pytest.raises(Refused):
        seat_of(one.account, other.post.pk)
    with pytest.raises(Refused):
        seat_of(one.account, new_uid())
