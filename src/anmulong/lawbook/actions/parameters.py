"""Setting a parameter: a new value from a day on; what began under the old value keeps it (R-210)."""

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
from anmulong.lawbook.rules import ParameterData


@action(
    "lawbook.set_parameter",
    on=Parameter,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Set a parameter"),
    given=ParameterData,
    creates=True,
    law="R-210",
)
def set_parameter(given: ParameterData, *, by: Actor, at: Moment) -> Parameter:
    """Store a value. A person may set known keys only, in the same form, from today on."""
    if not given.source.strip() or not given.approved_by.strip():
        raise Invalid(
            "parameter-without-source",
            noop("A value needs its source document and who approved it."),
            fields={"source": noop("This is needed."), "approved_by": noop("This is needed.")},
        )
    if by.kind is not ActorKind.SYSTEM:
        _refuse_the_past(given.valid_from, local_day(at.entered))
        _refuse_another_form(given, known.parameter(given.key, given.valid_from, county=by.county))
    parameter = Parameter(county=by.county)
    for name in ParameterData.__dataclass_fields__:
        setattr(parameter, name, getattr(given, name))
    parameter.save()
    return parameter


def _refuse_the_past(valid_from: date, today: date) -> None:
    if valid_from < today:
        raise Refused(
            "parameter-in-the-past",
            noop("A new value holds from today or later: a running time limit never changes backwards."),
            law="R-210",
            way_out=noop("Choose today or a later day."),
            fields={"valid_from": noop("Choose today or a later day.")},
        )


def _refuse_another_form(given: ParameterData, current: Any) -> None:
    if type(given.value) is not type(current):
        raise Invalid(
            "parameter-form",
            noop("The value of %(key)s has another form than before."),
            fields={"value": noop("Write the value like the one that holds now.")},
            params={"key": given.key},
        )
