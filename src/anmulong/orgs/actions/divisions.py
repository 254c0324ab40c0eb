"""The list of places: add, rename, merge, end, official codes."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.journal.public import Actor, Done, Moment, action, emit
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.actions.known import is_taken, known
from anmulong.orgs.enums import DivisionLevel, Permission
from anmulong.orgs.models import Division, DivisionCode, FormerName, GridPlace, Organisation
from anmulong.orgs.rules import Code, Ending, NewDivision, PlaceName, holds, initials_of


ONE_DAY = timedelta(days=1)
NEEDED = noop("This is needed.")


@action(
    "division.add",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="append",
    creates=True,
    given=NewDivision,
    label=_("Add a place"),
)
def add(given: NewDivision, *, by: Actor, at: Moment) -> Division:
    """Add a place with its codes. Raises ``Invalid`` without a name, when the name is taken in the parent, or when
    the parent is missing or not one tier above."""
    name = given.name.strip()
    if not name:
        raise Invalid("no-name", noop("A place needs a name."), fields={"name": NEEDED})
    _check_parent(given, by)
    _check_name_is_free(by.county, given.parent, name)
    division = Division(
        uid=given.uid or new_uid(),
        name=name,
        level=given.level,
        kind=given.kind,
        parent_id=given.parent,
        initials=given.initials or initials_of(name),
        valid_from=given.valid_from,
        valid_to=given.valid_to,
    )
    division.save()
    for each in given.codes:
        code = DivisionCode(division=division, scheme=each.scheme, code=each.code)
        code.valid_from, code.valid_to = given.valid_from, given.valid_to
        code.save()
    return division


def _check_parent(given: NewDivision, by: Actor) -> None:
    if (given.parent is None) != (given.level == DivisionLevel.COUNTY):
        raise Invalid("no-parent", noop("Every place below the county lies in another one."), fields={"parent": NEEDED})
    if given.parent is None:
        return
    parent = known(Division, by.county, given.parent)
    if parent is None or parent.level != given.level - 1:
        raise Invalid(
            "wrong-parent",
            noop("A place lies in one that is exactly one tier above it."),
            fields={"parent": noop("Choose the town for a gacha, the county for a town.")},
        )


def _check_name_is_free(county: str, parent: UUID | None, name: str) -> None:
    if is_taken(Division, county=county, parent=parent, name=name, valid_to=None):
        raise Invalid(
            "name-taken",
            noop("There is a place called %(name)s here already."),
            params={"name": name},
            fields={"name": noop("This name is taken.")},
        )


@dataclass(frozen=True)
class NewName:
    """The name that a place bears from the day ``since`` on, today when left out."""

    name: PlaceName
    since: date | None = None


@action(
    "division.rename",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="state",
    given=NewName,
    label=_("Rename a place"),
)
def rename(division: Division, given: NewName, *, by: Actor, at: Moment) -> Division:
    """Rename a place; the former name is kept and still found. Emits ``division.renamed``. Raises ``Invalid`` for
    an empty or taken name."""
    name = given.name.strip()
    if not name:
        raise Invalid("no-name", noop("A place needs a name."), fields={"name": NEEDED})
    _refuse_ended(division)
    _check_name_is_free(by.county, division.parent_id, name)
    since = given.since or local_day(at.happened)
    FormerName(division=division, name=division.name, valid_to=since - ONE_DAY).save()
    emit("division.renamed", division.pk, {"from": division.name, "to": name})
    division.name, division.initials = name, initials_of(name)
    division.save()
    return division


@action(
    "division.end",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="state",
    given=Ending,
    label=_("End a place"),
)
def end(division: Division, given: Ending, *, by: Actor, at: Moment) -> Division:
    """End a place that nothing stands in any more; it stays readable. Emits ``division.ended``. Raises ``Refused``
    while places or organisations stand in it."""
    last = given.on or local_day(at.happened)
    _refuse_ended(division)
    _refuse_with_places(division, last)
    if _standing(division, last):
        raise Refused(
            "not-empty",
            noop("Organisations still stand in %(place)s."),
            way_out=noop("Move or end them first, or merge the place into another one."),
            params={"place": division.name},
        )
    _close(division, last)
    emit("division.ended", division.pk, {"on": last.isoformat()})
    return division


@dataclass(frozen=True)
class MergeInto:
    """The place that takes this one in, and the last day of this one, today when left out."""

    into: UUID
    on: date | None = None


@action(
    "division.merge_into",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="state",
    given=MergeInto,
    label=_("Merge a place into another"),
    also=lambda given: (given.into,),
)
def merge_into(division: Division, given: MergeInto, *, by: Actor, at: Moment) -> Done:
    """Merge a place into one of its tier (O-5). What was done in it stays with it; its own committee ends with it,
    other bodies move over. Emits ``division.merged``, so that open work follows; the facts name what ended and what
    moved. Raises ``Refused`` while places stand in it, ``Invalid`` for a place that cannot take it in."""
    last = given.on or local_day(at.happened)
    into = known(Division, by.county, given.into)
    _refuse_ended(division)
    if into is None or into.pk == division.pk or into.level != division.level or into.valid_to is not None:
        raise Invalid(
            "cannot-take-in",
            noop("A place is merged into another living place of its own tier."),
            fields={"into": noop("Choose another place of the same tier.")},
        )
    _refuse_with_places(division, last)
    ended, moved = [], []
    for body in _standing(division, last):
        if body.serves_area:
            body.ended_on = last
            ended.append(body.pk)
        else:
            body.division = into
            moved.append(body.pk)
        body.save()
    division.merged_into = into
    _close(division, last)
    facts = {"into": str(into.pk), "on": last.isoformat(), "ended": _texts(ended), "moved": _texts(moved)}
    emit("division.merged", division.pk, facts)
    return Done(division, facts)


@dataclass(frozen=True)
class NewCode:
    """A code in one code book, from the day ``since`` on, today when left out."""

    scheme: Code
    code: Code
    since: date | None = None


@action(
    "division.add_code",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="append",
    given=NewCode,
    label=_("Add an official code"),
)
def add_code(division: Division, given: NewCode, *, by: Actor, at: Moment) -> Division:
    """Give a place a code; its earlier code in the same book ends the day before. Raises ``Invalid`` when another
    place bears the code in that book."""
    since = given.since or local_day(at.happened)
    if is_taken(DivisionCode, county=by.county, scheme=given.scheme, code=given.code, valid_to=None):
        raise Invalid(
            "code-taken",
            noop("This code already belongs to a place in this code book."),
            fields={"code": noop("This code is taken.")},
        )
    for earlier in DivisionCode.objects.filter(division=division, scheme=given.scheme, valid_to=None):
        earlier.valid_to = since - ONE_DAY
        earlier.save()
    DivisionCode(division=division, scheme=given.scheme, code=given.code, valid_from=since).save()
    return division


def _refuse_ended(division: Division) -> None:
    if division.valid_to is not None:
        raise Refused("has-ended", noop("%(place)s is no longer in the list."), params={"place": division.name})


def _refuse_with_places(division: Division, last: date) -> None:
    inside = Division.objects.filter(parent=division)
    if any(holds(each.valid_from, each.valid_to, last + ONE_DAY) for each in inside):
        raise Refused(
            "not-empty",
            noop("Places still lie in %(place)s."),
            way_out=noop("Merge or end the places in it first."),
            params={"place": division.name},
        )


def _standing(division: Division, last: date) -> list[Organisation]:
    bodies = Organisation.objects.filter(division=division)
    return [body for body in bodies if holds(body.began_on, body.ended_on, last + ONE_DAY)]


def _close(division: Division, last: date) -> None:
    division.valid_to = last
    division.save()
    for code in DivisionCode.objects.filter(division=division, valid_to=None):
        code.valid_to = last
        code.save()
    for cover in GridPlace.objects.filter(division=division, until=None):
        cover.until = last
        cover.save()


def _texts(uids: list[UUID]) -> list[str]:
    return [str(uid) for uid in uids]
