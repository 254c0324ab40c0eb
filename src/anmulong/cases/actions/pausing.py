"""Time that stands still and time that is added: suspend, resume, extend (R-210, domain.md 2.5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.timekeeping import began_on, unmoved_end
from anmulong.cases.enums import ClockKind, Link, PauseReason, Permission
from anmulong.cases.models import Case, Extension, Suspension
from anmulong.cases.queries.participants import lacking, names_of, participants
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


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
    later than today and than the day agreed before, or that lies behind the local cap."""
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
    _within_cap(case, given.until_on)
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


def _within_cap(case: Case, until: date) -> None:
    """Local rules may cap what consent can add to the limit (domain.md 2.5); without a cap any day is possible."""
    most = parameter_int("mediation.extension_most_days", began_on(case), county=case.county)
    end = unmoved_end(case, ClockKind.MEDIATION)
    if not most or end is None or until <= end + timedelta(days=most):
        return
    text = noop("By the local rule the limit can be moved to %(day)s at most.")
    params = {"day": end + timedelta(days=most)}
    raise Invalid("over-the-cap", text, params=params, fields={"until_on": text}, law="domain.md 2.5")


@dataclass(frozen=True)
class PetitionExtended:
    """Who approved, on which day the petitioner was told, and until which local day: the last possible if left out."""

    told_on: date
    approved_by: str = personal()
    until_on: date | None = None


def _came_from_petition(case: Case, by: Actor, at: Moment) -> None:
    if case.link != Link.PETITION:
        raise Refused(
            "no-petition", noop("This case did not come from the petition office."), law="信访工作条例 art.34"
        )


@action(
    "case.extend_petition",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=PetitionExtended,
    workflow=CASE,
    policies=(under_its_committee, _came_from_petition),
    label=_("Extend with a leader's approval"),
    law="信访工作条例 art.34",
)
def extend_petition(case: Case, given: PetitionExtended, *, by: Actor, at: Moment) -> Case:
    """Move the limit for finishing a petition, once, when the responsible leader approves and the petitioner is told.

    Raises ``Refused`` for a second time, ``Invalid`` for a day behind the limit of the law or without a name.
    """
    if case.petition_extended_to is not None:
        raise Refused("extended-once", noop("This limit was moved once already."), law="信访工作条例 art.34")
    if not given.approved_by.strip():
        raise Invalid("no-leader", noop("Say who approved."), fields={"approved_by": noop("Say who approved.")})
    if given.told_on > local_day(at.entered):
        text = noop("This day has not come yet.")
        raise Invalid("in-the-future", text, fields={"told_on": text})
    end = unmoved_end(case, ClockKind.FINISH)
    if end is None:
        raise Refused("not-running", noop("This limit does not run any more."))
    days = parameter_int("mediation.petition_extension_days", began_on(case), county=case.county)
    last = end + timedelta(days=days)
    until = given.until_on or last
    if not end < until <= last:
        text = noop("Choose a day from %(first)s to %(last)s.")
        params = {"first": end + timedelta(days=1), "last": last}
        raise Invalid("bad-extension", text, params=params, fields={"until_on": text}, law="信访工作条例 art.34")
    row = Extension(stream=case.dispute_id, case=case, until_on=until, told_on=given.told_on, happened_at=at.happened)
    row.approved_by = given.approved_by
    row.save()
    case.petition_extended_to = until
    case.save()
    return case
