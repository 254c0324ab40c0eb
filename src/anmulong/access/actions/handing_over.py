"""Leaving a post (离岗交接): all open work moves to one successor in one step (O-5, R-502).

What open work is, the packages above know; they join in by :func:`on_hand_over` and :func:`counts_open_work`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import last_day
from anmulong.access.enums import Permission
from anmulong.access.models import Post
from anmulong.access.queries.people import holds_post_in
from anmulong.base.guards import trusted
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class HandedOver:
    """What moves: the open work of account ``holder`` in ``organisation`` goes to account ``successor`` there."""

    post: UUID
    holder: UUID
    organisation: UUID
    successor: UUID
    reason: str = ""


Mover = Callable[[HandedOver, Actor, Moment], int]
Counter = Callable[[UUID, UUID], int]
M = TypeVar("M", bound=Mover)
C = TypeVar("C", bound=Counter)
_movers: list[Mover] = []
_counters: list[Counter] = []


def on_hand_over(mover: M) -> M:
    """Register ``mover(handed_over, by, at) -> number moved``; it runs inside the action and saves what it moves."""
    if mover not in _movers:
        _movers.append(mover)
    return mover


def counts_open_work(counter: C) -> C:
    """Register ``counter(account, organisation) -> number`` of things that still wait for this person there."""
    if counter not in _counters:
        _counters.append(counter)
    return counter


def open_work(account: UUID, organisation: UUID) -> int:
    """How many things wait for this person in this body. A bare number: who looks after the person may know it."""
    with trusted():
        return sum(counter(account, organisation) for counter in _counters)


def move_open_work(moving: HandedOver, by: Actor, at: Moment) -> int:
    """Move what waits for the holder to the successor, inside the running action; how many things moved. Raises
    ``Invalid`` unless the successor is somebody else who holds a post in the same body (R-502)."""
    if moving.successor == moving.holder or not holds_post_in(moving.successor, moving.organisation, at.entered):
        raise Invalid(
            "not-in-unit",
            noop("The successor must hold a post in the same organisation."),
            law="R-502",
            fields={"successor": noop("Choose somebody who works there.")},
        )
    return sum(mover(moving, by, at) for mover in _movers)


def refuse_open_work(post: Post) -> None:
    """Raise ``Refused`` when ending the post would leave work without a responsible person (R-502)."""
    left = open_work(post.account_id, post.organisation_id) if post.organisation_id else 0
    if left:
        raise Refused(
            "open-work",
            noop("%(count)s open matters still wait for this person."),
            law="R-502",
            params={"count": left},
            way_out=noop("Hand over the work first."),
        )


@dataclass(frozen=True)
class HandOver:
    """To whom the work goes; the post ends on ``last_day`` (today when left out) unless ``keep_post``."""

    successor: UUID
    last_day: date | None = None
    reason: str = personal(default="")
    keep_post: bool = False


def held_in_a_body(post: Post, by: Actor, at: Moment) -> None:
    """Only a post in an organisation has work. One that is over may still have some left, which must find its way."""
    _body_of(post)


def _body_of(post: Post) -> UUID:
    if post.organisation_id is None:
        raise Refused("no-work", noop("An administrator has no work to hand over."), law="R-721")
    return post.organisation_id


@action(
    "post.hand_over",
    on=Post,
    needs=Permission.HAND_OVER,
    merges="state",
    given=HandOver,
    label=_("Hand over the work of a post"),
    policies=(held_in_a_body,),
    law="R-502",
)
def hand_over(post: Post, given: HandOver, *, by: Actor, at: Moment) -> Done:
    """Move all open work to a colleague of the same body and end the post. Facts: ``moved``, how many things moved."""
    body = _body_of(post)
    moved = move_open_work(HandedOver(post.pk, post.account_id, body, given.successor, given.reason), by, at)
    is_over = post.ended_on is not None and post.ended_on < local_day(at.entered)
    if not given.keep_post and not is_over:
        post.ended_on = last_day(post, given.last_day, at)
        post.save()
    emit(
        "post.handed_over",
        post.account_id,
        {"post": str(post.pk), "organisation": str(body), "successor": str(given.successor)},
    )
    return Done(post, {"moved": moved})
