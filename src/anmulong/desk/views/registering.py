"""A matter comes in: on one screen, or ten rows at once; then its receipt (O-1, R-131, R-502)."""

from typing import Any
from uuid import UUID

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.base import clock
from anmulong.desk import drafts
from anmulong.desk.answers import put_on_form, words
from anmulong.desk.forms.acting import UNKEPT
from anmulong.desk.forms.registering import REGISTER, RegisterForm, listed, on_fields
from anmulong.desk.forms.table import RowForm, table_of
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.register import answers, buttons, groups
from anmulong.desk.presenting.words import state_label
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.matter import read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import duplicate_hints, matter_page
from anmulong.journal.public import Call, Outcome, perform_batch, perform_bundle
from anmulong.kernel.errors import Conflict, DomainError, Invalid, Refused
from anmulong.lawbook.public import parameter_int


DRAFT, TABLE_DRAFT = "register", "register-table"
SENT_TWICE = "registered-a-moment-ago"


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The walk-in screen: one submission, four buttons."""
    place = here(request)
    check(place, Permission.REGISTER)
    if request.method != "POST":
        form, saved_at = _opened(place)
        return render(request, "desk/register.html", _context(place, form, saved_at=saved_at))
    form = RegisterForm(request.POST, place=place)
    do = request.POST.get("do", REGISTER)
    if do not in buttons(place):
        do = REGISTER
    form.full_clean()
    form.check_for(do)
    if form.errors:
        return render(request, "desk/register.html", _context(place, form), status=422)
    try:
        outcomes = _perform(form.calls(do), place)
    except DomainError as error:
        return _refused(request, place, form, error)
    drafts.drop(place.account.pk, DRAFT)
    return redirect(receipt_url(place, outcomes[0].subject))


def _perform(calls: list[Call], place: Here) -> list[Outcome]:
    """The bundle; a colour that the rules give by themselves need not be set again."""
    try:
        return perform_bundle(calls, by=place.actor)
    except Refused as error:
        if error.code != "same-colour":
            raise
    return perform_bundle([call for call in calls if call.action != "dispute.grade"], by=place.actor)


def _refused(request: HttpRequest, place: Here, form: RegisterForm, error: DomainError) -> HttpResponse:
    if isinstance(error, Invalid):
        put_on_form(form, on_fields(error))
        return render(request, "desk/register.html", _context(place, form), status=422)
    if isinstance(error, Conflict):
        form.renumber()
    context = _context(place, form) | {"refusal": words(error), "offer_again": error.code == SENT_TWICE}
    return render(request, "desk/register.html", context, status=409 if isinstance(error, Conflict) else 422)


def _opened(place: Here) -> tuple[RegisterForm, Any]:
    found = drafts.give_back(place.account.pk, DRAFT)
    if found is None:
        return RegisterForm(place=place), None
    several = {"facts", "excluded"}
    typed = {name: given if name in several else given[-1] for name, given in found[0].items() if given}
    kept = {name: value for name, value in typed.items() if name in RegisterForm.base_fields and name not in UNKEPT}
    unticked = {name: False for name in ("wants_answer",) if name not in kept}
    return RegisterForm(place=place, kept={**kept, **unticked}), found[1]


def receipt_url(place: Here, uid: UUID) -> str:
    """The receipt of the first report of a matter."""
    reports = matter_page(read(place, uid)).reports
    return reverse("desk:receipt", args=[uid, reports[0].pk])


def _context(place: Here, form: RegisterForm, *, saved_at: Any = None) -> dict[str, Any]:
    typed = form.data if form.is_bound else form.initial
    return {
        "form": form,
        "answers": answers(form),
        "groups": groups(form, place),
        "buttons": buttons(place),
        "draft_url": reverse("desk:draft", args=[DRAFT]),
        "duplicates_url": reverse("desk:register_duplicates"),
        "saved_at": saved_at,
        **_hints(place, typed),
    }


@require_POST
def duplicates(request: HttpRequest) -> HttpResponse:
    """Matters inside the person's scope that may be the same (O-4); asked while somebody types."""
    place = here(request)
    check(place, Permission.REGISTER)
    return render(request, "desk/partials/duplicate_hints.html", _hints(place, request.POST))


def _hints(place: Here, typed: Any) -> dict[str, Any]:
    text, names = str(typed.get("what", "")).strip()[:2000], _names(typed)
    if not text and not names:
        return {"hints": [], "tie": ""}
    division = as_uid(typed.get("division", ""))
    found = duplicate_hints(place.scope, text=text, names=names, division=division, now=clock.now())
    return {
        "hints": [
            {
                "uid": str(hint.dispute.pk),
                "number": hint.dispute.number,
                "title": hint.dispute.title,
                "url": reverse("desk:matter", args=[hint.dispute.pk]),
                "why": "、".join(reason.render(gettext) for reason in hint.reasons),
                "state_label": state_label(hint.dispute.state).label,
                "at": hint.dispute.registered_at,
                "relapse": hint.relapse,
                "tied": str(typed.get("tie", "")).endswith(f":{hint.dispute.pk}"),
            }
            for hint in found
        ],
        "tie": typed.get("tie", ""),
        "may_merge": place.may(Permission.MERGE),
    }


