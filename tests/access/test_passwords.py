"""The own password, the slip for a forgotten one, signing in, sessions (O-5, R-722)."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from anmulong.access.authentication import SessionStore
from anmulong.access.enums import AccountKind
from anmulong.access.models import Account, ResetSlip, Session
from anmulong.access.public import (
    EndedSession,
    NewPassword,
    NewPost,
    NewSlip,
    PostEnd,
    Why,
    account_of,
    actor_of,
    choose_post,
    new_slip_code,
    password_is_due,
    posts_of,
    redeem_slip,
    renew_session,
    sessions_of,
    sign_in,
    sign_out,
    sweep_sessions,
)
from anmulong.base import clock
from anmulong.base.guards import guarded
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, Call, perform, verify_all
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import DomainError, Invalid, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.people import PASSWORD, County, Person, make_account


NEW = "Steppe-Wind-77"


@pytest.fixture
def clerk(county: County) -> Person:
    """A town clerk who can sign in."""
    return make_account(county, "town_clerk", username="clerk", password=PASSWORD)


def code_of(call: Call, by: Actor) -> str:
    with pytest.raises(DomainError) as said:
        perform(call, by=by)
    return said.value.code


def browser(address: str = "10.0.0.7") -> HttpRequest:
    """A request of a browser that is not signed in."""
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_USER_AGENT="Chromium 96")
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def signed_in(person: Person, address: str = "10.0.0.7") -> HttpRequest:
    request = browser(address)
    sign_in(request, Account.objects.get(pk=person.uid))
    request.session.save()
    return request


def tried(username: str, password: str) -> Any:
    return authenticate(browser(), username=username, password=password)


def test_the_own_password_is_changed_by_the_old_one(clerk: Person) -> None:
    perform(Call("account.set_password", NewPassword(PASSWORD, NEW), subject=clerk.uid), by=clerk.actor())
    account = Account.objects.get(pk=clerk.uid)
    assert account.check_password(NEW) and not account.check_password(PASSWORD)
    assert not account.must_change_password and account.password_changed_at is not None
    written = "".join(entry.facts for entry in Entry.objects.all())
    assert NEW not in written and PASSWORD not in written
    assert verify_all().good


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("wrong", NEW, "wrong-password"), (PASSWORD, PASSWORD, "same-password"), (PASSWORD, "aaaa", "weak-password")],
)
def test_a_password_that_is_not_taken(clerk: Person, old: str, new: str, code: str) -> None:
    assert code_of(Call("account.set_password", NewPassword(old, new), subject=clerk.uid), clerk.actor()) == code


def test_nobody_sets_the_password_of_another(county: County, clerk: Person) -> None:
    security = make_account(county, "security_admin").actor()
    call = Call("account.set_password", NewPassword(PASSWORD, NEW), subject=clerk.uid)
    assert code_of(call, security) == "own-account-only"


def test_o5_a_slip_works_once(county: County, clerk: Person) -> None:
    director, code = make_account(county, "town_director").actor(), new_slip_code()
    perform(Call("account.make_reset_slip", NewSlip(code), subject=clerk.uid), by=director)
    assert redeem_slip("CLERK", code.lower(), NEW, address="10.0.0.9").pk == clerk.uid
    assert Account.objects.get(pk=clerk.uid).check_password(NEW)
    with pytest.raises(Refused) as said:
        redeem_slip("clerk", code, "Another-Word-88")
    assert said.value.code == "bad-slip"
    stored = "".join(f"{entry.facts}" for entry in Entry.objects.all()) + ResetSlip.objects.get().mark
    assert code not in stored and code.replace("-", "") not in stored
    assert verify_all().good


def test_o5_a_newer_slip_ends_the_older_and_a_day_ends_both(county: County, clerk: Person) -> None:
    director = make_account(county, "town_director").actor()
    used, first, second = new_slip_code(), new_slip_code(), new_slip_code()
    perform(Call("account.make_reset_slip", NewSlip(used), subject=clerk.uid), by=director)
    redeem_slip("clerk", used, "Another-Word-88")
    for code in (first, second):
        perform(Call("account.make_reset_slip", NewSlip(code), subject=clerk.uid), by=director)
    with pytest.raises(Refused):
        redeem_slip("clerk", first, NEW)
    later = FixedClock(clock.now() + timedelta(hours=24, seconds=1))
    with clock.simulated(later), pytest.raises(Refused) as said:
        redeem_slip("clerk", second, NEW)
    assert said.value.code == "bad-slip"


def test_a_wrong_slip_tells_nothing(county: County, clerk: Person) -> None:
    for username in ("clerk", "nobody"):
        with pytest.raises(Refused) as said:
            redeem_slip(username, new_slip_code(), NEW)
        assert said.value.code == "bad-slip"


def test_a_weak_password_leaves_the_slip_usable(county: County, clerk: Person) -> None:
    code = new_slip_code()
    perform(Call("account.make_reset_slip", NewSlip(code), subject=clerk.uid), by=county.machine)
    with pytest.raises(Invalid):
        redeem_slip("clerk", code, "short")
    redeem_slip("clerk", code, NEW)


def test_a_manager_makes_slips_for_the_own_unit_only(county: County, clerk: Person) -> None:
    call = Call("account.make_reset_slip", NewSlip(new_slip_code()), subject=clerk.uid)
    assert code_of(call, make_account(county, "town_director", at=1).actor()) == "not-found"
    assert code_of(call, make_account(county, "town_clerk").actor()) == "not-found"
    assert code_of(call, clerk.actor()) == "not-permitted"


def test_a_slip_does_not_give_away_what_somebody_sees_elsewhere(county: County) -> None:
    """The banner's director who also sits on a gacha's committee is not reset by its director."""
    person = make_account(county, "banner_director")
    perform(Call("post.give", NewPost("gacha_mediator", county.committees[0]), subject=person.uid), by=county.machine)
    call = Call("account.make_reset_slip", NewSlip(new_slip_code()), subject=person.uid)
    assert code_of(call, make_account(county, "gacha_director").actor()) == "not-permitted"
    perform(call, by=make_account(county, "security_admin").actor())


def test_signing_in_by_name_however_typed(clerk: Person) -> None:
    assert tried("  ＣＬＥＲＫ ", PASSWORD) == clerk.account
    assert tried("clerk", "wrong") is None
    assert tried("nobody", PASSWORD) is None


def test_r722_five_failures_lock_whatever_the_spelling(county: County, clerk: Person) -> None:
    security = make_account(county, "security_admin").actor()
    for spelling in ("clerk", "CLERK", " clerk", "ｃlerk", "Clerk"):
        assert tried(spelling, "wrong") is None
    assert tried("clerk", PASSWORD) is None
    perform(Call("account.unlock", Why(), subject=clerk.uid), by=security)
    assert AccessAttempt.objects.count() == 0
    assert tried("clerk", PASSWORD) == clerk.account


@pytest.mark.parametrize("action", ["account.lock", "account.close"])
def test_a_shut_account_does_not_get_in_and_its_sessions_end(county: County, clerk: Person, action: str) -> None:
    signed_in(clerk)
    perform(Call(action, Why(), subject=clerk.uid), by=county.machine)
    assert tried("clerk", PASSWORD) is None
    assert Session.objects.count() == 0


def test_o5_a_demonstration_account_works_on_this_machine_only(county: County) -> None:
    make_account(county, "town_clerk", username="demo", password=PASSWORD, kind=AccountKind.DEMONSTRATION)
    with pytest.raises(Refused, match="demonstration-elsewhere"):
        tried("demo", PASSWORD)
    here = browser("127.0.0.1")
    here.META["HTTP_HOST"] = "127.0.0.1:8000"
    assert authenticate(here, username="demo", password=PASSWORD) is not None
    here.META["HTTP_HOST"] = "testserver"
    with pytest.raises(Refused, match="demonstration-elsewhere"):
        authenticate(here, username="demo", password=PASSWORD)
    assert tried("demo", "wrong") is None


def test_sessions_that_ran_out_are_swept(clerk: Person) -> None:
    request = signed_in(clerk)
    request.session.set_expiry(-1)
    request.session.save()
    assert Session.objects.count() == 1 and sessions_of(clerk.uid) == []
    sweep_sessions()
    assert Session.objects.count() == 0


def test_an_actor_from_a_request_reads_behind_the_guard(county: County, clerk: Person) -> None:
    request = signed_in(clerk)
    with guarded():
        actor = actor_of(request)
    assert actor is not None
    assert (actor.uid, actor.post, actor.organisation) == (clerk.uid, clerk.post.pk, county.governments[0])
    assert (actor.address, actor.county) == ("10.0.0.7", "otog")
    assert actor_of(request) is actor


def test_a_stranger_has_no_actor(county: County) -> None:
    assert actor_of(browser()) is None


def test_signing_in_writes_no_entry(clerk: Person) -> None:
    before = Entry.objects.count()
    signed_in(clerk)
    assert Entry.objects.count() == before


def test_an_account_without_a_post_is_told_so(county: County, clerk: Person) -> None:
    last = clock.now().date() - timedelta(days=1)
    perform(Call("post.end", PostEnd(last_day=last), subject=clerk.post.pk), by=county.machine)
    with pytest.raises(Refused) as said:
        sign_in(browser(), clerk.account)
    assert said.value.code == "no-post"


def test_o5_another_post_is_chosen_without_signing_in(county: County, clerk: Person) -> None:
    given = NewPost("gacha_mediator", county.committees[0])
    perform(Call("post.give", given, subject=clerk.uid), by=county.machine)
    request = signed_in(clerk)
    second = posts_of(clerk.account)[1]
    choose_post(request, second.uid)
    actor = actor_of(request)
    assert actor is not None and actor.organisation == county.committees[0]
    with pytest.raises(Refused):
        choose_post(request, new_uid())


def test_nobody_is_signed_in_without_words_and_chooses_no_post(county: County) -> None:
    assert authenticate(browser(), username=None, password=None) is None
    with pytest.raises(Refused) as said:
        choose_post(browser(), new_uid())
    assert said.value.code == "not-signed-in"
    request = browser()
    renew_session(request)
    assert request.session.is_empty()


def test_the_session_list_and_ending_one(clerk: Person) -> None:
    here, there = signed_in(clerk), signed_in(clerk, "10.0.0.8")
    found = sessions_of(clerk.uid)
    assert {(one.address, one.agent, one.account, one.post) for one in found} == {
        (address, "Chromium 96", clerk.uid, clerk.post.pk) for address in ("10.0.0.7", "10.0.0.8")
    }
    other = next(one for one in found if one.session_key == there.session.session_key)
    perform(Call("session.end", EndedSession(other.uid), subject=clerk.uid), by=clerk.actor())
    assert [one.session_key for one in sessions_of(clerk.uid)] == [here.session.session_key]
    assert code_of(Call("session.end", EndedSession(other.uid), subject=clerk.uid), clerk.actor()) == "not-found"


def test_sessions_of_others_cannot_be_ended(county: County, clerk: Person) -> None:
    signed_in(clerk)
    other = make_account(county, "town_clerk")
    session = sessions_of(clerk.uid)[0]
    assert code_of(Call("session.end", EndedSession(session.uid), subject=other.uid), other.actor()) == "not-found"
    assert code_of(Call("session.end", EndedSession(session.uid), subject=clerk.uid), other.actor()) == "not-found"


def test_r722_a_session_is_seen_once_a_minute_and_keeps_its_name(clerk: Person) -> None:
    request = signed_in(clerk)
    first = sessions_of(clerk.uid)[0]
    later = FixedClock(first.last_seen_at + timedelta(seconds=30))
    with clock.simulated(later):
        SessionStore(request.session.session_key).save()
        assert sessions_of(clerk.uid)[0].last_seen_at == first.last_seen_at
        later.advance(seconds=31)
        SessionStore(request.session.session_key).save()
        again = sessions_of(clerk.uid)[0]
    assert (again.uid, again.started_at, again.last_seen_at) == (first.uid, first.started_at, later.now())


def test_a_session_ends_after_a_working_day(clerk: Person) -> None:
    request = signed_in(clerk)
    with clock.simulated(FixedClock(clock.now() + timedelta(hours=13))):
        assert account_of(request) is None
    assert sessions_of(clerk.uid) == []


def test_signing_in_over_an_earlier_session_changes_its_key(clerk: Person) -> None:
    request = browser()
    request.session["language"] = "en"
    request.session.save()
    before = request.session.session_key
    sign_in(request, clerk.account)
    request.session.save()
    assert request.session.session_key != before and request.session["language"] == "en"
    assert [one.account for one in Session.objects.all()] == [clerk.uid]


def still_signed_in(request: HttpRequest) -> bool:
    """What the framework's own middleware finds at the next request."""
    with guarded():
        return get_user(request).is_authenticated


def test_a_changed_password_ends_the_other_sessions_only(clerk: Person) -> None:
    here, there = signed_in(clerk), signed_in(clerk)
    assert still_signed_in(here) and still_signed_in(there)
    perform(Call("account.set_password", NewPassword(PASSWORD, NEW), subject=clerk.uid), by=clerk.actor())
    renew_session(here)
    assert still_signed_in(here) and not still_signed_in(there)


def test_a_locked_account_is_signed_out_at_the_next_request(county: County, clerk: Person) -> None:
    request = signed_in(clerk)
    perform(Call("account.lock", Why(), subject=clerk.uid), by=county.machine)
    assert not still_signed_in(request)


def test_signing_out(clerk: Person) -> None:
    request = signed_in(clerk)
    sign_out(request)
    assert sessions_of(clerk.uid) == [] and actor_of(request) is None


def test_a_password_given_by_others_is_due(county: County, clerk: Person) -> None:
    assert not password_is_due(clerk.account)
    assert password_is_due(make_account(county, "town_clerk", password=PASSWORD, keep_password=False).account)
