"""Opening, changing, locking and closing accounts; who sees whose (O-5, R-721, R-722)."""

from datetime import timedelta

import pytest

from anmulong.access.actions import handing_over
from anmulong.access.models import Account, Deputy, Post
from anmulong.access.public import (
    AccountChange,
    NewAccount,
    NewDeputy,
    NewPost,
    PostEnd,
    Why,
    accounts_in,
    colleagues,
    colleagues_of,
    counts_open_work,
    handlers,
    holds_post_in,
    in_role,
    organisations_of,
    staff_like,
    unit_managers,
    who,
)
from anmulong.base import clock
from anmulong.base.guards import UnscopedReadError, guarded
from anmulong.base.scoping import Scope
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, Call, parse, perform, perform_batch, verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.people import PASSWORD, County, Person, make_account


@pytest.fixture
def security(county: County) -> Actor:
    """The one who keeps the accounts."""
    return make_account(county, "security_admin").actor()


def refused(call: Call, by: Actor) -> str:
    """The code with which a call is turned down."""
    with pytest.raises(DomainError) as said:
        perform(call, by=by)
    return said.value.code


def test_an_account_with_its_first_post(county: County, security: Actor) -> None:
    given = NewAccount(
        username="  Wulan ",
        display_name=" 乌兰其其格 ",
        telephone="13847700001",
        role="gacha_mediator",
        organisation=county.committees[2],
        title="调解员",
        password=PASSWORD,
    )
    account = Account.objects.get(pk=perform(Call("account.open", given), by=security).subject)
    post = account.posts.get()
    assert (account.username, account.display_name, account.initials) == ("wulan", "乌兰其其格", "wlqqg")
    assert (account.telephone, account.language, account.must_change_password) == ("13847700001", "zh-hans", True)
    assert account.check_password(PASSWORD) and not account.check_password("other")
    assert (post.role, post.organisation_id, post.title, post.ended_on) == (
        "gacha_mediator",
        county.committees[2],
        "调解员",
        None,
    )
    assert post.began_on == local_day(clock.now())
    assert verify_all().good


def test_a_row_of_an_account_list_is_the_same_input(county: County, security: Actor) -> None:
    row = {"username": "li", "display_name": "李某", "role": "town_clerk", "organisation": str(county.governments[1])}
    report = perform_batch([Call("account.open", parse(NewAccount, row))], by=security)
    account = Account.objects.get(pk=next(iter(report.done.values())).subject)
    assert not account.has_usable_password()
    assert account.posts.get().division_id == county.towns[1]


def test_neither_password_nor_hash_nor_telephone_stand_in_the_journal_in_clear(county: County) -> None:
    person = make_account(county, "town_clerk", password=PASSWORD, telephone="13847700009")
    written = "".join(entry.facts for entry in Entry.objects.all())
    assert PASSWORD not in written and "argon2" not in written and "13847700009" not in written
    assert bytes(Account.objects.values_list("password", flat=True).get(pk=person.uid)).find(b"argon2") == -1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"username": "taken"}, "username"),
        ({"display_name": " "}, "display_name"),
        ({"telephone": "abc"}, "telephone"),
        ({"password": "short"}, "password"),
        ({"password": "onlysmallletters"}, "password"),
        ({"password": "Password123"}, "password"),
        ({"role": "king"}, "role"),
        ({"role": "town_clerk", "organisation": None}, "organisation"),
        ({"role": "security_admin"}, "organisation"),
        ({"role": "gacha_director"}, "division"),
    ],
)
def test_what_cannot_be_opened(county: County, security: Actor, change: dict[str, object], field: str) -> None:
    make_account(county, "town_clerk", username="taken")
    values = {"username": "new", "display_name": "某人", "organisation": county.governments[0], **change}
    with pytest.raises(Invalid) as said:
        perform(Call("account.open", NewAccount(**values)), by=security)  # type: ignore[arg-type]  # on purpose
    assert field in said.value.fields
    assert not Account.objects.filter(username="new").exists()


def test_a_body_that_does_not_exist(county: County, security: Actor) -> None:
    given = NewAccount("new", "某人", role="town_clerk", organisation=new_uid())
    assert refused(Call("account.open", given), security) == "no-such-organisation"


def test_only_the_security_administrator_opens_accounts(county: County) -> None:
    for code in ("banner_director", "system_admin", "audit_admin", "town_director"):
        by = make_account(county, code).actor()
        assert refused(Call("account.open", NewAccount("x1", "某人")), by) == "not-permitted"


