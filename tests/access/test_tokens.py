"""Tokens of programs (R-722): made and ended by actions, never more than the post, nothing stored that opens."""

from datetime import timedelta
from typing import Any

import pytest

from anmulong.access.enums import Permission
from anmulong.access.models import TokenUse
from anmulong.access.public import EndedToken, NewToken, PostEnd, Token, Why, new_token_code, role
from anmulong.base import clock
from anmulong.disputes.enums import Permission as Disputes
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.kernel.errors import DomainError, Invalid, NotFound, Refused
from tests.factories.matters import Office, make_office
from tests.factories.people import make_account
from tests.factories.programs import Caller, issue


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def status(code: str) -> int:
    return int(Caller(code).get("/disputes").status_code)


def token_of(actor: Actor) -> Token:
    return Token.objects.get(account=actor.uid)


def revoke(by: Actor, token: Token) -> None:
    perform(Call("token.revoke", EndedToken(token.pk), subject=token.account_id), by=by)


def test_only_a_keyed_digest_is_kept(office: Office) -> None:
    """Neither the row nor the journal nor the address of the token gives the secret away."""
    code = issue(office.clerk)
    row = Token.objects.values().get(account=office.clerk.uid)
    entry = Entry.objects.get(action="token.issue")
    assert code not in str(row)
    assert code not in entry.facts
    assert code.encode() not in bytes(entry.sealed)
    assert status(code) == 200
    assert status(code[:-1] + ("A" if code[-1] != "A" else "B")) == 401


def test_it_carries_all_of_the_post_unless_told_less(office: Office) -> None:
    issue(office.clerk)
    assert set(token_of(office.clerk).permissions) == set(role("town_clerk").permissions)


def test_it_may_not_do_what_it_was_not_given(office: Office) -> None:
    """The refusal names the permission; the post itself still may."""
    caller = Caller(issue(office.clerk, permissions=(str(Disputes.READ),)))
    assert caller.get("/disputes").status_code == 200
    answer = caller.act("/disputes/actions/dispute.register", {"what": "a", "place": "b", "anonymous": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "token-not-permitted")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"permissions": (str(Permission.MANAGE_ACCOUNTS),)}, "permissions"),
        ({"name": " "}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"expires_on": local_day(clock.now()) - timedelta(days=1)}, "expires_on"),
        ({"expires_on": local_day(clock.now()) + timedelta(days=400)}, "expires_on"),
    ],
)
def test_what_cannot_be_is_named(office: Office, more: dict[str, Any], field: str) -> None:
    """More than the post holds, no name, a day gone by or more than a year away."""
    with pytest.raises(Invalid) as error:
        issue(office.clerk, **more)
    assert list(error.value.fields) == [field]


def test_nobody_makes_one_for_somebody_else_or_another_post(office: Office) -> None:
    day, post = local_day(clock.now()), office.second.post
    assert post is not None
    given = NewToken("别人的", post, day, new_token_code())
    with pytest.raises(DomainError):
        perform(Call("token.issue", given, subject=office.second.uid), by=office.clerk)
    with pytest.raises(Invalid) as error:
        perform(Call("token.issue", given, subject=office.clerk.uid), by=office.clerk)
    assert list(error.value.fields) == ["post"]


def test_it_ends_with_its_day(office: Office) -> None:
    """The last day is included, in local time."""
    code = issue(office.clerk, expires_on=local_day(clock.now()))
    with clock.simulated(FixedClock(token_of(office.clerk).expires_at - timedelta(seconds=1))):
        assert status(code) == 200
    with clock.simulated(FixedClock(token_of(office.clerk).expires_at)):
        assert status(code) == 401


def test_the_holder_and_the_security_administrator_end_it(office: Office) -> None:
    """R-721: nobody else does; a token that has ended cannot end again."""
    keeper = make_account(office.county, "security_admin").actor()
    codes = [issue(office.clerk), issue(office.second)]
    with pytest.raises(NotFound):
        revoke(office.clerk, token_of(office.second))
    revoke(office.clerk, token_of(office.clerk))
    revoke(keeper, token_of(office.second))
    assert [status(code) for code in codes] == [401, 401]
    with pytest.raises(Refused, match="token-ended"):
        revoke(office.clerk, token_of(office.clerk))


def test_it_goes_with_the_account_and_the_post(office: Office) -> None:
    """A locked account and a post that is over open nothing."""
    keeper = make_account(office.county, "security_admin").actor()
    locked, over = issue(office.clerk), issue(office.second)
    perform(Call("account.lock", Why("离岗"), subject=office.clerk.uid), by=keeper)
    assert status(locked) == 401
    yesterday = PostEnd(last_day=local_day(clock.now()))
    perform(Call("post.end", yesterday, subject=office.second.post), by=keeper)
    with clock.simulated(FixedClock(clock.now() + timedelta(days=2))):
        answer = Caller(over).get("/disputes")
        assert answer.status_code == 403 or answer.json()["rows"] == []
        assert Caller(over).act("/disputes/actions/dispute.register", {}).status_code in (403, 422)


def test_use_is_noted_once_a_minute(office: Office) -> None:
    code = issue(office.clerk)
    now = clock.now()
    for seconds in (0, 30, 61):
        with clock.simulated(FixedClock(now + timedelta(seconds=seconds))):
            status(code)
    use = TokenUse.objects.get()
    assert (use.used_at - now, use.address) == (timedelta(seconds=61), "127.0.0.1")


def test_restricted_matters_only_where_given(office: Office) -> None:
    """O-4: the clearance of the post does not pass to a program by itself."""
    from_director = {given: Caller(issue(office.director, restricted=given)) for given in (False, True)}
    office.register(restricted="minors")
    seen = {given: len(caller.get("/disputes").json()["rows"]) for given, caller in from_director.items()}
    assert seen == {False: 0, True: 1}


def test_twenty_at_most(office: Office) -> None:
    for _ in range(20):
        issue(office.clerk)
    with pytest.raises(Refused, match="too-many-tokens"):
        issue(office.clerk)


def test_a_token_cannot_make_or_change_accounts_secrets(office: Office) -> None:
    """Actions that carry a secret are not offered to programs at all."""
    caller = Caller(issue(office.clerk))
    for name in ("token.issue", "account.set_password", "account.make_reset_slip", "account.use_reset_slip"):
        answer = caller.act(f"/accounts/{office.clerk.uid}/actions/{name}", {})
        assert (answer.status_code, answer.json()["code"]) == (404, "no-such-action")
