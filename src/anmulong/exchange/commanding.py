"""In whose name a command of the console acts."""

from django.core.management.base import CommandError
from django.utils.translation import gettext

from anmulong.access.public import account_called, actor_for, posts_of
from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, identity, system


WRONG_USAGE = 2
"""Exit code: the file or the options cannot be used."""


def actor_named(name: str) -> Actor:
    """The account and post of ``USER`` or ``USER/POST``; for an empty name the system itself, for the whole county.

    Raises ``CommandError`` before the first start and for a name that does not exist.
    """
    store = identity()
    if store is None:
        raise CommandError(gettext("This store has not been set up yet."), returncode=WRONG_USAGE)
    if not name:
        return system(store.county, Channel.FILE)
    username, _, title = name.partition("/")
    account = account_called(store.county, username)
    seats = posts_of(account) if account else []
    wanted = [seat for seat in seats if title in ("", seat.post.title, seat.post.role)]
    if account is None or not wanted:
        raise CommandError(gettext("There is no account or post %(name)s.") % {"name": name}, returncode=WRONG_USAGE)
    return actor_for(account, wanted[0], channel=Channel.FILE)
