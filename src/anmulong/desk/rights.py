"""Asking the post for a permission before a page is shown; actions ask again by themselves."""

from django.urls import NoReverseMatch, reverse

from anmulong.base import clock
from anmulong.desk.requests import Here


def check(place: Here, permission: str) -> None:
    """Raise ``Refused``, naming who could, unless the post carries ``permission`` now."""
    place.actor.rights.check(permission, None, clock.now())


def soft_url(name: str, *args: object) -> str:
    """The address of a page that may not be there yet; empty then, so that its link is left out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
