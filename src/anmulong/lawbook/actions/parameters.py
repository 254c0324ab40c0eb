"""Setting a parameter: a new value from a day on; what began under the old value keeps it (R-210)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.journal.enums import ActorKind, Merge
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.models import Parameter
from anmulong.lawbook.queries import parameters as known
from anmulong.lawbook.queries.codes import check_code
from anmulong.lawbook.rules import CODES_OF, ParameterData


MOST_HOURS_OR_DAYS = 3_650
"""A limit that lies further ahead than ten years is a slip of the key."""


@dataclass(frozen=True)
class ParameterGiven(ParameterData):
    """A value with its ground, and why it is changed (not asked of the first load)."""

    reason: str = ""


@action(
    "lawbook.set_parameter",
    on=Parameter,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Set a parameter"),
    given=ParameterGiven,
    creates=True,
    law="R-210",
)
def set_parameter(given: ParameterGiven, *, by: Actor, at: Moment) -> Parameter:
    """Store a value. A person may set known keys only, in the same form, from tomorrow on, and says why."""
    by_person = by.kind is not ActorKind.SYSTEM
    asked = ("source", "approved_by", "reason") if by_person else ("source", "approved_by")
    missing = {name: noop("This is needed.") for name in asked if not getattr(given, name).strip()}
    if missing:
        raise Invalid(
            "parameter-without-source",
            noop("A value needs its source document, who approved it, and the reason of the change."),
            fields=missing,
        )
    if by_person:
        _refuse_what_has_begun(given.valid_from, local_day(at.entered))
        _refuse_another_form(given, known.parameter(given.key, given.valid_from, county=by.county))
        _refuse_what_cannot_be(given, by.county)
    parameter = Parameter(county=by.county)
    for name in ParameterData.__dataclass_fields__:
        setattr(parameter, name, getattr(given, name))
    parameter.save()
    return parameter


def _refuse_what_has_begun(valid_from: date, today: date) -> None:
    # The value of a day is what matters of that day begin under: changed today, it would move clocks of this morning.
    if valid_from <= today:
        raise Refused(
            "parameter-in-the-past",
            noop("A new value holds from tomorrow or later: what has begun keeps its time limits."),
            law="R-210",
            way_out=noop("Choose tomorrow or a later day."),
            fields={"valid_from": noop("Choose tomorrow or a later day.")},
        )


def _refuse_another_form(given: ParameterData, current: Any) -> None:
    if type(given.value) is not type(current):
        raise Invalid(
            "parameter-form",
            noop("The value of %(key)s has another form than before."),
            fields={"value": noop("Write the value like the one that holds now.")},
            params={"key": given.key},
        )


def _refuse_what_cannot_be(given: ParameterData, county: str) -> None:
    """A limit of nought days would make every matter late at once; nought stays open where it means "off"."""
    if isinstance(given.value, int):
        before = [row.value for row in known.parameter_history(given.key, county=county)]
        most = MOST_HOURS_OR_DAYS if given.unit in known.LIMIT_KINDS else None
        if given.value < (0 if 0 in before else 1) or (most is not None and given.value > most):
            raise Invalid(
                "parameter-out-of-reach",
                noop("This number cannot be: it is too small or too large."),
                fields={"value": noop("This number cannot be: it is too small or too large.")},
            )
    if given.unit.startswith(CODES_OF):
        for code in given.value:
            check_code(given.unit.removeprefix(CODES_OF), code, given.valid_from, county=county)
