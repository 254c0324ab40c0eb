"""Filling the choices of a field when a form is made."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from anmulong.base.drawing import Options, Select


def offer(form: forms.Form, name: str, options: Iterable[Any]) -> None:
    """Let a choice field of ``form`` offer ``options``: pairs, or groups of pairs."""
    field = cast(forms.ChoiceField, form.fields[name])
    if isinstance(options, Options):
        widget = Select(attrs=field.widget.attrs)
        widget.is_required = field.required
        field.widget, field.choices = widget, options
    else:
        field.choices = list(options)
