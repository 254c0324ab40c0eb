"""``createadmin``: make one of the three administrators (R-721). Exit codes: 0 made, 1 refused, 2 cannot begin."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from anmulong.access.enums import Administrator
from anmulong.access.public import Account, NewAccount, NewPost, account_called, all_roles
from anmulong.journal.enums import Channel
from anmulong.journal.public import Call, identity, perform, system
from anmulong.kernel.errors import DomainError


class Command(BaseCommand):
    """Opens an account for an administrator, or makes an account without other duties one."""

    help = "Make a system, security or audit administrator. The three exclude each other (R-721)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", required=True, choices=Administrator.values, help="which of the three")
        parser.add_argument("--username", required=True, help="name for signing in")
        parser.add_argument("--name", default="", help="name of the person (needed for a new account)")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        store = identity()
        if store is None:
            raise CommandError(_("This store has not been started yet; run ./anmulong run first."), returncode=2)
        role = next(role.code for role in all_roles().values() if role.administrator == options["kind"])
        found = account_called(store.county, options["username"])
        if found is None and not options["name"]:
            raise CommandError(_("A new account needs --name."), returncode=2)
        call = self._post_for(found, role) if found else self._new(options, role)
        try:
            perform(call, by=system(store.county, Channel.COMMAND))
        except DomainError as error:
            raise CommandError(_said(error), returncode=1) from error
        self.stdout.write(_("%(username)s may now sign in.") % {"username": options["username"]})

    def _post_for(self, account: Account, role: str) -> Call:
        return Call("post.give", NewPost(role=role), subject=account.pk)

    def _new(self, options: dict[str, Any], role: str) -> Call:
        given = NewAccount(
            username=options["username"],
            display_name=options["name"],
            role=role,
            password=self._password(from_stdin=options["password_stdin"]),
            keep_password=True,
        )
        return Call("account.open", given)

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\n")
        first = getpass.getpass(_("Password: "))
        if first != getpass.getpass(_("Once more: ")):
            raise CommandError(_("The two passwords differ."), returncode=2)
        return first


def _said(error: DomainError) -> str:
    lines = [error.message.render(_), *(text.render(_) for text in error.fields.values())]
    if error.way_out is not None:
        lines.append(error.way_out.render(_))
    return "\n".join(line + (f" ({error.law})" if error.law and place == 0 else "") for place, line in enumerate(lines))