def _names(typed: Any) -> tuple[str, ...]:
    try:
        others = [party.name for party in listed(str(typed.get("others", ""))[:2000])]
    except Invalid:
        others = []
    who = str(typed.get("who", "")).strip()[:60]
    return tuple(name for name in (who, *others[:5]) if len(name) > 1)


@require_http_methods(["GET", "POST"])
def register_table(request: HttpRequest) -> HttpResponse:
    """Ten rows: the good ones go in, the others stay with what is wrong."""
    place = here(request)
    check(place, Permission.REGISTER)
    rows = parameter_int("desk.table_rows")
    if request.method != "POST":
        formset = table_of(rows)(form_kwargs={"work": place})
        return _table(request, formset, saved_at=_fill_from_draft(place, formset))
    formset = table_of(rows)(request.POST, form_kwargs={"work": place})
    if not formset.is_valid() and formset.non_form_errors():
        return _table(request, formset, status=422)
    results, refused = _register_rows(place, formset)
    left = _left(place, formset, refused, rows)
    if refused:
        drafts.keep(place.account.pk, TABLE_DRAFT, {name: [value] for name, value in left.data.items()})
    else:
        drafts.drop(place.account.pk, TABLE_DRAFT)
    return _table(request, left, results=results, status=200 if not refused else 422)


def _fill_from_draft(place: Here, formset: "BaseFormSet[RowForm]") -> Any:
    """Put what was typed and not sent back into its rows; when it was kept."""
    found = drafts.give_back(place.account.pk, TABLE_DRAFT)
    if found is None:
        return None
    for form in formset:
        typed = {name: found[0].get(form.add_prefix(name)) for name in form.fields if name not in UNKEPT}
        form.initial.update({name: given[-1] for name, given in typed.items() if given})
    return found[1]


def _register_rows(
    place: Here, formset: "BaseFormSet[RowForm]"
) -> tuple[list[dict[str, Any]], dict[int, DomainError | None]]:
    """What became of each typed row: its number, or why it stays (``None``: its own fields say so)."""
    calls: dict[int, Call] = {}
    refused: dict[int, DomainError | None] = {}
    for place_in_table, form in enumerate(formset):
        if not form.has_changed():
            continue
        if not form.is_valid():
            refused[place_in_table] = None
            continue
        try:
            calls[place_in_table] = form.call()
        except Invalid as error:
            refused[place_in_table] = on_fields(error)
    report = perform_batch(calls.values(), by=place.actor)
    results = []
    for place_in_table, call in calls.items():
        outcome = report.done.get(call.operation)
        if outcome is None:
            refused[place_in_table] = on_fields(report.refused[call.operation])
        else:
            url = reverse("desk:matter", args=[outcome.subject])
            results.append({"row": place_in_table + 1, "number": outcome.facts.get("number", ""), "url": url})
    for place_in_table in sorted(refused):
        results.append({"row": place_in_table + 1, "error": gettext("not in yet, see below")})
    return sorted(results, key=lambda result: result["row"]), refused


def _left(
    place: Here, formset: "BaseFormSet[RowForm]", refused: dict[int, DomainError | None], rows: int
) -> "BaseFormSet[RowForm]":
    """The table with only the rows that could not go in, as they were typed, and empty ones below."""
    if not refused:
        return table_of(rows)(form_kwargs={"work": place})
    data = QueryDict(mutable=True)
    data.update({f"{formset.prefix}-TOTAL_FORMS": str(rows), f"{formset.prefix}-INITIAL_FORMS": "0"})
    kept = sorted(refused)
    blank = table_of(rows)(form_kwargs={"work": place})
    for new, form in enumerate(blank):
        source = formset[kept[new]] if new < len(kept) else None
        for name in form.fields:
            typed = source.data.get(source.add_prefix(name), "") if source else form.initial.get(name, "")
            data[form.add_prefix(name)] = str(typed or "")
    left = table_of(rows)(data, form_kwargs={"work": place})
    left.is_valid()
    for new, old in enumerate(kept):
        error = refused[old]
        if error is not None:
            put_on_form(left[new], error)
    return left


def _table(
    request: HttpRequest, formset: "BaseFormSet[RowForm]", *, results: Any = (), status: int = 200, saved_at: Any = None
) -> HttpResponse:
    draft_url = reverse("desk:draft", args=[TABLE_DRAFT])
    context = {"formset": formset, "results": results, "draft_url": draft_url, "saved_at": saved_at}
    return render(request, "desk/register_table.html", context, status=status)
