"""The time line of a place, a body, a grid or an account, and two versions of it side by side."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.base.models import Record
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.requests import Here
from anmulong.journal.enums import ActorKind
from anmulong.journal.public import Happening, all_actions, history
from anmulong.kernel.errors import Conflict


Words = Callable[[str, Any], str]
"""From the name and the value of a column to what a person reads."""

UNSENT = {"csrfmiddlewaretoken", "version", "operation"}


def no_text(told: Happening) -> str:
    """Most entries say enough with their changes."""
    return ""


def record_line(
    root: Record,
    labels: Mapping[str, Any],
    words: Words,
    *,
    limit: int = 30,
    text: Callable[[Happening], str] = no_text,
) -> list[dict[str, Any]]:
    """The latest entries as ``c-timeline`` shows them; only the columns in ``labels`` are ever shown. ``text`` says
    more of an entry than its changes do."""
    happenings = history(root, limit=limit)
    names = who({told.entry.actor for told in happenings})
    return [_entry(told, names, labels, words) | {"text": text(told)} for told in happenings]


def _entry(told: Happening, names: Mapping[Any, str], labels: Mapping[str, Any], words: Words) -> dict[str, Any]:
    entry, known = told.entry, all_actions()
    return {
        "happened_at": entry.happened_at,
        "entered_at": entry.entered_at,
        "late_entry": told.late,
        "actor": actor_name(entry, names),
        "title": str(known[entry.action].label) if entry.action in known else entry.action,
        "reason": str(told.given.get("reason") or ""),
        "icon": "circle-dot",
        "changes": _changes(told, labels, words),
        "simulated": entry.simulated,
    }


def actor_name(entry: Any, names: Mapping[Any, str]) -> str:
    """Who did it: a person, the system, an import."""
    return names.get(entry.actor) or str(ActorKind(entry.actor_kind).label)


def _changes(told: Happening, labels: Mapping[str, Any], words: Words) -> list[dict[str, str]]:
    found = []
    for pairs in told.changes.values():
        for name, pair in pairs.items():
            if name in labels:
                before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
                found.append({"label": str(labels[name]), "before": words(name, before), "after": words(name, after)})
    return [change for change in found if change["before"] != change["after"]]


def record_conflict(place: Here, form: RecordForm, error: Conflict) -> dict[str, Any]:
    """Both sides as ``c-conflict`` shows them. Of a step that is no change of fields, what was typed stands there."""
    seen = form.cleaned_data.get("version") or 0
    since = (
        [told for told in history(form.subject, limit=20) if told.entry.version_after > seen] if form.subject else []
    )
    latest = since[0].entry if since else None
    clashes: Any = error.details.get("fields", {})
    return {
        "mine_by": place.account.display_name,
        "mine_at": clock.now(),
        "theirs_by": actor_name(latest, who({latest.actor})) if latest else "",
        "theirs_at": latest.entered_at if latest else None,
        "base_version": seen,
        "fields": [
            {"name": name, "label": str(form.fields[name].label), "base": base, "mine": mine, "theirs": theirs}
            for name, (base, mine, theirs) in clashes.items()
            if name in form.fields
        ]
        or _typed(form),
    }


def _typed(form: RecordForm) -> list[dict[str, Any]]:
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value in (None, "", [], False):
            continue
        options = _flat(getattr(bound.field, "choices", ()))
        shown = _("yes") if value is True else str(options.get(str(value), value))
        found.append({"label": str(bound.label), "base": "", "mine": shown, "theirs": ""})
    return found


def _flat(choices: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value, label in choices:
        found.update(_flat(label) if isinstance(label, list | tuple) else {str(value): label})
    return found


def sent_again(form: RecordForm) -> list[dict[str, str]]:
    """Everything that was typed, to be sent again for the version that stands now."""
    data: Any = form.data  # a QueryDict
    names = [name for name in data if name not in UNSENT and not name.startswith("keep_")]
    sent = [{"name": name, "value": value} for name in names for value in data.getlist(name)]
    version = str(getattr(form.subject, "version", ""))
    fresh = {"version": version, "operation": str(form.initial["operation"])}
    return [*sent, *({"name": name, "value": value} for name, value in fresh.items())]
