"""Accounts: open, change, lock, unlock, close."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from axes.utils import reset as forget_failures
from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.handing_over import refuse_open_work
from anmulong.access.actions.passwords import check_strength
from anmulong.access.actions.placing import NewPost, placed
from anmulong.access.actions.policies import account_in_use, held_posts, not_own_account
from anmulong.access.actions.sessions import end_all_sessions
from anmulong.access.enums import AccountKind, Permission
from anmulong.access.models import Account, Deputy
from anmulong.access.rules import check_username, username_key
from anmulong.journal.public import UNSET, Actor, Moment, Unset, action, personal, secret
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.telephones import check_telephone
from anmulong.kernel.wording import noop
from anmulong.orgs.public import initials_of


@dataclass(frozen=True)
class NewAccount:
    """An account to open, with its first post if it has one: one row of an account list (O-5).

    Without a password the account cannot be signed into before a reset slip was used. A password given here was
    known to somebody else and must be changed at the first sign-in, unless ``keep_password``.
    """

    username: str
    display_name: str = personal()
    role: str = ""
    organisation: UUID | None = None
    division: UUID | None = None
    title: str = ""
    began_on: date | None = None
    telephone: str = personal(default="")
    language: str = "zh-hans"
    kind: AccountKind = AccountKind.PERSON
    password: str = secret(default="")
    keep_password: bool = False
    uid: UUID | None = None
    post: UUID | None = None


@action(
    "account.open",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="append",
    creates=True,
    given=NewAccount,
    label=_("Open an account"),
)
def open_account(given: NewAccount, *, by: Actor, at: Moment) -> Account:
    """Open an account and give its first post. Raises ``Invalid`` for a name, a password or a place that cannot be."""
    account = Account(
        uid=given.uid or new_uid(),
        county=by.county,
        username=_free_username(given.username, by.county),
        display_name=_name(given.display_name),
        initials=initials_of(given.display_name),
        telephone=check_telephone(given.telephone),
        language=given.language,
        kind=given.kind,
        must_change_password=not given.keep_password,
    )
    if given.password:
        check_strength(given.password, account, field="password")
        account.set_password(given.password)
        account.password_changed_at = at.entered
    else:
        account.set_unusable_password()
    account.save()
    if given.role:
        first = NewPost(given.role, given.organisation, given.division, given.title, given.began_on, given.post)
        placed(account, first, [], county=by.county, at=at).save()
    return account


@dataclass(frozen=True)
class AccountChange:
    """What is to be different; untouched fields stay ``UNSET``."""

    display_name: str | Unset = personal(default=UNSET)
    telephone: str | Unset = personal(default=UNSET)
    language: str | Unset = UNSET


@action(
    "account.change",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="fields",
    given=AccountChange,
    label=_("Change an account"),
    policies=(account_in_use,),
)
def change(account: Account, given: AccountChange, *, by: Actor, at: Moment) -> Account:
    """Change name, telephone or language. Raises ``Invalid`` for what is no name or no telephone."""
    if not isinstance(given.display_name, Unset):
        account.display_name = _name(given.display_name)
        account.initials = initials_of(account.display_name)
    if not isinstance(given.telephone, Unset):
        account.telephone = check_telephone(given.telephone)
    if not isinstance(given.language, Unset):
        account.language = given.language
    account.save()
    return account


@dataclass(frozen=True)
class Why:
    """Why it is done."""

    reason: str = personal(default="")


@action(
    "account.lock",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="state",
    given=Why,
    label=_("Lock an account"),
    policies=(not_own_account, account_in_use),
    law="R-722",
)
def lock(account: Account, given: Why, *, by: Actor, at: Moment) -> Account:
    """Shut the account at once: its sessions end, nobody signs in."""
    account.locked_at = account.locked_at or at.entered
    account.save()
    end_all_sessions(account)
    return account


@action(
    "account.unlock",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="state",
    given=Why,
    label=_("Unlock an account"),
    policies=(not_own_account, account_in_use),
    law="R-722",
)
def unlock(account: Account, given: Why, *, by: Actor, at: Moment) -> Account:
    """Open a locked account again and forget failed attempts to sign in."""
    account.locked_at = None
    account.save()
    forget_failures(username=account.username)
    return account


@action(
    "account.close",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="state",
    given=Why,
    label=_("Close an account"),
    policies=(not_own_account, account_in_use),
)
def close(account: Account, given: Why, *, by: Actor, at: Moment) -> Account:
    """Close for good: posts and deputies end today. Raises ``Refused`` while open work is left (R-502)."""
    today = local_day(at.entered)
    for post in held_posts(account, at):
        refuse_open_work(post)
        post.ended_on = max(today, post.began_on)
        post.save()
    for deputy in Deputy.objects.filter(Deputy.acting_from(today), account=account):
        deputy.ended_at = at.entered
        deputy.save()
    account.closed_at = at.entered
    account.save()
    end_all_sessions(account)
    return account


def _free_username(typed: str, county: str) -> str:
    username = username_key(typed)
    check_username(username)
    if Account.objects.filter(county=county, username=username).exists():
        raise Invalid(
            "username-taken",
            noop("There is already an account called %(username)s."),
            params={"username": username},
            fields={"username": noop("Choose another name.")},
        )
    return username


def _name(typed: str) -> str:
    if not typed.strip():
        raise Invalid("no-name", noop("A person needs a name."), fields={"display_name": noop("This is needed.")})
    return typed.strip()
