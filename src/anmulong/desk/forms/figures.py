"""The period of the figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.stats.public import Period, last_months, whole_months_before


LENGTHS = {
    "36": _("three whole years"),
    "12": _("twelve whole months"),
    "year": _("this year"),
    "month": _("this month"),
}
USUAL = "36"


class PeriodForm(forms.Form):
    """A usual length, or days of one's own."""

    length = forms.ChoiceField(label=_("Period"), choices=[*LENGTHS.items(), ("own", _("from … to …"))], required=False)
    begin = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The begin lies before the end."""
        found = super().clean() or {}
        if found.get("begin") and found.get("end") and found["begin"] > found["end"]:
            self.add_error("end", _("The end lies before the beginning."))
        return found


def chosen_period(query: Mapping[str, str], today: date) -> tuple[Period, PeriodForm]:
    """The period that the address asks for; what cannot be read is shown as an error beside the usual one."""
    form = PeriodForm(query or {"length": USUAL})
    if form.is_valid():
        begin, end = form.cleaned_data.get("begin"), form.cleaned_data.get("end")
        if begin and end and form.cleaned_data.get("length") in ("", "own"):
            return Period(begin, end), form
        if form.cleaned_data.get("length") in LENGTHS:
            return usual_period(form.cleaned_data["length"], today), form
    return usual_period(USUAL, today), form


def usual_period(length: str, today: date) -> Period:
    """One of the usual lengths, by its code."""
    if length == "month":
        return last_months(today, 1)
    if length == "year":
        return Period(date(today.year, 1, 1), today)
    return whole_months_before(today, int(length))
