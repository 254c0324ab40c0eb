"""What stands on a receipt: its number and its code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.fields import dressed


class AskForm(forms.Form):
    """Nothing is checked here: what cannot be a number or a code gets the answer of a wrong one."""

    number = dressed(
        forms.CharField(
            label=_("Number on the receipt"),
            max_length=80,
            help_text=_("Year and number are enough."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
        example="2026-000123",
    )
    code = dressed(
        forms.CharField(
            label=_("Look-up code"),
            max_length=40,
            help_text=_("Four groups of four signs; capitals or small letters are the same."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        )
    )
