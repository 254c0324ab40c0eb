"""Hands stored news to the packages above; run by the worker, safe to run twice."""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from anmulong.base import clock
from anmulong.journal.models import Event
from anmulong.kernel.errors import DomainError


log = logging.getLogger(__name__)
MOST_ATTEMPTS = 10
Subscriber = Callable[[Event], None]
S = TypeVar("S", bound=Subscriber)
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def subscribe(kind: str) -> Callable[[S], S]:
    """Register a function for one kind of news. It may be called again after a crash, so it must be repeatable."""

    def register(function: S) -> S:
        if function not in _subscribers[kind]:
            _subscribers[kind].append(function)
        return function

    return register


def deliver(limit: int = 100) -> int:
    """Hand out waiting news, oldest first; returns how many were handled. A refused one is tried again later."""
    waiting = Event.objects.filter(handled_at=None, attempts__lt=MOST_ATTEMPTS).order_by("emitted_at", "uid")
    return sum(_deliver_one(pk) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


def _deliver_one(pk: UUID) -> int:
    try:
        with transaction.atomic():
            event = Event.objects.select_for_update(skip_locked=True).filter(pk=pk, handled_at=None).first()
            if event is None:
                return 0
            for subscriber in _subscribers[event.kind]:
                subscriber(event)
            Event.objects.filter(pk=pk).update(handled_at=clock.now())
    except DomainError as error:
        log.warning("event %s was refused: %s", pk, error.code)
        _note_failure(pk, error.code)
        return 0
    except Exception as error:  # one broken subscriber must not hold up everybody else's news
        log.exception("event %s failed", pk)
        _note_failure(pk, type(error).__name__)
        return 0
    return 1


def _note_failure(pk: UUID, problem: str) -> None:
    Event.objects.filter(pk=pk).update(attempts=F("attempts") + 1, problem=problem[:200])
