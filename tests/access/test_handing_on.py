"""Handing over, deputies, grants: who else acts or sees (O-5, R-502, architecture.md 5)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from anmulong.access.actions import grants, handing_over
from anmulong.access.enums import GrantReason
from anmulong.access.models import Deputy, Grant, Post
from anmulong.access.public import (
    DeputyEnd,
    GrantEnd,
    HandedOver,
    HandOver,
    NewDeputy,
    NewGrant,
    PostEnd,
    accounts_in,
    actor_for,
    checks_reach,
    counts_open_work,
    on_hand_over,
    posts_of,
)
from anmulong.base import clock
from anmulong.base.scoping import Scope
from anmulong.journal.enums import Channel
from anmulong.journal.models import Entry, Event
from anmulong.journal.public import Actor, Call, Moment, perform, verify_all
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.kernel.errors import DomainError, NotFound
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from tests.factories.people import County, Person, make_account


def code_of(call: Call, by: Actor) -> str:
    with pytest.raises(DomainError) as said:
        perform(call, by=by)
    return said.value.code


@pytest.fixture
def director(county: County) -> Person:
    return make_account(county, "town_director")


@pytest.fixture
def clerk(county: County) -> Person:
    return make_account(county, "town_clerk")


@pytest.fixture
def colleague(county: County) -> Person:
    return make_account(county, "town_clerk", name="colleague")


@pytest.fixture
def moves() -> Iterator[list[HandedOver]]:
    """What a package above was asked to move; it says that it moved two things."""
    asked: list[HandedOver] = []

    @on_hand_over
    def mover(moving: HandedOver, by: Actor, at: Moment) -> int:
        asked.append(moving)
        return 2

    yield asked
    handing_over._movers.remove(mover)


def test_a_package_that_registers_twice_is_asked_once(reach: set[UUID], moves: list[HandedOver]) -> None:
    for registered, register in (
        (grants._reaches, checks_reach),
        (handing_over._movers, on_hand_over),
        (handing_over._counters, counts_open_work),
    ):
        before = list(registered)
        assert register(before[0]) is before[0]  # type: ignore[operator]  # each with its own kind of function
        assert registered == before


def test_o5_all_open_work_moves_in_one_step(
    county: County, director: Person, clerk: Person, colleague: Person, moves: list[HandedOver]
) -> None:
    outcome = perform(
        Call("post.hand_over", HandOver(colleague.uid, reason="调离"), subject=clerk.post.pk), by=director.actor()
    )
    assert outcome.facts == {"moved": 2}
    assert moves == [HandedOver(clerk.post.pk, clerk.uid, county.governments[0], colleague.uid, "调离")]
    assert Post.objects.get(pk=clerk.post.pk).ended_on == local_day(clock.now())
    news = Event.objects.get(kind="post.handed_over")
    assert (news.stream, news.payload["successor"]) == (clerk.uid, str(colleague.uid))
    assert verify_all().good


def test_work_may_move_while_the_post_stays(
    director: Person, clerk: Person, colleague: Person, moves: list[HandedOver]
) -> None:
    given = HandOver(colleague.uid, keep_post=True)
    perform(Call("post.hand_over", given, subject=clerk.post.pk), by=director.actor())
    assert Post.objects.get(pk=clerk.post.pk).ended_on is None and len(moves) == 1


def test_r502_work_left_in_a_post_that_is_over_still_finds_its_way(
    county: County, director: Person, clerk: Person, colleague: Person, moves: list[HandedOver]
) -> None:
    last = local_day(clock.now()) - timedelta(days=5)
    perform(Call("post.end", PostEnd(last_day=last), subject=clerk.post.pk), by=county.machine)
    perform(Call("post.hand_over", HandOver(colleague.uid), subject=clerk.post.pk), by=director.actor())
    assert Post.objects.get(pk=clerk.post.pk).ended_on == last and len(moves) == 1


def test_r502_the_successor_works_in_the_same_body(
    county: County, director: Person, clerk: Person, moves: list[HandedOver]
) -> None:
    outsider = make_account(county, "town_clerk", at=1)
    for successor in (outsider.uid, clerk.uid, new_uid()):
        call = Call("post.hand_over", HandOver(successor), subject=clerk.post.pk)
        assert code_of(call, director.actor()) == "not-in-unit"
    assert moves == []


def test_a_post_of_another_town_is_not_found(county: County, clerk: Person, colleague: Person) -> None:
    call = Call("post.hand_over", HandOver(colleague.uid), subject=clerk.post.pk)
    assert code_of(call, make_account(county, "town_director", at=1).actor()) == "not-found"


def test_an_administrator_has_nothing_to_hand_over(county: County, colleague: Person) -> None:
    audit = make_account(county, "audit_admin")
    assert code_of(Call("post.hand_over", HandOver(colleague.uid), subject=audit.post.pk), county.machine) == "no-work"


def appoint(county: County, clerk: Person, colleague: Person, days: int = 3) -> UUID:
    until = local_day(clock.now()) + timedelta(days=days)
    call = Call("post.appoint_deputy", NewDeputy(colleague.uid, until, reason="出差"), subject=clerk.post.pk)
    return UUID(str(perform(call, by=county.machine).facts["deputy"]))


def test_o5_a_deputy_acts_in_the_post_and_the_entry_says_for_whom(
    county: County, clerk: Person, colleague: Person
) -> None:
    appoint(county, clerk, colleague)
    own, acting = posts_of(colleague.account)
    assert own.holder is None and acting.holder == clerk.account
    actor = actor_for(colleague.account, acting, channel=Channel.DESK)
    assert (actor.uid, actor.post, actor.on_behalf) == (colleague.uid, clerk.post.pk, clerk.uid)
    scope = actor.rights.scope(clock.now())
    assert scope.account == clerk.uid
    assert accounts_in(scope).uids() == [colleague.uid]
    assert verify_all().good


def test_a_deputy_stops_after_the_last_day_or_when_ended(
    county: County, director: Person, clerk: Person, colleague: Person
) -> None:
    deputy = appoint(county, clerk, colleague, days=1)
    seat = posts_of(colleague.account)[1]
    with clock.simulated(FixedClock(clock.now() + timedelta(days=2))):
        assert len(posts_of(colleague.account)) == 1
        with pytest.raises(DomainError):
            actor_for(colleague.account, seat, channel=Channel.DESK).rights.alive(clock.now())
    perform(Call("post.end_deputy", DeputyEnd("回岗"), subject=deputy), by=director.actor())
    assert len(posts_of(colleague.account)) == 1
    assert code_of(Call("post.end_deputy", DeputyEnd(), subject=deputy), director.actor()) == "deputy-ended"
    stored = Deputy.objects.select_related("post").get(pk=deputy)
    ended = actor_for(colleague.account, type(seat)(stored.post, stored), channel=Channel.DESK)
    with pytest.raises(DomainError):
        ended.rights.alive(clock.now())


def test_who_cannot_be_a_deputy(county: County, director: Person, clerk: Person, colleague: Person) -> None:
    tomorrow = local_day(clock.now()) + timedelta(days=1)
    outsider = make_account(county, "town_clerk", at=1)
    for account in (clerk.uid, outsider.uid, new_uid()):
        call = Call("post.appoint_deputy", NewDeputy(account, tomorrow), subject=clerk.post.pk)
        assert code_of(call, director.actor()) == "not-in-unit"
    late = NewDeputy(colleague.uid, tomorrow - timedelta(days=9))
    assert code_of(Call("post.appoint_deputy", late, subject=clerk.post.pk), director.actor()) == "ends-before-begin"


def test_r721_nobody_stands_in_for_an_administrator_of_another_kind(county: County) -> None:
    audit, security = make_account(county, "audit_admin"), make_account(county, "security_admin")
    given = NewDeputy(security.uid, local_day(clock.now()))
    assert code_of(Call("post.appoint_deputy", given, subject=audit.post.pk), county.machine) == "roles-exclude"


@pytest.fixture
def reach(monkeypatch: pytest.MonkeyPatch) -> set[UUID]:
    """Stands in for the ledger: which matters lie in everybody's scope."""
    within: set[UUID] = set()
    monkeypatch.setattr(grants, "_reaches", [])

    @checks_reach
    def known(matter: UUID, scope: Scope) -> None:
        if matter not in within:
            raise NotFound("not-found", noop("There is no such record."))

    return within


