"""From a domain error to what a person reads: once, for every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from anmulong.base.templatetags.pieces import missing_answer
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused


UNSAID = {"This is needed."}
"""Messages of actions that say only that an answer is missing; the form knows which one."""

STATUS = {NotFound: 404, Conflict: 409, Refused: 403, Invalid: 400}


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def words(error: DomainError) -> dict[str, Any]:
    """What the refusal panel shows: code, text, law, way out, in the reader's language."""
    return {
        "code": error.code,
        "text": error.message.render(gettext),
        "law": error.law,
        "way_out": error.way_out.render(gettext) if error.way_out else "",
        "details": error.details,
    }


def answer_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A whole page for an error that has no form to return to."""
    if getattr(request, "htmx", None):
        context = {"refusal": words(error)}
        return render(request, "desk/partials/refusal.html", context, status=status_of(error))
    template = "404.html" if isinstance(error, NotFound) else "desk/refused.html"
    context = {"refusal": words(error), "back_url": request.META.get("HTTP_REFERER", "")}
    return render(request, template, context, status=status_of(error))


def put_on_form(form: Any, error: DomainError) -> None:
    """Put an error on the form it came from: on its fields where it names them, else above. Nothing typed is lost."""
    for name, message in error.fields.items():
        known = name in form.fields
        missing = known and message.text in UNSAID
        form.add_error(name if known else None, missing_answer(form[name]) if missing else message.render(gettext))
    if not error.fields or not any(name in form.fields for name in error.fields):
        parts = [error.message.render(gettext)]
        parts += [error.way_out.render(gettext)] if error.way_out else []
        form.add_error(None, " ".join(parts))
