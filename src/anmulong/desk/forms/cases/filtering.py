"""The filter of the list of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import State
from anmulong.desk.forms.choices import Choice
from anmulong.desk.forms.offering import offer
from anmulong.desk.requests import Here
from anmulong.orgs.public import organisations


ALL = ("", _("All"))


def committees(place: Here) -> list[Choice]:
    """The mediation committees of the county, the own one first."""
    own = place.actor.organisation
    found = [body for body in organisations(place.actor.county) if body.mediates]
    return [(str(body.pk), body.name) for body in sorted(found, key=lambda body: (body.pk != own, body.name))]


class CasesForm(forms.Form):
    """Filters of the list; everything may be left empty."""

    q = forms.CharField(
        label=_("Words, names, numbers"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("two characters are enough")}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *State.choices])
    unit = forms.ChoiceField(label=_("Committee"), required=False)

    def __init__(self, *args: Any, place: Here, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "unit", [ALL, *committees(place)])