def test_change_is_merged_field_by_field(county: County, security: Actor) -> None:
    person = make_account(county, "town_clerk", name="旧名")
    base = {"display_name": "旧名", "telephone": ""}
    perform(Call("account.change", AccountChange(telephone="12345"), subject=person.uid, base=base), by=security)
    perform(Call("account.change", AccountChange(display_name="新名"), subject=person.uid, base=base), by=security)
    account = Account.objects.get(pk=person.uid)
    assert (account.display_name, account.telephone, account.initials) == ("新名", "12345", "xm")
    with pytest.raises(Conflict):
        perform(Call("account.change", AccountChange(telephone="23456"), subject=person.uid, base=base), by=security)


def test_lock_and_unlock(county: County, security: Actor) -> None:
    person = make_account(county, "town_clerk")
    perform(Call("account.lock", Why("离岗"), subject=person.uid), by=security)
    assert not Account.objects.get(pk=person.uid).is_active
    with pytest.raises(Refused) as said:
        person.actor().rights.alive(clock.now())
    assert said.value.code == "account-locked"
    perform(Call("account.unlock", Why(), subject=person.uid), by=security)
    assert Account.objects.get(pk=person.uid).is_active


def test_close_ends_posts_and_deputies_and_stays_closed(county: County, security: Actor) -> None:
    person, absent = make_account(county, "town_clerk"), make_account(county, "town_clerk")
    given = NewDeputy(person.uid, local_day(clock.now()) + timedelta(days=9))
    perform(Call("post.appoint_deputy", given, subject=absent.post.pk), by=county.machine)
    perform(Call("account.close", Why(), subject=person.uid), by=security)
    account = Account.objects.get(pk=person.uid)
    assert not account.is_active
    assert account.posts.get().ended_on == local_day(clock.now())
    assert Deputy.objects.get(account=account).ended_at is not None
    assert refused(Call("account.unlock", Why(), subject=person.uid), security) == "account-closed"
    assert verify_all().good


def test_r502_nobody_leaves_while_work_waits(county: County, security: Actor) -> None:
    person = make_account(county, "town_clerk")
    counter = counts_open_work(lambda account, organisation: 3 if account == person.uid else 0)
    try:
        for call in (
            Call("account.close", Why(), subject=person.uid),
            Call("post.end", PostEnd(), subject=person.post.pk),
        ):
            assert refused(call, security) == "open-work"
    finally:
        handing_over._counters.remove(counter)
    perform(Call("post.end", PostEnd(), subject=person.post.pk), by=security)


@pytest.mark.parametrize("action", ["account.lock", "account.unlock", "account.close"])
def test_r721_not_to_oneself(county: County, security: Actor, action: str) -> None:
    assert refused(Call(action, Why(), subject=security.uid), security) == "own-account"


def test_r721_nobody_gives_himself_a_post(county: County, security: Actor) -> None:
    given = NewPost("banner_director", county.bureau)
    assert refused(Call("post.give", given, subject=security.uid), security) == "own-account"


@pytest.mark.parametrize("held", ["system_admin", "security_admin", "audit_admin", "town_clerk"])
@pytest.mark.parametrize("wanted", ["system_admin", "security_admin", "audit_admin"])
def test_r721_three_administrators_exclude(county: County, security: Actor, held: str, wanted: str) -> None:
    person = make_account(county, held)
    with pytest.raises(Refused) as said:
        perform(Call("post.give", NewPost(wanted), subject=person.uid), by=security)
    assert said.value.code == ("post-held" if held == wanted else "roles-exclude")
    assert said.value.law == ("" if held == wanted else "R-721")
    assert person.account.posts.count() == 1


def test_an_administrator_whose_post_ended_may_become_another(county: County, security: Actor) -> None:
    person = make_account(county, "audit_admin")
    yesterday = local_day(clock.now()) - timedelta(days=1)
    perform(Call("post.end", PostEnd(last_day=yesterday), subject=person.post.pk), by=security)
    perform(Call("post.give", NewPost("system_admin"), subject=person.uid), by=security)
    assert sorted(person.account.posts.values_list("role", flat=True)) == ["audit_admin", "system_admin"]


