"""Two people on one version: both sides in words (architecture.md 3)."""

from datetime import datetime
from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.presenting.changes import LABELS, changed_fields, in_words
from anmulong.desk.presenting.eyes import Eyes, eyes_for
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Happening, history
from anmulong.kernel.errors import Conflict


UNSENT = {"csrfmiddlewaretoken", "version", "seen"}


def conflict(place: Here, dispute: Dispute, form: StepForm, error: Conflict, now: datetime) -> dict[str, Any]:
    """Both sides as ``c-conflict`` shows them: who changed what since the page was opened, and what was typed."""
    seen = form.cleaned_data.get("version") or 0
    since = [told for told in history(dispute, limit=20) if told.entry.version_after > seen]
    eyes = eyes_for(place, dispute, {told.entry.actor for told in since})
    latest = since[0].entry if since else None
    return {
        "mine_by": place.account.display_name,
        "mine_at": now,
        "theirs_by": eyes.actor(latest.actor_kind, latest.actor) if latest else "",
        "theirs_at": latest.entered_at if latest else None,
        "base_version": seen,
        "fields": _clashes(error, eyes) or [*_theirs(since, eyes), *_mine(form)],
    }


def hidden(form: StepForm, dispute: Dispute) -> list[dict[str, str]]:
    """Everything that was typed, to be sent again for the version that stands now."""
    data = cast(QueryDict, form.data)
    sent = [
        {"name": name, "value": str(value)}
        for name in data
        if name not in UNSENT and not name.startswith("keep_")
        for value in data.getlist(name)
    ]
    seen = [{"name": "seen", "value": str(data["seen"])}] if "seen" in data else []
    return [*sent, *seen, {"name": "version", "value": str(dispute.version)}]


def _clashes(error: Conflict, eyes: Eyes) -> list[dict[str, Any]]:
    found: Any = error.details.get("fields", {})
    return [
        {
            "name": name,
            "label": str(LABELS.get(name, name)),
            "base": in_words(name, base, eyes),
            "mine": in_words(name, mine, eyes),
            "theirs": in_words(name, theirs, eyes),
        }
        for name, (base, mine, theirs) in found.items()
    ]


def _theirs(since: list[Happening], eyes: Eyes) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for happening in reversed(since):
        for change in changed_fields(happening, eyes):
            known = found.setdefault(change["label"], {"label": change["label"], "base": change["before"], "mine": ""})
            known["theirs"] = change["after"]
    return list(found.values())


def _mine(form: StepForm) -> list[dict[str, Any]]:
    """What was typed; nothing of it is lost."""
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if bound.name == "happened_at" or value in (None, "", [], False):
            continue
        found.append({"label": str(bound.label), "base": "", "mine": _shown(bound, value), "theirs": ""})
    return found


def _shown(bound: Any, value: Any) -> str:
    options = dict(_flat(getattr(bound.field, "choices", ())))
    if isinstance(value, list | tuple):
        return "、".join(str(options.get(str(item), item)) for item in value)
    if value is True:
        return _("yes")
    return str(options.get(str(value), value))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            found += _flat(label)
        else:
            found.append((str(value), label))
    return found
