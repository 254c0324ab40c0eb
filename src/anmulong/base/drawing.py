"""How form controls become HTML."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


_SELECTED = {"selected": True}
SELECT = "django/forms/widgets/select.html"


class QuickRenderer(DjangoTemplates):
    """Django's own renderer, except that lists of choices are written directly, letter by letter the same.

    Django draws every option with two templates; a list of a banner's places and bodies then takes longer than all
    the rest of a page.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


class Options(BaseChoiceIterator):
    """A long list to choose from, drawn once and shown many times; it is made anew when what it lists has changed."""

    def __init__(self, lines: Iterable[Any]) -> None:
        self._lines = tuple(normalize_choices(list(lines)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._lines)

    @cached_property
    def _drawn(self) -> str:
        return "".join(
            _group(label, [_plain(*line) for line in inner])
            if isinstance(inner, (list, tuple))
            else _group(None, [_plain(label, inner)])
            for label, inner in self._lines
        )

    def drawn(self, chosen: Iterable[str]) -> SafeString:
        """All options, the chosen ones marked."""
        text = self._drawn
        for value in chosen:
            begin = f'<option value="{_escaped(str(value))}"'
            text = text.replace(f"{begin}>", f"{begin} selected>", 1)
        return mark_safe(text)  # noqa: S308  # escaped piece by piece


class Select(forms.Select):
    """Draws :class:`Options` from what they remember, every other list as Django does."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        if isinstance(self.choices, Options):
            return self.choices.drawn(value)
        return super().optgroups(name, value, attrs)


def _plain(value: Any, label: Any) -> dict[str, Any]:
    return {"value": value, "label": label, "attrs": {}}


def select(widget: Mapping[str, Any]) -> SafeString:
    """A select element from the context of Django's widget."""
    groups = widget["optgroups"]
    if not isinstance(groups, SafeString):
        groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _ in groups))
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: Any, options: list[dict[str, Any]]) -> SafeString:
    # One string instead of one template per option: what stands in it has been escaped piece by piece.
    body = mark_safe("".join(f"\n  {_option(option)}\n" for option in options))  # noqa: S308
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, body) if name else body


def _option(option: Mapping[str, Any]) -> str:
    attributes = option["attrs"]
    drawn = "" if not attributes else " selected" if attributes == _SELECTED else _attributes(attributes)
    return f'<option value="{_escaped(str(option["value"]))}"{drawn}>{_escaped(option["label"])}</option>'


def _escaped(value: Any) -> str:
    """As ``conditional_escape``, whose waiting for late words costs more than the rest of an option."""
    text = value if isinstance(value, str) else str(value)
    return text.__html__() if isinstance(text, SafeString) else escape(text)


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    told = {name: value for name, value in attributes.items() if value is not False}
    pieces = (
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in told.items()
    )
    return mark_safe("".join(pieces))  # noqa: S308  # escaped piece by piece
