"""Actions that only tests know: each shows one thing that an action may do or suffer."""

from dataclasses import dataclass, field
from uuid import UUID

from anmulong.journal.public import (
    Actor,
    Done,
    Moment,
    Occurrence,
    action,
    after_action,
    destroy_key,
    emit,
    next_number,
    personal,
)
from anmulong.kernel.errors import Refused
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.models import Division, DivisionCode, Organisation


@dataclass(frozen=True)
class Words:
    """A text, and whether the action shall refuse after it has done everything."""

    text: str = ""
    refuse: bool = False


@dataclass(frozen=True)
class Pair:
    """Another body to be changed along."""

    other: UUID
    text: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody inside an input."""

    side: str
    name: str = personal(default="")


@dataclass(frozen=True)
class Meeting:
    """An input that holds inputs."""

    topic: str = ""
    said: str = personal(default="")
    people: tuple[Person, ...] = field(default=())


@dataclass(frozen=True)
class NewBody:
    """A body under a division, by a client-made uid."""

    name: str
    division: UUID
    uid: UUID
    refuse: bool = False


class Spy:
    """What the hook after every action on a body saw."""

    seen: list[Occurrence] = []


def forbidden(subject: Organisation, by: Actor, at: Moment) -> None:
    """A policy that always says no, with everything a refusal must carry."""
    raise Refused("never", "Never.", law="R-000", way_out="Do something else.")


def register() -> None:
    """Register them all."""
    _register_simple()
    _register_outward()
    Spy.seen = []
    after_action(Organisation)(Spy.seen.append)


def _register_simple() -> None:
    @action("trial.append", on=Organisation, needs="trial", merges="append", given=Words, label="Append")
    def append(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Organisation:
        body.telephone = (body.telephone + given.text)[-40:]
        body.save()
        if given.refuse:
            raise Refused("enough", "Enough.")
        return body

    @action("trial.replace", on=Organisation, needs="trial", merges="state", given=Words, label="Replace")
    def replace(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Organisation:
        body.telephone = given.text
        body.save()
        return body

    @action(
        "trial.never", on=Organisation, needs="trial", merges="append", given=Words, label="N", policies=(forbidden,)
    )
    def never(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Organisation:
        raise AssertionError

    @action("trial.meet", on=Organisation, needs="trial", merges="append", given=Meeting, label="Meet")
    def meet(body: Organisation, given: Meeting, *, by: Actor, at: Moment) -> Organisation:
        return body

    @action("trial.erase", on=Organisation, needs="trial", merges="state", given=Words, label="Erase")
    def erase(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Organisation:
        destroy_key(body)
        return body


def _register_outward() -> None:
    @action("trial.number", on=Organisation, needs="trial", merges="append", given=Words, label="Number")
    def number(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Done:
        taken = next_number(by.county, "trial", 2026)
        emit("trial.numbered", body.pk, {"number": taken, "at": at.entered})
        if given.refuse:
            raise Refused("enough", "Enough.")
        return Done(body, {"number": taken})

    @action(
        "trial.both",
        on=Organisation,
        needs="trial",
        merges="append",
        given=Pair,
        label="Both",
        also=lambda given: (given.other,),
    )
    def both(body: Organisation, given: Pair, *, by: Actor, at: Moment) -> Organisation:
        other = Organisation.objects.get(pk=given.other)
        for each in (body, other):
            each.telephone = (each.telephone + given.text)[-40:]
            each.save()
        return body

    @action("trial.cross", on=Organisation, needs="trial", merges="append", given=Pair, label="Cross")
    def cross(body: Organisation, given: Pair, *, by: Actor, at: Moment) -> Organisation:
        return both(body, given, by=by, at=at)

    @action("trial.found", on=Organisation, needs="trial", merges="append", creates=True, given=NewBody, label="Found")
    def found(given: NewBody, *, by: Actor, at: Moment) -> Organisation:
        seen = Organisation.objects.filter(division=given.division).count()
        body = Organisation(uid=given.uid, name=given.name, division_id=given.division, telephone=str(seen))
        body.kind, body.tier = OrganisationKind.DEPARTMENT, DivisionLevel.COUNTY
        body.save()
        return body

    @action("trial.recode", on=DivisionCode, needs="trial", merges="append", given=Words, label="Recode")
    def recode(code: DivisionCode, given: Words, *, by: Actor, at: Moment) -> DivisionCode:
        code.code = given.text
        code.save()
        return code

    @action("trial.code", on=Division, needs="trial", merges="append", given=Words, label="Code")
    def code(division: Division, given: Words, *, by: Actor, at: Moment) -> Division:
        DivisionCode(division=division, scheme=f"trial-{given.text}", code=given.text).save()
        return division
