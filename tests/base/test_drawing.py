"""Our select elements are Django's, letter by letter."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from anmulong.base.drawing import Options, QuickRenderer, Select


CHOICES: list[Any] = [
    ("", "—"),
    ("a&b", 'Bao "Quan" <1>'),
    (3, gettext_lazy("Ledger")),
    ("safe", mark_safe("<b>kept</b>")),
    ("乌兰镇 & 'x'", [("x", "包日塔拉嘎查"), ("y", "都斯图")]),
]


@pytest.mark.parametrize("value", ["", "a&b", 3, "y", None, "unknown"])
@pytest.mark.parametrize("attrs", [{}, {"id": "i", "class": 'a"b', "required": True, "disabled": False}])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_select_is_the_one_that_django_draws(widget: type[forms.Select], attrs: dict[str, Any], value: Any) -> None:
    drawn = widget(attrs=attrs, choices=CHOICES)
    given = [value] if widget is forms.SelectMultiple else value
    ours, theirs = (drawn.render("place", given, renderer=kind()) for kind in (QuickRenderer, DjangoTemplates))
    assert ours == theirs


def test_other_controls_are_left_to_django() -> None:
    assert (
        QuickRenderer()
        .render("django/forms/widgets/text.html", {"widget": {"type": "text", "name": "n", "value": "v", "attrs": {}}})
        .strip()
        == '<input type="text" name="n" value="v">'
    )


@pytest.mark.parametrize("value", ["", "a&b", 3, "y", None, "unknown"])
def test_a_remembered_list_is_drawn_as_django_draws_it(value: Any) -> None:
    remembered = Select(attrs={"id": "i"})
    remembered.choices = Options(CHOICES)
    for _ in range(2):
        ours = remembered.render("place", value, renderer=QuickRenderer())
        assert ours == forms.Select(attrs={"id": "i"}, choices=CHOICES).render(
            "place", value, renderer=DjangoTemplates()
        )


def test_a_remembered_list_takes_only_what_it_holds() -> None:
    field = forms.ChoiceField(widget=Select)
    field.choices = Options(CHOICES)
    assert (field.clean("y"), field.valid_value("unknown")) == ("y", False)
