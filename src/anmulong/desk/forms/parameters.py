"""The form of a new value of a parameter; the question for the value follows its unit."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.fields import day, dressed, line, segments, text, ticks
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.parameters import FACTS, UNITS, reason_label
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Fact
from anmulong.lawbook.enums import Standing
from anmulong.lawbook.public import CODES_OF, ParameterData, choices


VALUE = _("New value")
LIST = "list_"
SEPARATORS = re.compile(r"[\s,，、;；]+")
STANDINGS = [(Standing.LOCAL.value, Standing.LOCAL.label), (Standing.LAW.value, Standing.LAW.label)]


class ParameterForm(RecordForm):
    """A value from a day on. What began before keeps the value of its own day."""

    action = "lawbook.set_parameter"
    icon = "pencil"

    valid_from = day(_("Holds from"), required=True, help=_("Tomorrow or later."))
    status = segments(_("What fixes it"), STANDINGS)
    source = line(_("Paper"), help=_("The order or the article that says so."), wide=True)
    approved_by = line(_("Approved by"))
    reason = line(_("Reason"), wide=True)

    def __init__(self, data: Any = None, *, place: Here, row: ParameterData) -> None:
        self.row = row
        super().__init__(data, place=place)

    def opening(self) -> dict[str, Any]:
        """The value that holds now, from tomorrow on."""
        lists = self.row.value if isinstance(self.row.value, dict) else {}
        return {
            "value": "、".join(str(each) for each in self.row.value) if is_numbers(self.row) else self.row.value,
            "valid_from": today() + timedelta(days=1),
            "status": Standing.LAW if self.row.status == Standing.LAW else Standing.LOCAL,
            **{f"{LIST}{name}": "、".join(words) for name, words in lists.items()},
        }

    def set_up(self) -> None:
        """Ask for the value as its unit demands."""
        if self.row.status == Standing.LAW:
            self.notice = _("A law fixes this value. Change it only when the law has changed, and name the article.")
        asked = _word_lists(self.row) if isinstance(self.row.value, dict) else {"value": _question(self.row)}
        self.fields.update(asked)
        self.order_fields([*asked, "valid_from", "status", "source", "approved_by", "reason"])

    def values(self) -> dict[str, Any]:
        """The row as it is now, with what was answered."""
        told = {name: self.cleaned_data[name] for name in ("valid_from", "status", "source", "approved_by", "reason")}
        return vars(self.row) | told | {"value": self._value()}

    def clean_value(self) -> Any:
        """Several numbers are typed in one line."""
        typed = self.cleaned_data["value"]
        if not is_numbers(self.row):
            return typed
        parts = [part for part in SEPARATORS.split(typed) if part]
        if not parts or not all(part.isdecimal() for part in parts):
            raise forms.ValidationError(_("Write whole numbers with 、 or a blank between them."))
        return [int(part) for part in parts]

    def _value(self) -> Any:
        if not isinstance(self.row.value, dict):
            return self.cleaned_data["value"]
        return {
            name: [word for word in SEPARATORS.split(self.cleaned_data[f"{LIST}{name}"]) if word]
            for name in self.row.value
        }


def is_numbers(row: ParameterData) -> bool:
    """Whether the value is a list of numbers, such as the days before an end on which it is told."""
    return isinstance(row.value, list) and row.unit in UNITS


def _question(row: ParameterData) -> forms.Field:
    offered: Callable[[], Any] | list[Any] | None = None
    if row.unit == FACTS:
        offered = list(Fact.choices)
    elif row.unit.startswith(CODES_OF):
        offered = choices(row.unit.removeprefix(CODES_OF))
    if is_numbers(row):
        numbers: forms.Field = line(VALUE, help=_("Write whole numbers with 、 or a blank between them."))
        return numbers
    if offered is None:
        field: forms.Field = dressed(forms.IntegerField(label=VALUE, min_value=0))
        return field
    asked: forms.Field = ticks(VALUE, offered)
    return asked


def _word_lists(row: ParameterData) -> dict[str, forms.Field]:
    hint = _("Words, with 、 or a blank between them.")
    return {f"{LIST}{name}": text(reason_label(name), help=hint, required=False, rows=2) for name in row.value}
