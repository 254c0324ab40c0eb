"""One step on one matter: a page or a dialog, a bundle, and whatever stands against it in words (O-1)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.base import clock
from anmulong.desk import drafts
from anmulong.desk.answers import put_on_form, status_of, words
from anmulong.desk.forms.acting import UNKEPT, StepForm
from anmulong.desk.forms.choices import EMPTY, people
from anmulong.desk.forms.steps import STEPS
from anmulong.desk.forms.steps.amending import Update
from anmulong.desk.forms.steps.working import Schedule
from anmulong.desk.presenting.conflicts import conflict, hidden
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.matter import subject
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check_may_act
from anmulong.desk.views.matter import lists_for, read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute
from anmulong.journal.public import perform_bundle, prospects
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, uid: UUID, action: str) -> HttpResponse:
    """Open a step, or take it."""
    if action not in STEPS:
        raise Http404
    place = here(request)
    dispute = read(place, uid)
    check_may_act(place, uid)
    if request.method == "POST":
        return _take(request, place, dispute, STEPS[action])
    refusal = standing_refusal(place, dispute, STEPS[action].action)
    if refusal is not None:
        return _refused(request, dispute, refusal)
    return _show(request, dispute, _opened(place, dispute, STEPS[action], action))


def standing_refusal(place: Here, dispute: Dispute, action: str) -> DomainError | None:
    """Why this post cannot take the step now, before anything is typed."""
    return next((found.refusal for found in prospects(dispute, by=place.actor) if found.action.name == action), None)


def _opened(place: Here, dispute: Dispute, kind: type[StepForm], action: str) -> StepForm:
    found = drafts.give_back(place.account.pk, draft_name(dispute, action))
    form = kind(place=place, subject=dispute)
    if found is None:
        return form
    typed = {
        name: values if isinstance(form.fields[name].initial, list) or len(values) > 1 else values[-1]
        for name, values in found[0].items()
        if name in form.fields and name not in UNKEPT and values
    }
    form = kind(place=place, subject=dispute, kept=typed)
    form.saved_at = found[1]  # type: ignore[attr-defined]  # for the line that says when
    return form


def draft_name(dispute: Dispute, action: str) -> str:
    """Under which name the draft of a step is kept."""
    return f"{action}-{dispute.pk}"


def _take(request: HttpRequest, place: Here, dispute: Dispute, kind: type[StepForm]) -> HttpResponse:
    form = kind(request.POST, request.FILES, place=place, subject=dispute)
    if isinstance(form, Update):
        form.decide()
    if not form.is_valid():
        return _show(request, dispute, form, status=422)
    try:
        outcomes = perform_bundle(form.calls(), by=place.actor)
    except Invalid as error:
        put_on_form(form, error)
        return _show(request, dispute, form, status=422)
    except Conflict as error:
        return _conflicting(request, place, form, error)
    except (Refused, NotFound) as error:
        return _show(request, dispute, form, refusal=error, status=422)
    drafts.drop(place.account.pk, draft_name(dispute, _short(form)))
    if not all(outcome.repeated for outcome in outcomes):
        messages.success(request, gettext("%(step)s: recorded.") % {"step": str(form.known().label)})
    return redirect(_next_page(form, dispute))


def _short(form: StepForm) -> str:
    return form.action.removeprefix("dispute.")


def _next_page(form: StepForm, dispute: Dispute) -> str:
    if isinstance(form, Schedule):
        return reverse(form.prints, args=[dispute.pk, form.cleaned_data["uid"]])
    return reverse(form.prints, args=[dispute.pk]) if form.prints else reverse("desk:matter", args=[dispute.pk])


def _show(
    request: HttpRequest, dispute: Dispute, form: StepForm, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    context = form_context(here(request), dispute, form)
    if refusal is not None:
        context["refusal"] = words(refusal)
        if isinstance(form, Schedule) and refusal.code == "clash":
            form.ask_about_clash()
    return render(request, _template(request), context, status=status)


def form_context(place: Here, dispute: Dispute, form: StepForm) -> dict[str, Any]:
    """What ``desk/action_form.html`` needs."""
    action = _short(form)
    return {
        "title": str(form.known().label),
        "form": form,
        "form_url": reverse("desk:act", args=[dispute.pk, action]),
        "submit_label": str(form.known().label),
        "submit_icon": form.icon,
        "danger": form.danger,
        "back_url": reverse("desk:matter", args=[dispute.pk]),
        "crumbs": [{"label": gettext("Ledger"), "url": reverse("desk:ledger")}],
        "subject": subject(dispute),
        "notice": notice(place, dispute, action),
        "draft_url": reverse("desk:draft", args=[draft_name(dispute, action)]),
        "saved_at": getattr(form, "saved_at", None),
    }


def notice(place: Here, dispute: Dispute, action: str) -> str:
    """What should be known before the step is taken."""
    if action == "ask_strike_off":
        gaps = lists_for(place, dispute).gaps
        texts = [f"· {gap.text.render(gettext)}" for gap in gaps]
        return "\n".join([gettext("Still missing before it can be struck off:"), *texts]) if gaps else ""
    if action == "strike_off":
        shown = {gettext("Result"): dispute.result, gettext("Evidence"): dispute.evidence}
        shown[gettext("Answer given")] = dispute.answer_text
        return "\n".join(f"{label}: {text}" for label, text in shown.items() if text)
    return ""


def _refused(request: HttpRequest, dispute: Dispute, refusal: DomainError) -> HttpResponse:
    back = reverse("desk:matter", args=[dispute.pk])
    context = {"refusal": words(refusal), "subject": subject(dispute), "back_url": back}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/refusal_dialog.html", context)
    return render(request, "desk/refused.html", context, status=status_of(refusal))


def _template(request: HttpRequest) -> str:
    asked = request.htmx  # type: ignore[attr-defined]  # set by django-htmx
    return "desk/partials/action_dialog.html" if asked else "desk/action_form.html"


def _conflicting(request: HttpRequest, place: Here, form: StepForm, error: Conflict) -> HttpResponse:
    dispute = read(place, form.subject.pk)
    if error.code == "operation-reused":
        return _again(request, place, dispute, form)
    context = {
        "conflict": conflict(place, dispute, form, error, clock.now()),
        "hidden": hidden(form, dispute),
        "subject": subject(dispute),
        "form_url": reverse("desk:act", args=[dispute.pk, _short(form)]),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _again(request: HttpRequest, place: Here, dispute: Dispute, form: StepForm) -> HttpResponse:
    """The same page sent twice with files: the first one is in, so that there is nothing more to do."""
    if _short(form) == "attach":
        return redirect("desk:matter", dispute.pk)
    fresh = type(form)(
        place=place, subject=dispute, kept={n: v for n, v in form.cleaned_data.items() if n not in UNKEPT}
    )
    messages.warning(request, gettext("This page had been sent before with other answers. Please look and send again."))
    return _show(request, dispute, fresh, status=409)


@require_GET
def people_of_unit(request: HttpRequest) -> HttpResponse:
    """The people of a unit as options, for the page on which a unit is chosen."""
    unit = as_uid(request.GET.get("organisation", ""))
    may = Permission.READ if request.GET.get("may") == "read" else Permission.HANDLE
    return render(request, "desk/partials/options.html", {"options": [EMPTY, *people(unit, may=may)]})