def granted(person: Person) -> list[UUID]:
    return list(person.actor().rights.scope(clock.now()).granted())


def test_a_grant_opens_one_matter_to_a_person_or_a_body(county: County, director: Person, reach: set[UUID]) -> None:
    expert, officer = make_account(county, "expert", at=0), make_account(county, "department_officer")
    matter, other = county.towns[0], county.towns[1]
    reach.update({matter, other})
    to_expert = NewGrant(matter, GrantReason.EXPERT, account=expert.uid)
    to_body = NewGrant(other, GrantReason.LINKED_ORGAN, organisation=county.department)
    grant = perform(Call("grant.open", to_expert), by=director.actor()).subject
    perform(Call("grant.open", to_body), by=director.actor())
    assert granted(officer) == [other]
    assert sorted(granted(expert)) == sorted([matter, other])
    assert Entry.objects.filter(stream=matter, action="grant.open").count() == 1
    perform(Call("grant.end", GrantEnd(), subject=grant), by=director.actor())
    assert granted(expert) == [other]
    assert code_of(Call("grant.end", GrantEnd(), subject=grant), director.actor()) == "grant-ended"
    assert verify_all().good


def test_a_grant_ends_by_itself(county: County, director: Person, reach: set[UUID]) -> None:
    expert, matter = make_account(county, "expert"), county.towns[0]
    reach.add(matter)
    until = clock.now() + timedelta(hours=1)
    call = Call("grant.open", NewGrant(matter, GrantReason.EXPERT, account=expert.uid, until=until))
    perform(call, by=director.actor())
    assert granted(expert) == [matter]
    with clock.simulated(FixedClock(until)):
        assert granted(expert) == []


