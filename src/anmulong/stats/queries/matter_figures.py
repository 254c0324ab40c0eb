"""Figures of open matters by colour and by age; each opens its rows."""

from datetime import date
from typing import Any

from django.db.models import Q

from anmulong.base.scoping import Branches, Scope
from anmulong.disputes.enums import OPEN_STATES
from anmulong.disputes.public import Dispute
from anmulong.stats.rules import AGES, registered_between


def open_matters(scope: Scope, *, age: str = "", colour: str = "", today: date) -> Branches[Dispute]:
    """Open matters, of one age or one colour where asked for. Raises ``KeyError`` for an unknown age."""
    wanted = Q(state__in=OPEN_STATES, history_only=False)
    if colour:
        wanted &= Q(colour=colour)
    if age:
        days = registered_between(age, today)
        wanted &= Q(registered_at__gte=days.since, registered_at__lt=days.before)
    found: Branches[Dispute] = Dispute.objects.in_scope(scope).filter(wanted)
    return found


def open_by_colour(scope: Scope, today: date) -> dict[Any, int]:
    """How many open matters have which risk colour."""
    return open_matters(scope, today=today).tally("colour")


def open_by_age(scope: Scope, today: date) -> dict[str, int]:
    """How many open matters are how old."""
    return {age: open_matters(scope, age=age, today=today).number() for age in AGES}
