"""Asking for parameters: the value that held on a day, typed, and as a time limit."""

from typing import Any, cast

from anmulong.base.guards import trusted
from anmulong.kernel.deadlines import DayKind, Limit
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import Standing
from anmulong.lawbook.models import Parameter
from anmulong.lawbook.queries.codes import Day, day_of
from anmulong.lawbook.queries.snapshot import snapshot
from anmulong.lawbook.rules import ParameterData


LIMIT_KINDS = {"calendar days": "calendar", "working days": "working", "hours": "hours"}


def parameter_row(key: str, at: Day = None, *, county: str = "") -> ParameterData:
    """The value with its source; before its first day the first value holds.

    Raises :class:`Invalid` for an unknown key.
    """
    values = snapshot().values(key, county)
    if not values:
        raise Invalid("unknown-parameter", noop("There is no parameter %(key)s."), params={"key": key})
    day = day_of(at)
    return next((row for row in reversed(values) if row.valid_from <= day), values[0])


def parameter(key: str, at: Day = None, *, county: str = "") -> Any:
    """The value that holds on the day ``at``: today, or the day on which a matter began (R-210)."""
    return parameter_row(key, at, county=county).value


def parameter_int(key: str, at: Day = None, *, county: str = "") -> int:
    """A whole number. Raises TypeError for a parameter of another form."""
    value = parameter(key, at, county=county)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{key} is no whole number")
    return value


def parameter_list(key: str, at: Day = None, *, county: str = "") -> tuple[Any, ...]:
    """A list. Raises TypeError for a parameter of another form."""
    value = parameter(key, at, county=county)
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return tuple(value)


def limit(key: str, at: Day = None, *, county: str = "") -> Limit:
    """A parameter in hours, calendar days or working days as a time limit; quotes its source when law fixes it."""
    row = parameter_row(key, at, county=county)
    if row.unit not in LIMIT_KINDS:
        raise TypeError(f"{key} is no time limit")
    kind = cast(DayKind, LIMIT_KINDS[row.unit])
    law = row.source if row.status == Standing.LAW else ""
    number = parameter_int(key, at, county=county)
    return Limit(hours=number, day_kind=kind, law=law) if kind == "hours" else Limit(number, day_kind=kind, law=law)


def parameters(at: Day = None, *, county: str = "") -> list[ParameterData]:
    """Every parameter with the value that holds on the day, by key; for the page of parameters."""
    known = snapshot()
    keys = {key for layer in known.parameters.values() for key in layer}
    return [parameter_row(key, at, county=county) for key in sorted(keys)]


def recorded_values(key: str, county: str) -> list[Parameter]:
    """The rows of a key that the store has recorded, oldest first; their entries say who changed what, and why."""
    with trusted():
        return list(Parameter.objects.filter(county=county, key=key).order_by("valid_from"))


def parameter_history(key: str, *, county: str = "") -> list[ParameterData]:
    """Every value of a key, oldest first."""
    return list(snapshot().values(key, county))
