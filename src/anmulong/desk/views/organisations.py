"""Bodies: list, page, and the steps on them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.desk.forms.committees import ON_COMMITTEE
from anmulong.desk.forms.organisations import ON_ORGANISATION, OrganisationForm
from anmulong.desk.forms.phrases import ON_OWN_UNIT
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.pages_by_number import Numbered, numbered
from anmulong.desk.presenting.committees import committee_page, party_rows
from anmulong.desk.presenting.organisations import (
    LABELS,
    in_words,
    organisation_page,
    organisation_rows,
    organisation_url,
    phrase_rows,
)
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Sheet, step
from anmulong.journal.public import Outcome
from anmulong.kernel.errors import NotFound
from anmulong.orgs.enums import DivisionLevel, OrganisationKind, Permission
from anmulong.orgs.public import (
    Organisation,
    children_of_organisation,
    division_tree,
    find_organisations,
    organisation,
    organisations,
    place,
    profile_of,
)


SIZE = 30


@require_GET
def show_organisations(request: HttpRequest) -> HttpResponse:
    """The bodies of the county: by place, kind, tier, name and pinyin initials."""
    me = here(request)
    asked = request.GET
    found = _found(me, asked)
    page = numbered(found, asked, reverse("desk:organisations"), SIZE)
    context = _rows(page)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/organisation_rows.html", context)
    context |= {
        "tree": _tree(me, asked),
        "filters": _filters(asked),
        "list_url": reverse("desk:organisations"),
        "clear_url": reverse("desk:organisations"),
        "divisions_url": reverse("desk:divisions"),
        "new_url": reverse("desk:organisation_new") if me.may(Permission.MANAGE_ORGANISATIONS) else "",
    }
    return render(request, "desk/organisations.html", context)


def _rows(page: Numbered[Organisation]) -> dict[str, Any]:
    return {"rows": organisation_rows(page.rows), **page.around}


def _found(me: Here, asked: QueryDict) -> list[Organisation]:
    county = me.actor.county
    kind = OrganisationKind(asked.get("kind", "")) if asked.get("kind") in OrganisationKind.values else None
    tier = DivisionLevel(int(asked.get("tier", ""))) if asked.get("tier") in {"1", "2", "3"} else None
    within = _place(county, asked.get("place", ""))
    found = organisations(county, kind, tier, within, below=True)
    if not asked.get("q", "").strip():
        return found
    kept = {body.pk for body in found}
    return [body for body in find_organisations(county, asked.get("q", "")) if body.pk in kept]


def _place(county: str, text: str) -> Any:
    try:
        return place(county, UUID(text)) if text else None
    except (ValueError, NotFound):
        return None


def _filters(asked: QueryDict) -> dict[str, Any]:
    return {
        "q": asked.get("q", ""),
        "place": asked.get("place", ""),
        "kinds": [
            {"value": value, "label": label, "selected": value == asked.get("kind")}
            for value, label in OrganisationKind.choices
        ],
        "tiers": [
            {"value": value, "label": label, "selected": str(value) == asked.get("tier")}
            for value, label in DivisionLevel.choices
        ],
    }


def _tree(me: Here, asked: QueryDict) -> list[dict[str, Any]]:
    """The county and its towns with the numbers of bodies in them; the towns' places are reached by the search."""
    county, chosen = me.actor.county, asked.get("place", "")
    counts: dict[UUID, int] = {}
    for body in organisations(county):
        for each in (body.division, body.division.parent):
            if each is not None:
                counts[each.pk] = counts.get(each.pk, 0) + 1
    found = []
    for top in division_tree(county):
        children = [_node(node.division, counts, asked, chosen) for node in top.children]
        node = _node(top.division, counts, asked, chosen)
        node["count"] = len(organisations(county))
        found.append(node | {"children": children})
    return found


def _node(division: Any, counts: dict[UUID, int], asked: QueryDict, chosen: str) -> dict[str, Any]:
    query = asked.copy()
    query.pop("page", None)
    query["place"] = str(division.pk)
    return {
        "label": division.name,
        "url": f"?{query.urlencode()}",
        "active": str(division.pk) == chosen,
        "count": counts.get(division.pk, 0),
    }


@require_GET
def show_organisation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One body: facts, people, bodies below it, grids, what can be done now, what happened."""
    me = here(request)
    body = organisation(me.actor.county, uid)
    context = organisation_page(body, me) | {
        "studios": [{"name": each.name, "url": organisation_url(each.pk)} for each in children_of_organisation(body)],
        "actions": record_steps(
            me, body, _steps_of(body, me), lambda name: reverse("desk:organisation_act", args=[uid, name])
        ),
        "party_bodies": party_rows(body),
        "phrases": phrase_rows(body) if body.pk == me.actor.organisation else [],
        "entries": record_line(body, LABELS, in_words(me.actor.county)),
        "list_url": reverse("desk:organisations"),
    }
    if body.mediates:
        context |= committee_page(body)
        may_open = me.may(Permission.MANAGE_COMMITTEES) and body.ended_on is None
        context["studio_url"] = reverse("desk:studio_new", args=[uid]) if may_open else ""
    return render(request, "desk/organisation.html", context)


def _steps_of(body: Organisation, me: Here) -> dict[str, type[RecordForm]]:
    """A committee's own steps before those of every body; of publishing only the one that changes something. Phrases
    are kept in the own unit only."""
    every = ON_ORGANISATION | (ON_OWN_UNIT if body.pk == me.actor.organisation else {})
    if not body.mediates:
        return every
    profile = profile_of(body)
    idle = "publish" if profile and profile.published_at else "withdraw"
    return {name: form for name, form in ON_COMMITTEE.items() if name != idle} | every


@require_http_methods(["GET", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Add a body (``organisation.found``)."""
    me = here(request)
    check(me, Permission.MANAGE_ORGANISATIONS)
    form = OrganisationForm(request.POST or None, place=me)
    sheet = Sheet(
        back_url=reverse("desk:organisations"),
        title=_("New organisation"),
        crumbs=[{"label": _("Organisations"), "url": reverse("desk:organisations")}],
    )

    def opened(outcomes: Any) -> HttpResponse:
        done: Outcome = outcomes[0]
        return redirect(organisation_url(done.subject))

    return step(request, form, sheet, finish=opened)


@require_http_methods(["GET", "POST"])
def act_on_organisation(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Change, move or end a body; elect, publish … a committee."""
    me = here(request)
    form_class = (ON_ORGANISATION | ON_COMMITTEE | ON_OWN_UNIT).get(name)
    if form_class is None:
        raise Http404
    body = organisation(me.actor.county, uid)
    check(me, str(form_class.known().needs))
    form = form_class(request.POST or None, place=me, subject=body)
    sheet = Sheet(
        back_url=organisation_url(uid),
        lead=body.name,
        crumbs=[
            {"label": _("Organisations"), "url": reverse("desk:organisations")},
            {"label": body.name, "url": organisation_url(uid)},
        ],
    )
    return step(request, form, sheet)