def test_a_post_ends_once_and_not_by_its_holder(county: County, security: Actor) -> None:
    assert refused(Call("post.end", PostEnd(), subject=security.post), security) == "own-post"
    person = make_account(county, "town_clerk")
    today = local_day(clock.now())
    for day in (today + timedelta(days=9), today - timedelta(days=1)):
        perform(Call("post.end", PostEnd(last_day=day), subject=person.post.pk), by=security)
    assert refused(Call("post.end", PostEnd(), subject=person.post.pk), security) == "post-ended"
    other = make_account(county, "town_clerk", began_on=today)
    early = PostEnd(last_day=today - timedelta(days=1))
    assert refused(Call("post.end", early, subject=other.post.pk), security) == "ends-before-begin"


def seen(person: Person) -> set[str]:
    """The accounts that somebody sees."""
    return {account.display_name for account in accounts_in(person.actor().rights.scope(clock.now()))}


def test_who_sees_whose_account(county: County) -> None:
    people = {
        code: make_account(county, code, name=code)
        for code in ("town_director", "town_clerk", "gacha_mediator", "security_admin", "system_admin", "audit_admin")
    }
    make_account(county, "town_clerk", at=1, name="elsewhere")
    assert seen(people["town_director"]) == {"town_director", "town_clerk"}
    assert seen(people["security_admin"]) == {*people, "elsewhere"}
    for code in ("town_clerk", "gacha_mediator", "system_admin", "audit_admin"):
        assert seen(people[code]) == {code}


def test_a_manager_no_longer_sees_who_has_left(county: County) -> None:
    director, clerk = make_account(county, "town_director", name="d"), make_account(county, "town_clerk", name="c")
    yesterday = local_day(clock.now()) - timedelta(days=1)
    perform(Call("post.end", PostEnd(last_day=yesterday), subject=clerk.post.pk), by=county.machine)
    assert seen(director) == {"d"}


def test_scopes_of_nobody_and_of_matters_see_no_account(county: County) -> None:
    make_account(county, "town_clerk")
    for scope in (Scope.nobody("otog"), Scope.nobody(), Scope("elsewhere"), Scope("otog", account=new_uid())):
        assert accounts_in(scope).count() == 0
        assert Post.objects.in_scope(scope).count() == 0


def test_another_account_is_not_found(county: County) -> None:
    clerk, other = make_account(county, "town_clerk"), make_account(county, "town_clerk", at=1)
    with pytest.raises(NotFound):
        accounts_in(clerk.actor().rights.scope(clock.now())).get(other.uid)


def test_reads_fail_closed_in_request_code(county: County) -> None:
    person = make_account(county, "town_clerk", name="某人")
    with guarded():
        with pytest.raises(UnscopedReadError):
            list(Account.objects.all())
        assert who([person.uid, None, new_uid()]) == {person.uid: "某人"}


def test_accounts_of_one_body_and_nobody(county: County) -> None:
    clerk, _ = make_account(county, "town_clerk"), make_account(county, "town_clerk", at=1)
    scope = make_account(county, "security_admin").actor().rights.scope(clock.now())
    assert accounts_in(scope, organisation=county.governments[0]).uids() == [clerk.uid]
    assert who([None]) == {}


def test_people_of_a_body(county: County) -> None:
    body = county.governments[0]
    director = make_account(county, "town_director", name="甲")
    clerk = make_account(county, "town_clerk", name="乙")
    expert = make_account(county, "expert", name="丙", organisation=body)
    locked = make_account(county, "town_clerk", name="丁")
    perform(Call("account.lock", Why(), subject=locked.uid), by=county.machine)
    assert {person.uid for person in colleagues(body)} == {director.uid, clerk.uid, expert.uid}
    assert {uid: len(found) for uid, found in colleagues_of([body, county.bureau]).items()} == {
        body: 3,
        county.bureau: 0,
    }
    assert {person.uid for person in handlers(body)} == {director.uid, clerk.uid}
    assert [person.uid for person in handlers(body, may="disputes.strike_off")] == [director.uid]
    assert [person.uid for person in unit_managers(body)] == [director.uid]
    assert holds_post_in(clerk.uid, body) and not holds_post_in(locked.uid, body)
    assert not holds_post_in(clerk.uid, county.governments[1])
    assert organisations_of(clerk.uid) == [body]
    assert [person.uid for person in in_role("otog", "town_director")] == [director.uid]


def test_o5_people_are_found_by_initials(county: County) -> None:
    make_account(county, "town_clerk", name="乌兰其其格")
    assert [str(person) for person in staff_like("otog", "wlq")] == ["乌兰其其格"]
    assert [str(person) for person in staff_like("otog", "其其")] == ["乌兰其其格"]
    assert staff_like("otog", " ") == [] and staff_like("elsewhere", "wlq") == []
