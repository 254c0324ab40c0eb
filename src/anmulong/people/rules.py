"""What is asked about a party and a consent, and what must hold of the answers. No rows here."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from anmulong.journal.public import UNSET, Unset, personal
from anmulong.kernel import identity
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.telephones import check_telephone
from anmulong.kernel.wording import Message, noop
from anmulong.people.enums import (
    PRESIDING_KINDS,
    ConsentAnswer,
    ConsentKind,
    ConsentWay,
    IdentityKind,
    MediatorKind,
    PartyKind,
    Reading,
    Sex,
    Spoken,
)


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Year = Annotated[int, Field(ge=1880, le=2200)]
Count = Annotated[int, Field(ge=1, le=100_000)]

_NEEDED = noop("This is needed.")


@dataclass(frozen=True)
class PartyInput:
    """One party as first recorded. Only the name is needed (O-1); a client may make the ``uid``.

    ``minor`` counts where no birth date is known. ``people`` is the number of people on the party's own side.
    """

    name: Line = personal()
    kind: PartyKind = PartyKind.NATURAL
    uid: UUID | None = None
    other_names: Line = personal(default="")
    identity_kind: IdentityKind | None = None
    identity_number: Line = personal(default="")
    sex: Sex | None = None
    birth_on: date | None = personal(default=None)
    birth_year: Year | None = None
    minor: bool = False
    telephone: Line = personal(default="")
    address: Line = personal(default="")
    note: Note = personal(default="")
    unit_name: Line = personal(default="")
    credit_code: Line = personal(default="")
    legal_representative: Line = personal(default="")
    people: Count = 1
    spoken: Spoken | None = None
    reads: Reading | None = None
    needs_interpreter: bool = False
    safe_telephone: Line = personal(default="")
    safe_hours: Line = personal(default="")
    do_not_visit: bool = False
    no_sms: bool = False
    protected_address: bool = False


@dataclass(frozen=True)
class PartyChange:
    """What is to be different about a party; untouched fields stay ``UNSET``."""

    name: Line | Unset = personal(default=UNSET)
    kind: PartyKind | Unset = UNSET
    other_names: Line | Unset = personal(default=UNSET)
    identity_kind: IdentityKind | Unset | None = UNSET
    identity_number: Line | Unset = personal(default=UNSET)
    sex: Sex | Unset | None = UNSET
    birth_on: date | Unset | None = personal(default=UNSET)
    birth_year: Year | Unset | None = UNSET
    minor: bool | Unset = UNSET
    telephone: Line | Unset = personal(default=UNSET)
    address: Line | Unset = personal(default=UNSET)
    note: Note | Unset = personal(default=UNSET)
    unit_name: Line | Unset = personal(default=UNSET)
    credit_code: Line | Unset = personal(default=UNSET)
    legal_representative: Line | Unset = personal(default=UNSET)
    people: Count | Unset = UNSET
    spoken: Spoken | Unset | None = UNSET
    reads: Reading | Unset | None = UNSET
    needs_interpreter: bool | Unset = UNSET
    safe_telephone: Line | Unset = personal(default=UNSET)
    safe_hours: Line | Unset = personal(default=UNSET)
    do_not_visit: bool | Unset = UNSET
    no_sms: bool | Unset = UNSET
    protected_address: bool | Unset = UNSET

    def touched(self) -> dict[str, Any]:
        """Names and values of the fields that are to change."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value is not UNSET}


@dataclass(frozen=True)
class ConsentInput:
    """One thing told to or asked of one party. Kind and answer have no default: nothing is ticked beforehand (O-1).

    ``text_version`` names the wording that was used; ``language`` the language it was told in; ``answered_by`` the
    guardian or agent who answered in the party's place; ``told_at`` when left out is the time of the action.
    """

    party: UUID
    kind: ConsentKind
    answer: ConsentAnswer
    way: ConsentWay
    text_version: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    language: Spoken = Spoken.CHINESE
    answered_by: Line = personal(default="")
    told_at: datetime | None = None
    uid: UUID | None = None


@dataclass(frozen=True)
class PartyFacts:
    """What follows from the answers: numbers in their one form, birth, sex, whether the party is a minor."""

    identity_number: str
    credit_code: str
    birth_on: date | None
    birth_year: int | None
    sex: str
    minor: bool