def test_nothing_is_opened_beyond_the_own_reach(
    county: County, director: Person, reach: set[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = make_account(county, "expert")
    call = Call("grant.open", NewGrant(county.towns[0], GrantReason.EXPERT, account=expert.uid))
    assert code_of(call, director.actor()) == "not-found"
    reach.add(county.towns[0])
    monkeypatch.setattr(grants, "_reaches", [])
    assert code_of(call, director.actor()) == "not-found"
    assert code_of(call, expert.actor()) == "not-permitted"
    assert Grant.objects.count() == 0


def test_a_grant_names_one_viewer(county: County, director: Person, reach: set[UUID]) -> None:
    matter, expert = county.towns[0], make_account(county, "expert")
    reach.add(matter)
    both = NewGrant(matter, GrantReason.EXPERT, account=expert.uid, organisation=county.department)
    for given, code in [
        (NewGrant(matter, GrantReason.EXPERT), "one-viewer"),
        (NewGrant(matter, GrantReason.BREAK_GLASS, account=expert.uid), "not-by-hand"),
        (both, "one-viewer"),
        (NewGrant(matter, GrantReason.EXPERT, account=new_uid()), "unknown-account"),
        (NewGrant(matter, GrantReason.EXPERT, organisation=new_uid()), "no-such-organisation"),
        (NewGrant(matter, GrantReason.EXPERT, account=expert.uid, until=clock.now()), "in-the-past"),
    ]:
        assert code_of(Call("grant.open", given), director.actor()) == code


def test_administrators_are_granted_nothing(county: County, director: Person, reach: set[UUID]) -> None:
    """R-721: they see no matter, not even an opened one."""
    audit, matter = make_account(county, "audit_admin"), county.towns[0]
    reach.add(matter)
    perform(Call("grant.open", NewGrant(matter, GrantReason.EXPERT, account=audit.uid)), by=director.actor())
    assert granted(audit) == []


def test_a_deputy_row_and_a_post_are_seen_by_those_they_concern(county: County, clerk: Person) -> None:
    colleague = make_account(county, "town_clerk")
    deputy = appoint(county, clerk, colleague)
    stranger = make_account(county, "town_clerk")
    for person, count in ((clerk, 1), (colleague, 1), (stranger, 0)):
        scope = person.actor().rights.scope(clock.now())
        assert Deputy.objects.in_scope(scope).filter(pk=deputy).count() == count
    perform(Call("post.end", PostEnd(), subject=clerk.post.pk), by=county.machine)
