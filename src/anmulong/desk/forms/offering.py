"""Filling the choices of a field when a form is made."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


def offer(form: forms.Form, name: str, options: Iterable[Any]) -> None:
    """Let a choice field of ``form`` offer ``options``: pairs, or groups of pairs."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(options)
