"""Which fields an entry changed, in words: before and after."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.desk.presenting.eyes import Eyes, as_uid
from anmulong.disputes.enums import Colour, Fact, Nature, State
from anmulong.journal.public import Happening
from anmulong.lawbook.public import code_label, dispute_type_label
from anmulong.orgs.public import place_path


LABELS: dict[str, Any] = {
    "title": gettext_lazy("Heading"),
    "narrative": gettext_lazy("What it is about"),
    "place": gettext_lazy("Where exactly"),
    "town": gettext_lazy("Town"),
    "gacha": gettext_lazy("Gacha"),
    "kind": gettext_lazy("Kind of dispute"),
    "people_count": gettext_lazy("People involved"),
    "amount_at_stake": gettext_lazy("Amount at stake (yuan)"),
    "forecast": gettext_lazy("Where it may lead"),
    "scale": gettext_lazy("How many are drawn in"),
    "facts": gettext_lazy("What is known"),
    "nature": gettext_lazy("What it is"),
    "state": gettext_lazy("State"),
    "colour": gettext_lazy("Colour"),
    "owner_person": gettext_lazy("Owner"),
    "owner_organisation": gettext_lazy("Unit"),
    "result": gettext_lazy("Result"),
    "evidence": gettext_lazy("Evidence"),
    "answer_text": gettext_lazy("Answer given"),
    "follow_up_on": gettext_lazy("Look again on"),
    "restricted": gettext_lazy("restricted"),
}
HIDDEN_WITHOUT_CLEARANCE = {"forecast", "facts"}


def changed_fields(happening: Happening, eyes: Eyes) -> list[dict[str, str]]:
    """The fields of the matter that the entry changed, as ``c-timeline`` shows them."""
    found = []
    for key, pairs in happening.changes.items():
        if str(happening.entry.stream) not in key:
            continue
        for name, pair in pairs.items():
            if name in LABELS:
                before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
                found.append(
                    {
                        "label": str(LABELS[name]),
                        "before": in_words(name, before, eyes),
                        "after": in_words(name, after, eyes),
                    }
                )
    return found


def in_words(name: str, value: Any, eyes: Eyes) -> str:
    """A stored or typed value of a field in words."""
    if value in (None, "", [], ()):
        return ""
    if name in HIDDEN_WITHOUT_CLEARANCE and not eyes.cleared:
        return _("restricted")
    if name == "facts":
        return "、".join(str(Fact(code).label) if code in Fact.values else str(code) for code in value)
    return _WORDS[name](str(value), eyes) if name in _WORDS else str(value)


def _choice(words: Any) -> Any:
    return lambda value, eyes: str(words(value).label) if value in words.values else value


_WORDS: dict[str, Any] = {
    "town": lambda value, eyes: place_path(eyes.county, as_uid(value)) or value,
    "gacha": lambda value, eyes: place_path(eyes.county, as_uid(value)) or value,
    "division": lambda value, eyes: place_path(eyes.county, as_uid(value)) or value,
    "kind": lambda value, eyes: dispute_type_label(value),
    "forecast": lambda value, eyes: code_label("C-303", value),
    "scale": lambda value, eyes: code_label("C-310", value),
    "nature": _choice(Nature),
    "state": _choice(State),
    "colour": _choice(Colour),
    "owner_person": lambda value, eyes: eyes.person(value) or value,
    "owner_organisation": lambda value, eyes: eyes.unit(value) or value,
    "restricted": lambda value, eyes: _("yes") if value == "True" else _("no"),
}
