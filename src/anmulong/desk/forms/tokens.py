"""The form of an access token for a program."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import permission_label
from anmulong.desk.presenting.days import today
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Permission
from anmulong.kernel.wording import Message


USUAL_DAYS = 90


class TokenForm(forms.Form):
    """Which program, for how long, for what: the least is ticked at first."""

    name = forms.CharField(label=_("Which program uses it"), max_length=60)
    expires_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    permissions = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    restricted = forms.BooleanField(label=_("It may see restricted matters"), required=False)

    def __init__(self, *args: Any, place: Here, **more: Any) -> None:
        more.setdefault(
            "initial", {"expires_on": today() + timedelta(days=USUAL_DAYS), "permissions": [Permission.READ]}
        )
        super().__init__(*args, **more)
        held = sorted(place.seat.role.permissions)
        self.fields["permissions"].choices = [(name, _in_words(name)) for name in held]  # type: ignore[attr-defined]
        self.fields["name"].example = _now("ledger of the court, nightly")  # type: ignore[attr-defined]
        self.fields["permissions"].wide = True  # type: ignore[attr-defined]
        if not place.seat.role.restricted:
            del self.fields["restricted"]


def _in_words(permission: str) -> str:
    label = permission_label(permission)
    return label.render(_now) if isinstance(label, Message) else str(label)
