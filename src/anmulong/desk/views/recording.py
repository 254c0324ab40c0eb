"""One step on a place, a body, a grid or an account: asked as a page or a dialog, done through the road.

Nothing typed is lost: an error comes back on the form (422), a refusal with its ground above it (422), and two people
on one version see both sides (409).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from anmulong.desk.answers import put_on_form, words
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.presenting.record_history import record_conflict, sent_again
from anmulong.desk.requests import here
from anmulong.journal.public import Outcome, perform, perform_bundle
from anmulong.kernel.errors import Conflict, Invalid, Refused


@dataclass(frozen=True)
class Sheet:
    """What stands around the form: where it belongs, where one goes back to, what is said when it is done."""

    back_url: str
    done: str = ""
    title: str = ""
    lead: str = ""
    crumbs: list[dict[str, str]] = field(default_factory=list)
    template: str = "desk/action_form.html"
    more: dict[str, Any] = field(default_factory=dict)


Finish = Callable[[Sequence[Outcome]], HttpResponse]


def step(request: HttpRequest, form: RecordForm, sheet: Sheet, *, finish: Finish | None = None) -> HttpResponse:
    """Show the form, or do what it asks and go on: to ``finish``, else back with a message."""
    if request.method != "POST":
        return _page(request, form, sheet)
    if not form.is_valid():
        return _page(request, form, sheet, status=422)
    try:
        outcomes = _perform(request, form)
    except Invalid as error:
        put_on_form(form, error)
        return _page(request, form, sheet, status=422)
    except Refused as error:
        return _page(request, form, sheet, status=422, refusal=words(error))
    except Conflict as error:
        return _conflict(request, form, sheet, error)
    if finish is not None:
        return finish(outcomes)
    messages.success(request, sheet.done or str(form.known().label))
    return redirect(sheet.back_url)


def _perform(request: HttpRequest, form: RecordForm) -> list[Outcome]:
    calls = form.calls()
    by = here(request).actor
    return [perform(calls[0], by=by)] if len(calls) == 1 else perform_bundle(calls, by=by)


def _page(request: HttpRequest, form: RecordForm, sheet: Sheet, *, status: int = 200, **more: Any) -> HttpResponse:
    known = form.known()
    context = {
        "title": sheet.title or str(known.label),
        "lead": sheet.lead,
        "form": form,
        "submit_label": str(known.label),
        "submit_icon": form.icon,
        "danger": form.danger,
        "notice": form.notice,
        "back_url": sheet.back_url,
        "crumbs": sheet.crumbs,
        "form_url": request.get_full_path(),
        **sheet.more,
        **more,
    }
    asked_as_dialog = request.htmx and sheet.template == "desk/action_form.html"  # type: ignore[attr-defined]  # set by django-htmx
    template = "desk/partials/action_dialog.html" if asked_as_dialog else sheet.template
    return render(request, template, context, status=status)


def _conflict(request: HttpRequest, form: RecordForm, sheet: Sheet, error: Conflict) -> HttpResponse:
    if "version" not in error.details and "fields" not in error.details and "seen" not in error.details:
        return _page(request, form, sheet, status=409, refusal=words(error))
    shown: Any = sheet.crumbs[-1] if sheet.crumbs else {"label": "", "url": sheet.back_url}
    context = {
        "conflict": record_conflict(here(request), form, error),
        "subject": {"number": str(form.known().label), "title": shown["label"], "url": sheet.back_url},
        "form_url": request.get_full_path(),
        "hidden": sent_again(form),
    }
    return render(request, "desk/conflict.html", context, status=409)
