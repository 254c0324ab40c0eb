"""Places: the tree with the codes of every book, one place, and the steps on it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.desk.forms.divisions import ON_DIVISION, DayForm, DivisionForm, book_name
from anmulong.desk.presenting.divisions import LABELS, division_page, division_url, found_rows, in_words, tree_rows
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.requests import here
from anmulong.desk.rights import check, soft_url
from anmulong.desk.views.recording import Sheet, step
from anmulong.orgs.enums import Permission
from anmulong.orgs.public import division_tree, place, schemes


@require_GET
def show_divisions(request: HttpRequest) -> HttpResponse:
    """The list of places on a day, each with its official codes."""
    me = here(request)
    county = me.actor.county
    form = DayForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on, text = asked.get("on"), asked.get("q", "")
    context = {
        "rows": found_rows(county, text, on) if text else tree_rows(division_tree(county, on), county, on),
        "books": [book_name(scheme) for scheme in schemes(county)],
        "form": form,
        "searched": bool(text),
        "list_url": reverse("desk:divisions"),
        "new_url": reverse("desk:division_new") if me.may(Permission.MANAGE_DIVISIONS) else "",
        "import_url": soft_url("ops:division_import") if me.may(Permission.MANAGE_DIVISIONS) else "",
        "organisations_url": reverse("desk:organisations"),
    }
    return render(request, "desk/divisions.html", context, status=400 if form.is_bound and form.errors else 200)


@require_GET
def show_division(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One place."""
    me = here(request)
    division = place(me.actor.county, uid)
    context = division_page(division) | {
        "actions": record_steps(me, division, ON_DIVISION, lambda name: reverse("desk:division_act", args=[uid, name])),
        "entries": record_line(division, LABELS, in_words(me.actor.county)),
        "list_url": reverse("desk:divisions"),
    }
    return render(request, "desk/division.html", context)


@require_http_methods(["GET", "POST"])
def add_division(request: HttpRequest) -> HttpResponse:
    """Add a place (``division.add``)."""
    me = here(request)
    check(me, Permission.MANAGE_DIVISIONS)
    form = DivisionForm(request.POST or None, place=me)
    home = reverse("desk:divisions")
    sheet = Sheet(back_url=home, title=_("New place"), crumbs=[{"label": _("Places"), "url": home}])
    return step(request, form, sheet, finish=lambda outcomes: redirect(division_url(outcomes[0].subject)))


@require_http_methods(["GET", "POST"])
def act_on_division(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Rename, merge or end a place, or give it a code."""
    me = here(request)
    form_class = ON_DIVISION.get(name)
    if form_class is None:
        raise Http404
    division = place(me.actor.county, uid)
    check(me, Permission.MANAGE_DIVISIONS)
    form = form_class(request.POST or None, place=me, subject=division)
    home = {"label": _("Places"), "url": reverse("desk:divisions")}
    crumbs = [home, {"label": division.name, "url": division_url(uid)}]
    return step(request, form, Sheet(back_url=division_url(uid), lead=division.name, crumbs=crumbs))
