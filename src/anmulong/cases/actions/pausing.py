"""Time that stands still and time that is added: suspend, resume, extend (R-210, domain.md 2.5)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import PauseReason, Permission
from anmulong.cases.models import Case, Extension, Suspension
from anmulong.cases.queries.participants import lacking, names_of, participants
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Paused:
    """Why mediation stands still; other reasons need words."""

    reason: PauseReason
    note: str = personal(default="")


@action(
    "case.suspend",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Paused,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Suspend"),
    law="R-210",
)
def suspend(case: Case, given: Paused, *, by: Actor, at: Moment) -> Case:
    """Suspend mediation; its clock stands still from the day on which this happened. Raises ``Invalid``."""
    if given.reason == PauseReason.OTHER and not given.note.strip():
        raise Invalid("no-reason", noop("Another reason needs words."), fields={"note": noop("This is needed.")})
    pause(case, given.reason, given.note, at)
    return case


def pause(case: Case, reason: PauseReason, note: str, at: Moment) -> None:
    """Begin a suspension that the clocks of this action see, unless one runs already."""
    if running_pause(case) is None:
        row = Suspension(stream=case.dispute_id, case=case, reason=reason, began_at=at.happened)
        row.note = note
        row.save()
        case.touched_suspensions = [row]


def running_pause(case: Case) -> Suspension | None:
    """The suspension that has not ended; the store holds no second one."""
    found: Suspension | None = case.suspensions.filter(ended_at=None).first()
    return found


def end_pause(case: Case, at: Moment) -> None:
    """End the running suspension, if there is one; the clocks of this action see it."""
    row = running_pause(case)
    if row is not None:
        row.ended_at = max(at.happened, row.began_at)
        row.save()
        case.touched_suspensions = [row]


@dataclass(frozen=True)
class Resumed:
    """Nothing more is asked."""


@action(
    "case.resume",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Resumed,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Resume"),
    law="R-210",
)
def resume(case: Case, given: Resumed, *, by: Actor, at: Moment) -> Case:
    """Go on with mediation; the suspended days, first and last included, do not count."""
    end_pause(case, at)
    return case


@dataclass(frozen=True)
class Extended:
    """Until which local day, the day included, and which parties agreed."""

    until_on: date
    agreed_by: tuple[UUID, ...] = ()


@action(
    "case.extend",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Extended,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Extend by consent of all"),
    law="R-210",
)
def extend(case: Case, given: Extended, *, by: Actor, at: Moment) -> Case:
    """More time by consent of all. Raises ``Refused`` naming who has not agreed, ``Invalid`` for a day that is not
    later than today and than the day agreed before."""
    agreed = participants(case, given.agreed_by, field="agreed_by") if given.agreed_by else []
    waiting = lacking(case, {row.pk for row in agreed})
    if waiting:
        raise Refused(
            "not-all-agreed",
            noop("More time needs the consent of every party; missing: %(who)s."),
            law="特邀调解规定 art.27",
            way_out=noop("Ask them, or end the mediation and tell the other routes."),
            params={"who": names_of(waiting)},
            details={"parties": [row.pk for row in waiting]},
        )
    if given.until_on <= max(local_day(at.happened), case.extended_to or date.min):
        raise Invalid("not-later", noop("Choose a later day."), fields={"until_on": noop("Choose a later day.")})
    Extension(
        stream=case.dispute_id,
        case=case,
        until_on=given.until_on,
        agreed_by=[str(row.pk) for row in agreed],
        happened_at=at.happened,
    ).save()
    case.extended_to = given.until_on
    case.save()
    return case
