"""Passwords: the rules of R-722 and the own change."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import own_account
from anmulong.access.enums import Permission
from anmulong.access.models import Account
from anmulong.journal.public import Actor, Moment, action, secret
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


def check_strength(password: str, account: Account, *, field: str) -> None:
    """Raise ``Invalid`` with every reason, in the reader's language, when a password is too weak (R-722)."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(
            "weak-password",
            noop("This password is too weak."),
            law="R-722",
            fields={field: " ".join(error.messages)},
        ) from error


def take_password(account: Account, password: str, at: Moment) -> None:
    """Set a password that only its owner knows."""
    account.set_password(password)
    account.password_changed_at = at.entered
    account.must_change_password = False


@dataclass(frozen=True)
class NewPassword:
    """The old password and the new one; neither is kept."""

    old: str = secret()
    new: str = secret()


@action(
    "account.set_password",
    on=Account,
    needs=Permission.OWN_ACCOUNT,
    merges="append",
    given=NewPassword,
    label=_("Change the password"),
    policies=(own_account,),
    law="R-722",
)
def set_password(account: Account, given: NewPassword, *, by: Actor, at: Moment) -> Account:
    """Change the own password; other sessions of the account end by it. Raises ``Invalid``."""
    if not account.check_password(given.old):
        raise Invalid(
            "wrong-password", noop("The old password is wrong."), fields={"old": noop("The old password is wrong.")}
        )
    if given.new == given.old:
        raise Invalid(
            "same-password", noop("The new password is the old one."), fields={"new": noop("Choose another one.")}
        )
    check_strength(given.new, account, field="new")
    take_password(account, given.new, at)
    account.save()
    return account
