"""How form controls become HTML."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
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


def select(widget: Mapping[str, Any]) -> SafeString:
    """A select element from the context of Django's widget."""
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _ in widget["optgroups"]))
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
