"""Small things every page needs: icons, form controls, fixed date formats, the mark of a risk colour.

Everything that is more than one element is a cotton component (``templates/cotton``); what stands here is what a
template cannot do alone (read a file, give a form control its attributes) or what is too hot for a component
(a mark in every row of a long list).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django import template
from django.forms import BoundField, Field
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop


register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "tabler-icons"
ICON_NAME = re.compile(r"[a-z0-9-]+")
DRAWING = re.compile(r"<svg[^>]*>(?P<inside>.*)</svg>", re.DOTALL)
BACKGROUND = re.compile(r'<path stroke="none"[^>]*/>')

# Each colour has its own outline, so that the mark is told apart in grey print and by colour-blind people.
RISKS = {
    "red": (gettext_noop("Red"), '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'),
    "orange": (gettext_noop("Orange"), '<path d="M8 1l7.4 13.5H.6z"/>'),
    "yellow": (gettext_noop("Yellow"), '<path d="M8 .6L15.4 8 8 15.4.6 8z"/>'),
    "blue": (gettext_noop("Blue"), '<circle cx="8" cy="8" r="6.6"/>'),
    "green": (gettext_noop("Green"), '<path d="M2 2h12v12H2z"/>'),
}
ARTICLE = re.compile(r"(?P<law>[\w《》]+)(?P<version>\(\d{4}-\d{2}-\d{2}\))? art\. ?(?P<number>\d+(?:-\d+)?)")
CHECKS = frozenset({"checkbox", "radio"})

Opener = Callable[[str, str, str], str]
Opens = TypeVar("Opens", bound=Opener)
_openers: list[Opener] = []


def opens_laws(opener: Opens) -> Opens:
    """Register ``opener(law, number, version)``: the address of an article's text, empty when it is not at hand."""
    if opener not in _openers:
        _openers.append(opener)
    return opener


@lru_cache(maxsize=256)
def drawing(name: str) -> SafeString:
    """Return the inner shapes of a vendored icon; an unknown name is a programming error."""
    if not ICON_NAME.fullmatch(name):
        raise template.TemplateSyntaxError(f"no icon of the name {name!r}")
    path = ICONS / f"{name}.svg"
    if not path.is_file():
        raise template.TemplateSyntaxError(f"icon {name!r} is not in tools/vendor.lock")
    found = DRAWING.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise template.TemplateSyntaxError(f"icon {name!r} holds no drawing")
    # The text comes from a file of this tree whose digest is recorded, not from a user.
    return SafeString(re.sub(r"\s*\n\s*", "", BACKGROUND.sub("", found["inside"])))


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon. Without ``label`` it is decoration and hidden from screen readers."""
    named = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="am-icon {}" viewBox="0 0 24 24" {} focusable="false">{}</svg>', css, named, drawing(name)
    )


@register.simple_tag
def risk_mark(colour: str, note: str = "") -> SafeString:
    """Draw a risk colour as shape and word; ``note`` (for example "reason restricted") follows the word.

    An empty or unknown colour draws a dash, because a missing grade must be seen as missing.
    """
    if colour not in RISKS:
        return format_html('<span class="am-none">{}</span>', "—")
    word, shape = RISKS[colour]
    return format_html(
        '<span class="am-risk am-risk-{}"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>'
        "<span>{}</span></span>{}",
        colour,
        SafeString(shape),
        gettext(word),
        format_html('<small class="am-risk-note">{}</small>', note) if note else "",
    )


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """A date as 2026-11-23; nothing as a dash."""
    return value.strftime("%Y-%m-%d") if value else "—"


@register.filter(expects_localtime=True)
def short_day(value: date | datetime | None) -> str:
    """A date as 11-23, for narrow columns where the year is plain."""
    return value.strftime("%m-%d") if value else "—"


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """A time as 2026-11-23 10:32; nothing as a dash."""
    return value.strftime("%Y-%m-%d %H:%M") if value else "—"


@register.filter(expects_localtime=True)
def hour(value: datetime | None) -> str:
    """The time of day as 10:32; nothing as a dash."""
    return value.strftime("%H:%M") if value else "—"


@register.filter
def ground(law: str) -> SafeString:
    """Laws and rules as the reader's language quotes them: 人民调解法第21条 for ``人民调解法 art.21``.

    An article opens its text where whoever keeps the texts says that it can (:func:`opens_laws`).
    """
    text, end, parts = law or "", 0, []
    for found in ARTICLE.finditer(text):
        parts += [conditional_escape(text[end : found.start()]), _quoted(found)]
        end = found.end()
    return SafeString("".join((*parts, conditional_escape(text[end:]))))


def _quoted(found: re.Match[str]) -> str:
    version = (found["version"] or "").strip("()")
    told = {"law": f"{found['law']}{found['version'] or ''}", "number": found["number"]}
    text = gettext("%(law)s art. %(number)s") % told
    url = next((url for opener in _openers if (url := opener(found["law"], found["number"], version))), "")
    return format_html('<a class="am-quote" href="{}">{}</a>', url, text) if url else conditional_escape(text)


def css_of(kind: str) -> str:
    """The style class for a widget by its kind."""
    if kind in CHECKS:
        return "form-check-input"
    return "form-select" if "select" in kind and "checkbox" not in kind and "radio" not in kind else "form-control"


@register.simple_tag
def control(field: BoundField, example: str = "", helped: bool = False, **extra: Any) -> SafeString:
    """Render a form control with its style and its ties to label, help line, example and error.

    ``helped`` says that the component shows a help line although the form field has no ``help_text``.
    """
    kind = field.widget_type
    told = [f"{field.auto_id}_helptext"] if helped or field.help_text else []
    told += [f"{field.auto_id}_example"] if example else []
    told += [f"{field.auto_id}_error"] if field.errors else []
    attrs: dict[str, Any] = {key.replace("_", "-"): value for key, value in extra.items() if value not in ("", None)}
    own = field.field.widget.attrs.get("class", "")
    attrs["class"] = f"{own} {css_of(kind)}{' is-invalid' if field.errors else ''}".strip()
    if told:
        attrs["aria-describedby"] = " ".join(told)
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def mistakes(field: BoundField) -> list[str]:
    """What is wrong with an answer, in words; for one that is missing, which one it is."""
    asked, unsaid = field.field.error_messages.get("required"), Field.default_error_messages["required"]
    found: list[str] = []
    for error in field.errors.as_data():
        missing = error.code == "required" and str(asked) == str(unsaid)
        found += [missing_answer(field)] if missing else [str(message) for message in error.messages]
    return found


@register.filter
def is_missing(field: BoundField) -> bool:
    """Whether the first mistake is that there is no answer, so that its words name the answer already."""
    return mistakes(field)[:1] == [missing_answer(field)]


def missing_answer(field: BoundField) -> str:
    """Which answer is missing, as somebody at the counter would say it."""
    if hasattr(field.field, "choices"):
        return gettext("Please choose: %(label)s") % {"label": field.label}
    return gettext("Please fill in: %(label)s") % {"label": field.label}


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether the control is a group of radio buttons or check boxes and needs a legend instead of a label."""
    return bool(field.use_fieldset) and hasattr(field.field, "choices")


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the control is one check box, whose label stands behind it."""
    return field.widget_type == "checkbox"
