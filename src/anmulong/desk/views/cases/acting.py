"""One step on one case: a page or a dialog, a bundle, and whatever stands against it in words (O-1)."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anmulong.cases.enums import Permission
from anmulong.cases.public import Case
from anmulong.desk import drafts
from anmulong.desk.answers import put_on_form, status_of, words
from anmulong.desk.forms.acting import UNKEPT
from anmulong.desk.forms.cases import CASE_STEPS, NEW_CASE_STEPS
from anmulong.desk.forms.cases.agreement_fields import AgreementForm
from anmulong.desk.forms.cases.base import MAKING, CaseForm
from anmulong.desk.presenting.cases.page import case_subject
from anmulong.desk.presenting.cases.steps import standing, title_of
from anmulong.desk.presenting.matter import subject as matter_subject
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, check_may_act
from anmulong.desk.views.cases.page import read_case
from anmulong.desk.views.matter import read
from anmulong.disputes.public import Dispute
from anmulong.journal.public import perform_bundle
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused


LAY_OUT = ("rows", "more")
"""Buttons of a form that lay out rows and change nothing."""


@dataclass(frozen=True)
class Sheet:
    """What the form stands on: a case, or the dispute that gets one."""

    place: Here
    name: str
    kind: type[CaseForm]
    on: Any
    subject: dict[str, str]
    url: str

    @property
    def draft(self) -> str:
        """Under which name its draft is kept."""
        return f"case-{self.name}-{self.on.pk}"

    def form(self, *given: Any, **kept: Any) -> CaseForm:
        """The form, fresh or with what was sent."""
        return self.kind(*given, place=self.place, subject=cast(Dispute, self.on), **kept)


@require_http_methods(["GET", "POST"])
def act_on_case(request: HttpRequest, uid: UUID, action: str) -> HttpResponse:
    """Open a step of a case, or take it."""
    if action not in CASE_STEPS:
        raise Http404
    place = here(request)
    case = read_case(place, uid)
    check_may_act(place, case.dispute_id)
    url = reverse("desk:case_act", args=[uid, action])
    sheet = Sheet(place, action, CASE_STEPS[action], case, case_subject(case), url)
    if request.method == "POST":
        return _take(request, sheet)
    _prospect, refusal = standing(place, case).get(action, (None, None))
    return _refused(request, sheet, refusal) if refusal is not None else _open(request, sheet)


@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest, uid: UUID, action: str) -> HttpResponse:
    """Begin a case over a dispute: apply and accept, or the whole day of an oral agreement."""
    if action not in NEW_CASE_STEPS:
        raise Http404
    place = here(request)
    dispute = read(place, uid)
    check(place, Permission.APPLY)
    check_may_act(place, uid)
    url = reverse("desk:case_new", args=[uid, action])
    sheet = Sheet(place, f"new-{action}", NEW_CASE_STEPS[action], dispute, matter_subject(dispute), url)
    return _take(request, sheet) if request.method == "POST" else _open(request, sheet)


def _open(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if request.htmx and sheet.kind.wide:  # type: ignore[attr-defined]  # set by django-htmx
        answer = HttpResponse()
        answer["HX-Redirect"] = sheet.url
        return answer
    found = drafts.give_back(sheet.place.account.pk, sheet.draft)
    form = sheet.form()
    if found is not None:
        typed = {name: given for name, given in found[0].items() if name not in UNKEPT - {"uid"}}
        form = sheet.form(kept=_kept(sheet.kind, typed))
        form.saved_at = found[1]
    return _show(request, sheet, form)


def _kept(kind: type[CaseForm], typed: dict[str, list[str]]) -> dict[str, Any]:
    """What was typed as first values; only lists of ticks stay lists."""
    return {name: given if name in kind.many else given[-1] for name, given in typed.items() if given}


def _take(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    form = sheet.form(request.POST, request.FILES)
    if request.POST.get("do") in LAY_OUT and isinstance(form, AgreementForm):
        return _laid_out(request, sheet, form)
    if not form.is_valid():
        return _show(request, sheet, form, status=422)
    try:
        outcomes = perform_bundle(form.calls(), by=sheet.place.actor)
    except Invalid as error:
        put_on_form(form, _marked(form, error))
        return _show(request, sheet, form, status=422)
    except Conflict as error:
        return _show(request, sheet, form, refusal=error, status=409)
    except (Refused, NotFound) as error:
        return _show(request, sheet, form, refusal=error, status=422)
    drafts.drop(sheet.place.account.pk, sheet.draft)
    if not all(outcome.repeated for outcome in outcomes):
        messages.success(request, gettext("%(step)s: recorded.") % {"step": title_of(sheet.kind)})
    made = next((each.subject for each in outcomes if each.action in MAKING), sheet.on.pk)
    return redirect("desk:case", made)


def _marked(form: CaseForm, error: Invalid) -> Invalid:
    """The error with marks on fields that this form has; it is said once when it has none of them."""
    places = {"obligations": "o0_amount", "rows": "s0_there"}
    fields = {places.get(name, name): message for name, message in error.fields.items()}
    known = {name: message for name, message in fields.items() if name in form.fields}
    return Invalid(error.code, error.message, law=error.law, way_out=error.way_out, fields=known)


def _laid_out(request: HttpRequest, sheet: Sheet, form: AgreementForm) -> HttpResponse:
    try:
        fresh = sheet.form(kept=form.laid_out())
    except Invalid as error:
        put_on_form(form, _marked(form, error))
        return _show(request, sheet, form, status=422)
    return _show(request, sheet, fresh)


def _show(
    request: HttpRequest, sheet: Sheet, form: CaseForm, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "title": title_of(sheet.kind),
        "form": form,
        "groups": form.groups(),
        "wide": sheet.kind.wide,
        "last": form.named("happened_at"),
        "form_url": sheet.url,
        "submit_label": str(sheet.kind.submit or title_of(sheet.kind)),
        "submit_icon": form.icon,
        "danger": form.danger,
        "notice": form.note,
        "back_url": sheet.subject["url"],
        "subject": sheet.subject,
        "crumbs": _crumbs(sheet),
        "draft_url": reverse("desk:draft", args=[sheet.draft]),
        "saved_at": form.saved_at,
    }
    if refusal is not None:
        context["refusal"] = words(refusal)
    return render(request, _template(request, sheet), context, status=status)


def _crumbs(sheet: Sheet) -> list[dict[str, str]]:
    if isinstance(sheet.on, Case):
        return [{"label": gettext("Cases"), "url": reverse("desk:cases")}]
    return [{"label": gettext("Ledger"), "url": reverse("desk:ledger")}]


def _template(request: HttpRequest, sheet: Sheet) -> str:
    if sheet.kind.wide:
        return "desk/case_form.html"
    asked = request.htmx  # type: ignore[attr-defined]  # set by django-htmx
    return "desk/partials/action_dialog.html" if asked else "desk/action_form.html"


def _refused(request: HttpRequest, sheet: Sheet, refusal: DomainError) -> HttpResponse:
    context = {"refusal": words(refusal), "subject": sheet.subject, "back_url": sheet.subject["url"]}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/refusal_dialog.html", context)
    return render(request, "desk/refused.html", context, status=status_of(refusal))
