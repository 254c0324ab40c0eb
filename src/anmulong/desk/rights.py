"""Asking the post for a permission before a page is shown; actions ask again by themselves."""

from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from anmulong.access.public import PostScope
from anmulong.base import clock
from anmulong.desk.requests import Here
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


def check(place: Here, permission: str) -> None:
    """Raise ``Refused``, naming who could, unless the post carries ``permission`` now."""
    place.actor.rights.check(permission, None, clock.now())


def read_only_until(place: Here, dispute: UUID) -> datetime | None:
    """Until when this matter is open for an emergency alone, so that no step is offered; nothing when one may act."""
    if not isinstance(place.scope, PostScope):
        return None
    return place.scope.emergencies().get(dispute)


def check_may_act(place: Here, dispute: UUID) -> None:
    """Raise ``Refused`` for a step on a matter that is open for an emergency alone."""
    if read_only_until(place, dispute) is not None:
        raise Refused(
            "reading-only",
            noop("An emergency reading allows no steps."),
            law="R-723",
            way_out=noop("Tell whoever owns the matter, or let the justice bureau open it to you in the usual way."),
        )


def soft_url(name: str, *args: object) -> str:
    """The address of a page that may not be there yet; empty then, so that its link is left out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
