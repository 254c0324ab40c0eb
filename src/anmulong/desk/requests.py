"""What a page knows of its request: who acts, in which post, with which scope."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import cast

from django.http import HttpRequest

from anmulong.access.public import Account, Seat
from anmulong.base import clock
from anmulong.base.scoping import Scope
from anmulong.disputes.public import Viewer
from anmulong.journal.public import Actor


@dataclass
class Here:
    """The signed-in person in one post. Set by ``desk.middleware`` on every request behind the sign-in."""

    account: Account
    seats: list[Seat]
    seat: Seat
    actor: Actor

    @cached_property
    def scope(self) -> Scope:
        """What may be seen from this post; the single matters opened to it are looked up once per request."""
        found = self.actor.rights.sight(clock.now())
        return replace(found, granted=cache(found.granted))

    @cached_property
    def viewer(self) -> Viewer:
        """Who looks, for views such as "mine"."""
        return Viewer(account=self.account.pk, organisation=self.actor.organisation, now=clock.now())

    def may(self, permission: str) -> bool:
        """Whether the post's role holds a permission: for leaving out links, never for deciding."""
        return self.seat.role.may(permission)


class DeskRequest(HttpRequest):
    """A request behind the sign-in."""

    here: Here


def here(request: HttpRequest) -> Here:
    """The person and post of a request behind the sign-in."""
    return cast(DeskRequest, request).here
