"""Training and declared interests of mediators (人民调解法 art. 14, 15; R-107, R-136, R-421)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.people.actions.engaging import NEEDED
from anmulong.people.enums import InterestKind, Permission, TrainingWay
from anmulong.people.models import Interest, Mediator, Training


MOST_HOURS = 999
"""Three digits in SF/T 0018."""
Line = Annotated[str, Field(max_length=120)]
Note = Annotated[str, Field(max_length=400)]


@dataclass(frozen=True)
class Course:
    """A course taken: hours, way, first and last day (the first when left out), whether before the post."""

    course: Line
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)]
    way: TrainingWay
    began_on: date
    ended_on: date | None = None
    held_by: Line = ""
    before_post: bool = False
    uid: UUID | None = None


@action(
    "mediator.train",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="append",
    given=Course,
    label=_("Record training"),
    law="人民调解法 art.14; R-421",
)
def train(mediator: Mediator, given: Course, *, by: Actor, at: Moment) -> Mediator:
    """Record a course. Raises ``Invalid`` without a name, for days in the wrong order and for days to come."""
    last = given.ended_on or given.began_on
    if not given.course.strip():
        raise Invalid("no-course", noop("A course needs a name."), fields={"course": NEEDED})
    if last < given.began_on or last > local_day(at.entered):
        raise Invalid(
            "wrong-days",
            noop("The days of the course cannot be right."),
            fields={"ended_on": noop("It ends on or after its first day and not in the future.")},
        )
    Training(
        uid=given.uid or new_uid(),
        mediator=mediator,
        course=given.course.strip(),
        held_by=given.held_by.strip(),
        hours=given.hours,
        way=given.way,
        before_post=given.before_post,
        began_on=given.began_on,
        ended_on=last,
    ).save()
    return mediator


@dataclass(frozen=True)
class Declared:
    """What may touch fairness in general: with whom or what, in the mediator's own words."""

    kind: InterestKind
    what: Note = personal()
    on: date | None = None
    uid: UUID | None = None


@action(
    "mediator.declare_interest",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="append",
    given=Declared,
    label=_("Record a declared interest"),
    law="人民调解法 art.15; R-136",
)
def declare_interest(mediator: Mediator, given: Declared, *, by: Actor, at: Moment) -> Mediator:
    """Record what a mediator declares once for all cases. It is shown where a mediator is chosen and decides nothing.
    Raises ``Invalid`` when nothing is said."""
    if not given.what.strip():
        raise Invalid("nothing-said", noop("Say what is declared."), fields={"what": NEEDED})
    Interest(
        uid=given.uid or new_uid(),
        mediator=mediator,
        kind=given.kind,
        what=given.what.strip(),
        declared_on=given.on or local_day(at.happened),
    ).save()
    return mediator


@dataclass(frozen=True)
class InterestEnded:
    """Which declared interest no longer holds, and its last day (today when left out)."""

    interest: UUID
    on: date | None = None


@action(
    "mediator.end_interest",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="state",
    given=InterestEnded,
    label=_("End a declared interest"),
)
def end_interest(mediator: Mediator, given: InterestEnded, *, by: Actor, at: Moment) -> Mediator:
    """A declared interest holds no longer; its record stays. Raises ``Invalid`` when there is no such open one."""
    row = Interest.objects.filter(pk=given.interest, mediator=mediator, ended_on=None).first()
    if row is None:
        raise Invalid(
            "no-such-interest", noop("This was not declared or has ended."), fields={"interest": noop("Choose one.")}
        )
    row.ended_on = given.on or local_day(at.happened)
    row.save()
    return mediator
