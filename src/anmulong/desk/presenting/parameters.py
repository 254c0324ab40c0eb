"""Parameters in plain words: the value with its unit, since when, on which ground, what it governs (R-210)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.access.public import who
from anmulong.desk.presenting.lawbook import source_line, standing
from anmulong.desk.presenting.record_history import actor_name
from anmulong.disputes.enums import Fact, RestrictedWhy
from anmulong.journal.public import history
from anmulong.lawbook.public import (
    CODES_OF,
    ParameterData,
    ParameterNote,
    code_label,
    label_of,
    parameter_history,
    parameter_notes,
    parameter_row,
    recorded_values,
)


UNITS = {
    "hours": gettext_lazy("%(number)s hours"),
    "calendar days": gettext_lazy("%(number)s days"),
    "working days": gettext_lazy("%(number)s working days"),
    "minutes": gettext_lazy("%(number)s minutes"),
    "percent": gettext_lazy("%(number)s percent"),
    "persons": gettext_lazy("%(number)s persons"),
    "rows": gettext_lazy("%(number)s rows"),
    "count": gettext_lazy("%(number)s (count)"),
    "years": gettext_lazy("%(number)s years"),
    "yuan": gettext_lazy("%(number)s yuan"),
}
FACTS = "facts of the dispute"
WORDS = "words of a narrative"


def shown_keys() -> dict[str, ParameterNote]:
    """The parameters that the program reads, by key, in the order of the reviewed files."""
    return {key: note for key, note in parameter_notes().items() if not note.planned}


def parameter_url(key: str) -> str:
    """The page of one parameter."""
    return reverse("desk:parameter", args=[key])


def groups(county: str, today: date) -> list[dict[str, Any]]:
    """Every parameter under the heading of its file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, note in shown_keys().items():
        found.setdefault(_in_language(note.group_zh, note.group_en), []).append(_row(key, note, county, today))
    return [{"title": title, "rows": rows} for title, rows in found.items()]


def _in_language(zh: str, en: str) -> str:
    return en if _is_english() else zh


def _is_english() -> bool:
    return source_line("")["language"] == "en"


def _row(key: str, note: ParameterNote, county: str, today: date) -> dict[str, Any]:
    now = parameter_row(key, today, county=county)
    later = next((row for row in parameter_history(key, county=county) if row.valid_from > today), None)
    return {
        "url": parameter_url(key),
        "key": key,
        "name": label_of(now),
        "governs": _in_language(note.governs_zh, note.governs_en),
        "value": value_words(now),
        "since": now.valid_from,
        "later": {"value": value_words(later), "from": later.valid_from} if later else None,
        "status": standing(now.status),
        "source": source_line(now.source),
    }


def parameter_page(key: str, note: ParameterNote, county: str, today: date) -> dict[str, Any]:
    """One parameter: every value it has had or will have, who changed it and why."""
    values = parameter_history(key, county=county)
    now = parameter_row(key, today, county=county)
    return {
        "parameter": _row(key, note, county, today),
        "words": word_lists(now),
        "values": _values(values, now, _changes(key, county)),
    }


def _values(values: Sequence[ParameterData], now: ParameterData, changes: dict[date, Any]) -> list[dict[str, Any]]:
    ends = [row.valid_from for row in values[1:]]
    rows = [
        {
            "value": value_words(row),
            "from": row.valid_from,
            "until": end,
            "now": row == now,
            "status": standing(row.status),
            "source": source_line(row.source),
            "approved_by": source_line(row.approved_by),
            **changes.get(row.valid_from, {}),
        }
        for row, end in zip(values, [*ends, None], strict=True)
    ]
    return rows[::-1]


def _changes(key: str, county: str) -> dict[date, dict[str, Any]]:
    """Who recorded each value, when and why; nothing is said of those that came with the program."""
    told = {row.valid_from: history(row, limit=1)[0] for row in recorded_values(key, county)}
    names = who({each.entry.actor for each in told.values()})
    return {
        day: {
            "reason": str(each.given.get("reason", "")),
            "by": actor_name(each.entry, names),
            "at": each.entry.entered_at,
        }
        for day, each in told.items()
        if each.given.get("reason")
    }


def value_words(row: ParameterData) -> str:
    """A value as an office says it: 24 hours, 自杀、轻生, the names of codes and facts."""
    if row.unit in UNITS:
        numbers = row.value if isinstance(row.value, list) else [row.value]
        return str(UNITS[row.unit]) % {"number": "、".join(str(number) for number in numbers)}
    if isinstance(row.value, dict):
        return _("%(count)s words") % {"count": sum(len(words) for words in row.value.values())}
    named = namer(row.unit)
    return "、".join(named(each) for each in row.value) or _("none")


def namer(unit: str) -> Callable[[str], str]:
    """From one word of a list to what a person reads."""
    if unit.startswith(CODES_OF):
        return lambda code: code_label(unit.removeprefix(CODES_OF), code)
    return lambda fact: str(Fact(fact).label) if fact in Fact.values else str(fact)


def reason_label(why: str) -> str:
    """Why a matter is restricted, for the lists of words."""
    return str(RestrictedWhy(why).label) if why in RestrictedWhy.values else why


def word_lists(row: ParameterData) -> list[dict[str, str]]:
    """The lists of words behind each reason."""
    if not isinstance(row.value, dict):
        return []
    return [{"label": reason_label(why), "words": "、".join(words)} for why, words in row.value.items()]
