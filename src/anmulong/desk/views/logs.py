"""The logs for the audit administrator: entries, look-ups, refusals; no matter and no personal part (R-721, R-723)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.access.public import who
from anmulong.desk.presenting.deeds import action_label
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.journal.enums import Channel, ReadingKind
from anmulong.journal.public import log_page
from anmulong.kernel.wording import noop


READ_LOGS = "journal.read_logs"
SIZE = 50
COLUMNS = {"entries": "entered_at", "readings": "read_at", "refusals": "refused_at"}
KINDS = {
    "account": noop("account"),
    "dispute": noop("matter"),
    "day_sheet": noop("day sheet"),
    "division": noop("place"),
    "grid": noop("grid"),
    "ledger": noop("ledger"),
    "organisation": noop("organisation"),
}
Line = dict[str, Any]


@require_GET
def show_logs(request: HttpRequest) -> HttpResponse:
    """One page of one log, newest first."""
    place = here(request)
    check(place, READ_LOGS)
    name = request.GET.get("log", "entries")
    name = name if name in COLUMNS else "entries"
    actor = _uid(request.GET.get("actor", ""))
    before, before_uid = _moment(request.GET.get("before", "")), _uid(request.GET.get("uid", ""))
    rows = log_page(name, place.actor.county, before=before, before_uid=before_uid, actor=actor, size=SIZE)
    names = who(row.actor for row in rows)
    context = {
        "tabs": _tabs(name, actor),
        "rows": [_line(name, row, names) for row in rows],
        "actor": names.get(actor, "") if actor else "",
        "clear_url": _url(name),
        "older_url": _url(name, actor, rows[-1]) if len(rows) == SIZE else "",
        "newer_url": _url(name, actor) if request.GET.get("before") else "",
    }
    template = "desk/partials/log_rows.html" if request.htmx else "desk/logs.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _line(name: str, row: Any, names: dict[UUID, str]) -> Line:
    making: dict[str, Callable[[Any], Line]] = {"entries": _entry, "readings": _reading, "refusals": _refusal}
    return {
        "at": getattr(row, COLUMNS[name]),
        "actor": names.get(row.actor, _("the system")),
        "actor_url": _url(name, row.actor) if row.actor else "",
        "channel": str(Channel(row.channel).label),
        "address": row.address,
        **making[name](row),
    }


def subject_kind(kind: str) -> str:
    """What an entry or a look-up is about, in words."""
    words = KINDS.get(kind, "")
    return _(words) if words else kind


def _entry(entry: Any) -> Line:
    return {
        "what": action_label(entry.action),
        "subject": subject_kind(entry.stream_kind),
        "detail": _("entry %(number)s") % {"number": entry.seq},
        "verify_url": f"{reverse('desk:verify')}?{urlencode({'stream': entry.stream})}",
        "code": bytes(entry.hash).hex()[:16],
    }


def _reading(reading: Any) -> Line:
    return {
        "what": str(ReadingKind(reading.kind).label),
        "subject": subject_kind(reading.subject_kind),
        "detail": " · ".join(part for part in (reading.purpose, _("%(rows)s rows") % {"rows": reading.rows}) if part),
        "code": str(reading.subject)[-8:] if reading.subject else "",
    }


def _refusal(refusal: Any) -> Line:
    return {
        "what": action_label(refusal.action),
        "subject": refusal.code,
        "detail": refusal.law,
        "code": str(refusal.subject)[-8:] if refusal.subject else "",
    }


def _tabs(name: str, actor: UUID | None) -> list[dict[str, Any]]:
    labels = {"entries": _("Entries"), "readings": _("Look-ups"), "refusals": _("Refusals")}
    return [{"label": label, "url": _url(key, actor), "active": key == name} for key, label in labels.items()]


def _url(name: str, actor: UUID | None = None, last: Any = None) -> str:
    told: dict[str, Any] = {"log": name, "actor": actor}
    if last is not None:
        told |= {"before": getattr(last, COLUMNS[name]).isoformat(), "uid": last.pk}
    return f"{reverse('desk:logs')}?{urlencode({key: value for key, value in told.items() if value})}"


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
