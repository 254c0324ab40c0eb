"""Mediators: registered, changed, their account (人民调解法 art. 13, 14; R-107, R-301)."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints

from anmulong.journal.public import UNSET, Actor, Moment, Unset, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.identity import check_identity, is_minor
from anmulong.kernel.ids import new_uid
from anmulong.kernel.telephones import check_telephone
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.public import initials_of
from anmulong.people.actions.engaging import NEEDED, Engaged, begin
from anmulong.people.enums import Permission, Reading, Sex, Spoken
from anmulong.people.models import Mediator


Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
DisputeType = Annotated[str, Field(max_length=30)]


@dataclass(frozen=True)
class NewMediator:
    """A mediator to register, with the first engagement: nobody is a mediator without a committee (R-107).

    Birth date and sex may be left out when the identity number says them. Only the name, they and the engagement
    are needed; ``political_face`` and the identity number never are (R-301).
    """

    engagement: Engaged
    name: Name = personal()
    sex: Sex | None = None
    birth_on: date | None = personal(default=None)
    uid: UUID | None = None
    identity_number: Line = personal(default="")
    telephone: Line = personal(default="")
    political_face: Line = personal(default="")
    ethnic_group: Line = personal(default="")
    occupation: Annotated[str, Field(max_length=30)] = ""
    spoken: Spoken | None = None
    reads: Reading | None = None
    fields: tuple[DisputeType, ...] = ()
    introduction: Text = ""
    account: UUID | None = None


@dataclass(frozen=True)
class MediatorChange:
    """What is to be different about a mediator; untouched fields stay ``UNSET``."""

    name: Name | Unset = personal(default=UNSET)
    sex: Sex | Unset = UNSET
    birth_on: date | Unset = personal(default=UNSET)
    telephone: Line | Unset = personal(default=UNSET)
    political_face: Line | Unset = personal(default=UNSET)
    ethnic_group: Line | Unset = personal(default=UNSET)
    occupation: Annotated[str, Field(max_length=30)] | Unset = UNSET
    spoken: Spoken | Unset | None = UNSET
    reads: Reading | Unset | None = UNSET
    fields: tuple[DisputeType, ...] | Unset = UNSET
    introduction: Text | Unset = UNSET
    account: UUID | Unset | None = UNSET

    def touched(self) -> dict[str, Any]:
        """Names and values of the fields that are to change."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value is not UNSET}


@action(
    "mediator.register",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="append",
    creates=True,
    given=NewMediator,
    label=_("Register a mediator"),
    law="人民调解法 art.13, 14; R-107",
)
def register(given: NewMediator, *, by: Actor, at: Moment) -> Mediator:
    """Register a mediator with the first engagement. Raises ``Invalid`` naming every bad field: no name, sex or birth
    date, an unknown occupation or field, a body that does not mediate; ``Refused`` under 18 years (R-107)."""
    day = local_day(at.happened)
    name = given.name.strip()
    birth, sex = _birth_and_sex(given, day)
    _check_facts(given.occupation, given.fields)
    mediator = Mediator(
        uid=given.uid or new_uid(),
        county=by.county,
        name=name,
        initials=initials_of(name),
        sex=sex,
        birth_date=birth.isoformat(),
        identity_number=given.identity_number,
        telephone=check_telephone(given.telephone),
        political_face=given.political_face,
        ethnic_group=given.ethnic_group,
        occupation=given.occupation,
        spoken=given.spoken or "",
        reads=given.reads or "",
        fields=list(given.fields),
        introduction=given.introduction,
        account=given.account,
        began_on=given.engagement.since or day,
    )
    mediator.save()
    begin(mediator, given.engagement, by=by, at=at)
    return mediator


def _birth_and_sex(given: NewMediator, day: date) -> tuple[date, Sex]:
    wrong: dict[str, str | Message] = {}
    birth, sex = given.birth_on, given.sex
    if given.identity_number:
        try:
            card = check_identity(given.identity_number, today=day)
            birth, sex = birth or card.birth_on, sex or (Sex.FEMALE if card.female else Sex.MALE)
        except Invalid as error:
            wrong["identity_number"] = error.message
    for name, value in (("name", given.name.strip()), ("sex", sex), ("birth_on", birth)):
        if not value:
            wrong[name] = NEEDED
    if wrong or birth is None or sex is None:
        raise Invalid(
            "bad-mediator", noop("Some answers about the mediator cannot be used; they are marked."), fields=wrong
        )
    _refuse_minor(birth, day)
    return birth, sex


def _refuse_minor(birth: date, day: date) -> None:
    if is_minor(birth, day):
        raise Refused(
            "mediator-not-adult",
            noop("A mediator is at least 18 years old."),
            law="人民调解法 art.14; R-107",
            way_out=noop("Look at the birth date."),
        )


def _check_facts(occupation: str, kinds: tuple[str, ...]) -> None:
    if occupation:
        check_code("C-914", occupation)
    for code in kinds:
        check_code("C-301", code)


@action(
    "mediator.update",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="fields",
    given=MediatorChange,
    label=_("Change a mediator's entry"),
)
def update(mediator: Mediator, given: MediatorChange, *, by: Actor, at: Moment) -> Mediator:
    """Change what the register says of a mediator. Raises ``Invalid`` without a name or for an unknown code,
    ``Refused`` for a birth date under 18 years (R-107)."""
    touched: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in given.touched().items()
    }
    if "name" in touched and not touched["name"]:
        raise Invalid("no-name", noop("A mediator needs a name."), fields={"name": NEEDED})
    _check_facts(touched.get("occupation") or "", touched.get("fields") or ())
    if "birth_on" in touched:
        birth = touched.pop("birth_on")
        _refuse_minor(birth, local_day(at.entered))
        mediator.birth_date = birth.isoformat()
    for name, value in touched.items():
        setattr(mediator, name, _stored(name, value))
    mediator.initials = initials_of(mediator.name)
    mediator.save()
    return mediator


def _stored(name: str, value: Any) -> Any:
    if name == "fields":
        return list(value)
    if name == "telephone":
        return check_telephone(value or "")
    return value if name == "account" else value or ""
