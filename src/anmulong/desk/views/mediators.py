"""Mediators: register, page, the steps on them, the register as a workbook (M-01, R-107, R-301)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.desk.forms.mediators import ON_MEDIATOR, MediatorForm
from anmulong.desk.pages_by_number import Numbered, numbered
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.mediators import LABELS, in_words, mediator_page, mediator_rows, mediator_url
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url
from anmulong.desk.views.recording import Sheet, step
from anmulong.desk.workbooks import handed_out
from anmulong.disputes.enums import Permission as Disputes
from anmulong.exchange.public import export_mediators
from anmulong.journal.public import Outcome
from anmulong.kernel.names import fold
from anmulong.orgs.public import committees
from anmulong.people.enums import MediatorKind, Permission
from anmulong.people.public import Mediator, engagements_of, mediator, mediators


SIZE = 30


@require_GET
def show_mediators(request: HttpRequest) -> HttpResponse:
    """The register: by name or initials, committee, kind; former ones when asked. Sorted by name, never by results."""
    me = here(request)
    check(me, Disputes.READ)
    page = numbered(_found(me, request.GET), request.GET, reverse("desk:mediators"), SIZE)
    context = _rows(page)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/mediator_rows.html", context)
    may = me.may(Permission.MANAGE_MEDIATORS)
    context |= {
        "filters": _filters(me, request.GET),
        "list_url": reverse("desk:mediators"),
        "clear_url": reverse("desk:mediators"),
        "new_url": reverse("desk:mediator_new") if may else "",
        "import_url": soft_url("ops:mediator_import") if may else "",
        "export_url": reverse("desk:mediators_export") if may else "",
    }
    return render(request, "desk/mediators.html", context)


def _rows(page: Numbered[Mediator]) -> dict[str, Any]:
    return {"rows": mediator_rows(page.rows, today()), **page.around}


def _found(me: Here, asked: QueryDict) -> list[Mediator]:
    former = asked.get("former") == "1"
    found = [each for each in mediators(me.actor.county, former=former) if not former or each.ended_on is not None]
    typed = asked.get("q", "").strip()
    if typed:
        found = [each for each in found if typed in each.name or each.initials.startswith(fold(typed))]
    committee, kind = asked.get("committee", ""), asked.get("kind", "")
    if not committee and not kind:
        return found
    serving = engagements_of(each.pk for each in found)
    return [
        each
        for each in found
        if any(
            committee in ("", str(row.organisation_id)) and kind in ("", row.kind) and (former or row.ended_on is None)
            for row in serving[each.pk]
        )
    ]


def _filters(me: Here, asked: QueryDict) -> dict[str, Any]:
    return {
        "q": asked.get("q", ""),
        "former": asked.get("former") == "1",
        "kinds": [
            {"value": value, "label": label, "selected": value == asked.get("kind")}
            for value, label in MediatorKind.choices
        ],
        "committees": [
            {"value": str(body.pk), "label": body.name, "selected": str(body.pk) == asked.get("committee")}
            for body in committees(me.actor.county)
        ],
    }


@require_GET
def show_mediator(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One mediator: committees, languages, fields, training, what was declared, what can be done now."""
    me = here(request)
    check(me, Disputes.READ)
    person = mediator(me.actor.county, uid)
    context = mediator_page(person, me, today())
    own = context["keeps"]
    context |= {
        "actions": record_steps(me, person, ON_MEDIATOR, lambda name: reverse("desk:mediator_act", args=[uid, name]))
        if own
        else [],
        "entries": record_line(person, LABELS, in_words) if own else [],
        "list_url": reverse("desk:mediators"),
    }
    return render(request, "desk/mediator.html", context)


@require_http_methods(["GET", "POST"])
def add_mediator(request: HttpRequest) -> HttpResponse:
    """Register a mediator (``mediator.register``)."""
    me = here(request)
    check(me, Permission.MANAGE_MEDIATORS)
    form = MediatorForm(request.POST or None, place=me)
    home = reverse("desk:mediators")
    sheet = Sheet(back_url=home, title=_("New mediator"), crumbs=[{"label": _("Mediators"), "url": home}])

    def opened(outcomes: Any) -> HttpResponse:
        done: Outcome = outcomes[0]
        return redirect(mediator_url(done.subject))

    return step(request, form, sheet, finish=opened)


@require_http_methods(["GET", "POST"])
def act_on_mediator(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Train, engage, move, change, declare, end."""
    me = here(request)
    form_class = ON_MEDIATOR.get(name)
    if form_class is None:
        raise Http404
    check(me, Permission.MANAGE_MEDIATORS)
    person = mediator(me.actor.county, uid)
    form = form_class(request.POST or None, place=me, subject=person)
    crumbs = [
        {"label": _("Mediators"), "url": reverse("desk:mediators")},
        {"label": person.name, "url": mediator_url(uid)},
    ]
    return step(request, form, Sheet(back_url=mediator_url(uid), lead=person.name, crumbs=crumbs))


@require_GET
def export_register(request: HttpRequest) -> HttpResponseBase:
    """The register as a workbook; the reading is logged."""
    me = here(request)
    check(me, Permission.MANAGE_MEDIATORS)
    name = me.account.display_name
    return handed_out(_("register of mediators"), lambda to: export_mediators(to, by=me.actor, name=name))
