"""What for, before personal data are shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.presenting.matter import PURPOSES


class PurposeForm(forms.Form):
    """One of the purposes for which personal data may be looked at; it stands in the read log (R-723)."""

    purpose = forms.ChoiceField(
        label=_("What do you need it for?"),
        choices=[("", _("Choose a purpose")), *((each["value"], each["label"]) for each in PURPOSES)],
    )