def party_facts(given: PartyInput, on: date) -> PartyFacts:
    """Check the answers as of the day ``on``. Raises ``Invalid`` naming every bad field.

    The identity number is never required (O-1); that of a resident card must have a right check sign (GB 11643).
    A telephone number must be one that can be called.
    """
    wrong: dict[str, str | Message] = {}
    if not given.name.strip():
        wrong["name"] = _NEEDED
    for name, number in (("telephone", given.telephone), ("safe_telephone", given.safe_telephone)):
        try:
            check_telephone(number)
        except Invalid as error:
            wrong[name] = error.message
    natural = given.kind == PartyKind.NATURAL
    paper, card = _identity(given, on, wrong)
    birth = card.birth_on if card else given.birth_on
    if card and given.birth_on not in (None, card.birth_on):
        wrong["birth_on"] = noop("This is not the birth date in the identity number.")
    if birth and birth > on:
        wrong["birth_on"] = noop("The birth date lies in the future.")
    code = _credit_code(given, wrong)
    if wrong:
        raise Invalid("bad-party", noop("Some answers about the party cannot be used; they are marked."), fields=wrong)
    year = birth.year if birth else given.birth_year
    sex = given.sex or ""
    if card and not sex:
        sex = Sex.FEMALE if card.female else Sex.MALE
    return PartyFacts(paper, code, birth, year, str(sex), natural and _is_minor(given, birth, year, on))


def _identity(
    given: PartyInput, on: date, wrong: dict[str, str | Message]
) -> tuple[str, identity.IdentityNumber | None]:
    typed = plain_number(given.identity_number)
    if not typed or given.identity_kind not in (None, IdentityKind.RESIDENT_CARD, IdentityKind.HOUSEHOLD_REGISTER):
        return typed, None
    try:
        card = identity.check_identity(typed, today=on)
    except Invalid as error:
        wrong["identity_number"] = error.message
        return typed, None
    return card.number, card


def _credit_code(given: PartyInput, wrong: dict[str, str | Message]) -> str:
    if not given.credit_code.strip():
        return ""
    try:
        return identity.check_credit_code(given.credit_code)
    except Invalid as error:
        wrong["credit_code"] = error.message
        return given.credit_code


def _is_minor(given: PartyInput, birth: date | None, year: int | None, on: date) -> bool:
    if birth is not None:
        return identity.is_minor(birth, on)
    return given.minor or (year is not None and on.year - year < identity.ADULT_YEARS)


def plain_number(text: str) -> str:
    """A number of a paper without spaces, half width, in capitals."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def plain_telephone(text: str) -> str:
    """The digits of a telephone number without the country's 86; empty when there are none."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if len(digits) > 11 and digits.startswith("0086"):
        return digits[4:]
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def check_consent(given: ConsentInput, *, minor: bool) -> None:
    """Raises ``Invalid`` when the answer does not fit the kind, ``Refused`` for a minor's own and only consent."""
    if (given.kind == ConsentKind.NOTICE) != (given.answer == ConsentAnswer.TOLD):
        raise Invalid(
            "answer-does-not-fit",
            noop("A notice is told; a consent is agreed, declined or withdrawn."),
            law="R-703",
            fields={"answer": noop("This answer does not fit.")},
        )
    if minor and given.answer == ConsentAnswer.AGREED and not given.answered_by.strip():
        raise Refused(
            "minor-needs-guardian",
            noop("A minor's own consent is not enough."),
            law="个人信息保护法 art.31; R-751",
            way_out=noop("Enter the guardian who agreed."),
        )


@dataclass(frozen=True)
class Schooling:
    """Hours of training against what is asked (R-421): of one calendar year, and before the post."""

    hours: int
    target: int
    before_post: int
    before_post_target: int

    @property
    def enough(self) -> bool:
        """Whether the year's hours are reached. It closes nothing: training is offered by the bureau (art. 14)."""
        return self.hours >= self.target


def target_key(kinds: Collection[str]) -> str:
    """The parameter with the yearly hours for who serves in these kinds (R-421): the highest demand counts."""
    if MediatorKind.FULL_TIME in kinds:
        return "corps.yearly_hours_full_time"
    if kinds and not PRESIDING_KINDS.intersection(kinds):
        return "corps.yearly_hours_helper"
    return "corps.yearly_hours"
