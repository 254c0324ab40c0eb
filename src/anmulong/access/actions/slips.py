"""A forgotten password: the unit's manager makes a slip, its holder uses it once (O-5)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.passwords import check_strength, take_password
from anmulong.access.actions.policies import account_in_use, not_own_account, within_own_unit
from anmulong.access.enums import Permission
from anmulong.access.models import Account, ResetSlip
from anmulong.access.queries.accounts import account_called
from anmulong.base.crypto import keyring
from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, Call, Moment, action, identity, perform, secret, system
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import check_public_code, public_code
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


@dataclass(frozen=True)
class NewSlip:
    """The code that the page made with :func:`new_slip_code` and shows once; it is not kept."""

    code: str = secret()


@action(
    "account.make_reset_slip",
    on=Account,
    needs=Permission.RESET_PASSWORD,
    merges="append",
    given=NewSlip,
    label=_("Issue a slip for a forgotten password"),
    policies=(not_own_account, account_in_use, within_own_unit),
    law="O-5",
)
def make_reset_slip(account: Account, given: NewSlip, *, by: Actor, at: Moment) -> Account:
    """Make a slip that works once, for the hours of the parameter access.reset_slip_hours; earlier slips end."""
    for earlier in ResetSlip.objects.within(account):
        if earlier.usable(at.entered):
            earlier.expires_at = at.entered
            earlier.save()
    ResetSlip(
        account=account,
        mark=_mark(check_public_code(given.code)),
        made_by=by.uid,
        made_at=at.entered,
        expires_at=at.entered + timedelta(hours=parameter_int("access.reset_slip_hours")),
    ).save()
    return account


@dataclass(frozen=True)
class UsedSlip:
    """What the holder of a slip types."""

    code: str = secret()
    password: str = secret()


@action(
    "account.use_reset_slip",
    on=Account,
    needs=Permission.OWN_ACCOUNT,
    merges="append",
    given=UsedSlip,
    label=_("Set a new password with a slip"),
    law="O-5",
)
def use_reset_slip(account: Account, given: UsedSlip, *, by: Actor, at: Moment) -> Account:
    """Set a new password. Raises ``Refused`` for a wrong, used or expired code, ``Invalid`` for a weak password."""
    mark = _mark(check_public_code(given.code))
    slips = [slip for slip in ResetSlip.objects.within(account) if slip.mark == mark and slip.usable(at.entered)]
    if not slips or not account.is_active:
        raise no_such_slip()
    check_strength(given.password, account, field="password")
    slips[0].used_at = at.entered
    slips[0].save()
    take_password(account, given.password, at)
    account.save()
    return account


def new_slip_code() -> str:
    """A fresh code for a slip, four groups of four signs."""
    return public_code()


def redeem_slip(username: str, code: str, password: str, *, address: str = "") -> Account:
    """For the sign-in page, where nobody is signed in yet. An unknown name is refused in the words of a wrong code."""
    store = identity()
    account = account_called(store.county, username) if store else None
    if account is None:
        raise no_such_slip()
    by = system(account.county, Channel.DESK)
    perform(Call("account.use_reset_slip", UsedSlip(code, password), subject=account.pk), by=by)
    return account


def no_such_slip() -> Refused:
    """One refusal for every wrong slip, so that nothing can be guessed from it."""
    return Refused(
        "bad-slip",
        noop("This slip does not fit the account, was used already or has expired."),
        law="O-5",
        way_out=noop("Ask the manager of your unit for a new one."),
    )


def _mark(code: str) -> str:
    ring = keyring()
    return ring.suite.mac(ring.index_key("reset-slips"), code.encode()).hex()
