"""What is typed is kept every few seconds (O-1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anmulong.desk import drafts
from anmulong.desk.requests import here


LONGEST_NAME = 80


@require_POST
def keep_draft(request: HttpRequest, form: str) -> HttpResponse:
    """Keep the typed values of a form as a private draft."""
    if len(form) > LONGEST_NAME:
        raise Http404
    values = {name: request.POST.getlist(name) for name in request.POST}
    saved_at = drafts.keep(here(request).account.pk, form, values)
    too_much = saved_at is None and any(len(value) > 1000 for given in values.values() for value in given)
    context = {"saved_at": saved_at, "error": gettext("Too long to be kept as a draft.") if too_much else ""}
    return render(request, "desk/partials/draft_state.html", context)
