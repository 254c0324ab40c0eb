"""Committees: register with what is to be put right, and the notice of changes to the court (R-104 … R-106)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.base import clock
from anmulong.desk.forms.committees import StudioForm
from anmulong.desk.pages_by_number import Numbered, numbered
from anmulong.desk.presenting.committees import change_rows, committee_rows
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.organisations import organisation_url
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Sheet, step
from anmulong.desk.workbooks import handed_out
from anmulong.disputes.enums import Permission as Disputes
from anmulong.exchange.public import export_committees, export_corps_changes
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Outcome, log_reading
from anmulong.lawbook.public import choices
from anmulong.orgs.enums import DivisionLevel, Permission
from anmulong.orgs.public import Organisation, committees, compositions, find_organisations, lies_in, organisation
from anmulong.people.public import corps_changes


SIZE = 30
FAULTY = {"elected": gettext_lazy("elected, in my area"), "all": gettext_lazy("all in my area")}


@require_GET
def show_committees(request: HttpRequest) -> HttpResponse:
    """The register of committees: by name, kind and tier, or only those with something to be put right."""
    me = here(request)
    check(me, Disputes.READ)
    page = numbered(_found(me, request.GET), request.GET, reverse("desk:committees"), SIZE)
    context = _rows(page)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/committee_rows.html", context)
    may = me.may(Permission.MANAGE_COMMITTEES)
    context |= {
        "filters": _filters(request.GET),
        "list_url": reverse("desk:committees"),
        "clear_url": reverse("desk:committees"),
        "export_url": reverse("desk:committees_export") if may else "",
        "changes_url": reverse("desk:corps_changes") if may else "",
    }
    return render(request, "desk/committees.html", context)


def _rows(page: Numbered[Organisation]) -> dict[str, Any]:
    return {"rows": committee_rows(page.rows), **page.around}


def _found(me: Here, asked: QueryDict) -> list[Organisation]:
    county = me.actor.county
    found = committees(county)
    if asked.get("q", "").strip():
        named = {body.pk for body in find_organisations(county, asked.get("q", ""))}
        found = [body for body in found if body.pk in named]
    kind, tier = asked.get("kind", ""), asked.get("tier", "")
    found = [body for body in found if kind in ("", body.committee_kind) and tier in ("", str(body.tier))]
    faulty = asked.get("faulty")
    if faulty not in FAULTY:
        return found
    near = compositions(body for body in found if lies_in(me.scope, body))
    return [each.committee for each in near if each.faults and (faulty == "all" or each.term is not None)]


def _filters(asked: QueryDict) -> dict[str, Any]:
    return {
        "q": asked.get("q", ""),
        "faulty": [{"value": v, "label": label, "selected": v == asked.get("faulty")} for v, label in FAULTY.items()],
        "kinds": [
            {"value": value, "label": label, "selected": value == asked.get("kind")}
            for value, label in choices("C-902")
        ],
        "tiers": [
            {"value": value, "label": label, "selected": str(value) == asked.get("tier")}
            for value, label in DivisionLevel.choices
        ],
    }


@require_GET
def export_register(request: HttpRequest) -> HttpResponseBase:
    """The register as a workbook."""
    me = here(request)
    check(me, Permission.MANAGE_COMMITTEES)
    name = me.account.display_name
    return handed_out(_("register of committees"), lambda to: export_committees(to, by=me.actor, name=name))


def _period(asked: QueryDict) -> tuple[date, date]:
    """The days asked for; the present month when none are, or when they are no days."""
    now = today()
    try:
        return date.fromisoformat(asked.get("first", "")), date.fromisoformat(asked.get("last", ""))
    except ValueError:
        return now.replace(day=1), now


@require_GET
def show_changes(request: HttpRequest) -> HttpResponseBase:
    """Changes of a period: on the screen, on paper (``?print=1``) or as a workbook (``?file=1``)."""
    me = here(request)
    check(me, Permission.MANAGE_COMMITTEES)
    first, last = _period(request.GET)
    if request.GET.get("file") == "1":
        name = me.account.display_name
        return handed_out(
            _("changes of committees and mediators"),
            lambda to: export_corps_changes(to, first, last, by=me.actor, name=name),
        )
    url = f"{reverse('desk:corps_changes')}?first={first}&last={last}"
    rows = change_rows(corps_changes(me.actor.county, first, last))
    context = {
        "rows": rows,
        "first": first,
        "last": last,
        "list_url": reverse("desk:committees"),
        "changes_url": reverse("desk:corps_changes"),
        "back_url": url,
        "print_url": f"{url}&print=1",
        "export_url": f"{url}&file=1",
        "unit": str(me.seat.post.organisation or ""),
        "printed_at": clock.now(),
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/corps_change_rows.html", context)
    if request.GET.get("print") != "1":
        return render(request, "desk/corps_changes.html", context)
    log_reading(ReadingKind.PRINT, "corps", None, me.actor, detail=f"{first} – {last}", rows=len(rows))
    return render(request, "desk/print_corps_changes.html", context)


@require_http_methods(["GET", "POST"])
def open_studio(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a studio of a committee (``studio.open``)."""
    me = here(request)
    check(me, Permission.MANAGE_COMMITTEES)
    body = organisation(me.actor.county, uid)
    form = StudioForm(request.POST or None, place=me, subject=body)
    crumbs = [
        {"label": _("Committees"), "url": reverse("desk:committees")},
        {"label": body.name, "url": organisation_url(uid)},
    ]

    def opened(outcomes: Any) -> HttpResponse:
        done: Outcome = outcomes[0]
        return redirect(organisation_url(done.subject))

    return step(request, form, Sheet(back_url=organisation_url(uid), lead=body.name, crumbs=crumbs), finish=opened)
