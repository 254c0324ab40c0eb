"""Forms of the own account: password, slip, deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import colleagues
from anmulong.desk.forms.offering import offer
from anmulong.desk.requests import Here
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import check_public_code


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget)


class RepeatedPassword(forms.Form):
    """A new password typed twice, because nobody sees what is typed. ``main`` names the field of the first."""

    main = "new"

    def clean_again(self) -> str:
        """The repetition must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get(self.main, again):
            raise forms.ValidationError(_("The two passwords differ."), code="differs")
        return again


class PasswordForm(RepeatedPassword):
    """The old password and the new one (R-722)."""

    old = _password(_("Present password"), "current-password")
    new = _password(_("New password"), "new-password")
    again = _password(_("New password once more"), "new-password")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["new"].help_text = _(
            "At least ten characters of three kinds: capital letters, small letters, digits, other signs."
        )


class SlipForm(RepeatedPassword):
    """What stands on the slip, and the new password (O-5)."""

    main = "password"

    username = forms.CharField(label=_("Account name"), max_length=60)
    code = forms.CharField(
        label=_("Code on the slip"),
        max_length=40,
        help_text=_("Four groups of four signs; capitals or small letters are the same."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    password = _password(_("New password"), "new-password")
    again = _password(_("New password once more"), "new-password")

    def clean_code(self) -> str:
        """The code in its one form. What cannot be one is refused before any account is looked for."""
        try:
            return check_public_code(self.cleaned_data["code"])
        except Invalid as error:
            raise forms.ValidationError(error.message.render(gettext), code=error.code) from error


class DeputyForm(forms.Form):
    """Who acts in the own post, and from when to when."""

    account = forms.ChoiceField(label=_("Deputy"))
    began_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, place: Here, **more: Any) -> None:
        super().__init__(*args, **more)
        unit = place.actor.organisation
        staff = {person.uid: person.name for person in colleagues(unit)} if unit else {}
        staff.pop(place.account.pk, None)
        offer(
            self,
            "account",
            [
                ("", _("Choose a person")),
                *((str(uid), name) for uid, name in staff.items()),
            ],
        )
