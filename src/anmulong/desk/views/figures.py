"""The dashboard: figures of a period inside the person's scope; each number opens its rows (K-03 beside K-04, T-7)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Order
from anmulong.desk import paging
from anmulong.desk.forms.figures import PeriodForm, chosen_period
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.figures import case_rows_of, figure_label, figures_of, kinds_of, open_of, rows_url
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.disputes.enums import Permission
from anmulong.stats.public import CASE_FIGURES, Period, by_kind, case_figures, case_rows, open_by_age, open_by_colour


SIZE = 25
NEWEST = Order(("applied_at",))


@require_GET
def show_figures(request: HttpRequest) -> HttpResponse:
    """All figures of the chosen period."""
    place = here(request)
    check(place, Permission.READ)
    period, form = chosen_period(request.GET, today())
    found = case_figures(place.scope, period)
    context = {
        "form": form,
        "period": period,
        "figures": figures_of(found, period),
        "kinds": kinds_of(by_kind(place.scope, period)),
        "open": open_of(open_by_colour(place.scope, today()), open_by_age(place.scope, today()), today()),
        "area": place.seat.post.organisation,
    }
    return render(request, "desk/figures.html", context)


@require_GET
def show_figure_rows(request: HttpRequest, figure: str) -> HttpResponse:
    """The cases behind one figure, newest first; their number is the figure."""
    place = here(request)
    check(place, Permission.READ)
    if figure not in CASE_FIGURES:
        raise Http404
    period, _form = chosen_period(request.GET, today())
    rows = case_rows(place.scope, figure, period)
    spot = paging.spot_of(request.GET, figure)
    backwards = spot is not None and spot.backwards
    order = Order(NEWEST.columns, descending=not backwards)
    page = rows.select_related("dispute").page(order, SIZE, spot.key if spot else None)
    cases = list(reversed(page.rows)) if backwards else page.rows
    keyring().warm(case.dispute_id for case in cases)
    context = {
        "label": figure_label(figure),
        "number": rows.number(),
        "period": period,
        "rows": case_rows_of(cases, place),
        "form": PeriodForm(initial={"begin": period.begin, "end": period.end}),
        **_neighbours(figure, period, cases, more=page.more, spot=spot),
    }
    return render(request, "desk/figure_rows.html", context)


def _neighbours(
    figure: str, period: Period, cases: list[Any], *, more: bool, spot: paging.Spot | None
) -> dict[str, str]:
    if not cases:
        return {}
    backwards = spot is not None and spot.backwards
    newer = more if backwards else spot is not None
    older = True if backwards else more
    return {
        "newer_url": rows_url(figure, period, before=paging.write(NEWEST, figure, cases[0])) if newer else "",
        "older_url": rows_url(figure, period, after=paging.write(NEWEST, figure, cases[-1])) if older else "",
    }
