"""Many matters at once: assigned, or assessed with one reason for the selection; refused rows are named."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Branches
from anmulong.desk.answers import words
from anmulong.desk.forms.choices import people
from anmulong.desk.forms.ledger import AssessManyForm, AssignManyForm, BatchForm
from anmulong.desk.ledger_query import Asked, asked_in
from anmulong.desk.presenting.rows import matter_url
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.ledger import MOST_AT_ONCE
from anmulong.disputes.enums import HandoverKind, Nature, Permission
from anmulong.disputes.public import ORDERS, Assignment, Dispute, Triage
from anmulong.journal.public import BatchReport, Call, perform_batch
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


Given = Callable[[dict[str, Any]], Any]


@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    """Offer the chosen matters to one unit and person (``dispute.assign``, one entry each)."""
    place = here(request)
    check(place, Permission.ASSIGN)
    own = people(place.actor.organisation)
    form = AssignManyForm(request.POST, place=place, people=own, auto_id="b-%s")
    return _together(request, form, "dispute.assign", _assignment)


@require_POST
def assess_many(request: HttpRequest) -> HttpResponse:
    """Assess the chosen matters as one kind, with the reason for the selection (``dispute.triage``)."""
    place = here(request)
    check(place, Permission.TRIAGE)
    return _together(request, AssessManyForm(request.POST, auto_id="t-%s"), "dispute.triage", _triage)


def _assignment(told: dict[str, Any]) -> Assignment:
    return Assignment(
        organisation=UUID(told["unit"]),
        person=UUID(told["person"]) if told["person"] else None,
        kind=HandoverKind.FORWARD,
        reason=told["reason"],
    )


def _triage(told: dict[str, Any]) -> Triage:
    return Triage(
        nature=Nature(told["nature"]),
        kind=told["kind"],
        small_matter=told["small_matter"],
        reason=told["reason"],
    )


def _together(request: HttpRequest, form: BatchForm, action: str, given: Given) -> HttpResponse:
    place = here(request)
    asked = asked_in(request.POST.get("filter", ""), place)
    if not form.is_valid():
        return _result(request, asked, problem=_first_problem(form))
    try:
        chosen = _chosen(request, form, asked, place)
    except Invalid as error:
        return _result(request, asked, problem=error.message.render(gettext))
    told = given(form.cleaned_data)
    calls = [
        Call(action, told, subject=dispute.pk, operation=uuid5(form.cleaned_data["batch"], str(dispute.pk)))
        for dispute in chosen
    ]
    report = perform_batch(calls, by=place.actor)
    done = len(report.done)
    text = ngettext("%(number)s matter done.", "%(number)s matters done.", done) % {"number": done}
    if not report.refused:
        messages.success(request, text)
        return redirect(asked.url())
    return _result(request, asked, done=text, refused=list(_refused(calls, report, chosen)))


def _chosen(request: HttpRequest, form: BatchForm, asked: Asked, place: Here) -> list[Dispute]:
    """The ticked matters, or all that are filtered, in scope. Raises ``Invalid`` for none and for too many."""
    rows = asked.rows(place)
    if form.cleaned_data["everything"]:
        page = rows.page(ORDERS[asked.wanted.order_name()], MOST_AT_ONCE)
        found = page.rows
    else:
        found = _ticked(request.POST.getlist("pick"), Dispute.objects.in_scope(place.scope))
    if not found:
        raise Invalid("nothing-chosen", noop("No matter is chosen. Tick some, or take all that are filtered."))
    return found


def _ticked(picks: list[str], rows: Branches[Dispute]) -> list[Dispute]:
    uids = []
    for pick in picks[:MOST_AT_ONCE]:
        try:
            uids.append(UUID(pick))
        except ValueError:
            continue
    return list(rows.filter(pk__in=uids))


def _refused(calls: list[Call], report: BatchReport, chosen: list[Dispute]) -> Iterator[dict[str, Any]]:
    by_uid = {dispute.pk: dispute for dispute in chosen}
    keyring().warm(call.subject for call in calls if call.operation in report.refused and call.subject)
    for call in calls:
        if call.operation in report.refused and call.subject is not None:
            told = words(report.refused[call.operation])
            yield {"number": by_uid[call.subject].number, "url": matter_url(call.subject), **told}


def _first_problem(form: BatchForm) -> str:
    name, problems = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}: {problems[0]}" if label else str(problems[0])


def _result(
    request: HttpRequest,
    asked: Asked,
    *,
    done: str = "",
    problem: str = "",
    refused: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    context = {"done": done, "problem": problem, "refused": refused or [], "back_url": asked.url()}
    return render(request, "desk/batch_result.html", context, status=400 if problem else 200)
