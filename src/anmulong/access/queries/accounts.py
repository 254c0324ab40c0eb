"""Accounts by name, before anybody is signed in."""

from anmulong.access.models import Account
from anmulong.access.rules import username_key
from anmulong.base.guards import trusted


def account_called(county: str, username: str) -> Account | None:
    """The account with this username, however it is typed. For sign-in and the command line only: no scope yet."""
    with trusted():
        return Account.objects.filter(county=county, username=username_key(username)).first()
