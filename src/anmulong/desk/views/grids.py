"""Grids as layers (O-7): gaps and overlaps, grids, owners over time, and the steps on a grid."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.base import clock
from anmulong.desk.forms.grids import ON_GRID, GridForm
from anmulong.desk.pages_by_number import numbered
from anmulong.desk.presenting.grids import LABELS, findings, grid_page, grid_rows, grid_url, in_words, layer_cards
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Sheet, step
from anmulong.kernel.clock import local_day
from anmulong.orgs.enums import GridLayer, Permission
from anmulong.orgs.public import PRECEDENCE, coverage, grid, grids, owners_by_grid, places_by_grid


SIZE = 30


@require_GET
def show_grids(request: HttpRequest) -> HttpResponse:
    """Every layer with its gaps and overlaps, and the grids of one layer or of all."""
    me = here(request)
    county = me.actor.county
    layer = GridLayer(request.GET["layer"]) if request.GET.get("layer") in GridLayer.values else None
    found = coverage(county)
    living = grids(county, layer)
    page = numbered(living, request.GET, reverse("desk:grids"), SIZE)
    context = {
        "layers": layer_cards(found),
        "findings": findings([each for each in found if layer in (None, each.layer)]),
        "rows": grid_rows(page.rows, places_by_grid(county), owners_by_grid(county)),
        "tabs": _tabs(layer),
        "new_url": reverse("desk:grid_new") if me.may(Permission.MANAGE_GRIDS) else "",
        **page.around,
    }
    return render(request, "desk/grids.html", context)


def _tabs(layer: GridLayer | None) -> list[dict[str, Any]]:
    every = {"label": _("All layers"), "url": "?", "active": layer is None}
    return [
        every,
        *({"label": str(each.label), "url": f"?layer={each}", "active": each == layer} for each in PRECEDENCE),
    ]


@require_GET
def show_grid(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One grid: places, owners over time, what can be done now."""
    me = here(request)
    found = grid(me.actor.county, uid)
    context = grid_page(found, local_day(clock.now())) | {
        "actions": record_steps(me, found, ON_GRID, lambda name: reverse("desk:grid_act", args=[uid, name])),
        "entries": record_line(found, LABELS, in_words),
        "list_url": reverse("desk:grids"),
    }
    return render(request, "desk/grid.html", context)


@require_http_methods(["GET", "POST"])
def lay_grid(request: HttpRequest) -> HttpResponse:
    """Lay a grid (``grid.lay``)."""
    me = here(request)
    check(me, Permission.MANAGE_GRIDS)
    home = reverse("desk:grids")
    form = GridForm(request.POST or None, place=me)
    sheet = Sheet(back_url=home, title=_("New grid"), crumbs=[{"label": _("Grids"), "url": home}])
    return step(request, form, sheet, finish=lambda outcomes: redirect(grid_url(outcomes[0].subject)))


@require_http_methods(["GET", "POST"])
def act_on_grid(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Cover, uncover, appoint an owner, end."""
    me = here(request)
    form_class = ON_GRID.get(name)
    if form_class is None:
        raise Http404
    found = grid(me.actor.county, uid)
    check(me, Permission.MANAGE_GRIDS)
    form = form_class(request.POST or None, place=me, subject=found)
    crumbs = [{"label": _("Grids"), "url": reverse("desk:grids")}, {"label": found.name, "url": grid_url(uid)}]
    return step(request, form, Sheet(back_url=grid_url(uid), lead=found.name, crumbs=crumbs))
