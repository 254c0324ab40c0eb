"""Parameters (R-210): every value that the program reads, its ground and history, and a new value from a day on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.desk.forms.parameters import ParameterForm
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.lawbook import lawbook_tabs
from anmulong.desk.presenting.parameters import groups, parameter_page, parameter_url, shown_keys
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Sheet, step
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.public import ParameterNote, label_of, parameter_row


@require_GET
def show_parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter with the value of today."""
    me = here(request)
    context = {"tabs": lawbook_tabs("desk:parameters"), "groups": groups(me.actor.county, today())}
    return render(request, "desk/parameters.html", context)


@require_GET
def show_parameter(request: HttpRequest, key: str) -> HttpResponse:
    """One parameter with its history."""
    me = here(request)
    context = parameter_page(key, _note(key), me.actor.county, today()) | {
        "change_url": reverse("desk:parameter_change", args=[key]) if me.may(LawbookRight.EDIT) else "",
        "list_url": reverse("desk:parameters"),
    }
    return render(request, "desk/parameter.html", context)


@require_http_methods(["GET", "POST"])
def change_parameter(request: HttpRequest, key: str) -> HttpResponse:
    """A new value from a day on (``lawbook.set_parameter``)."""
    me = here(request)
    _note(key)
    check(me, LawbookRight.EDIT)
    row = parameter_row(key, county=me.actor.county)
    form = ParameterForm(request.POST or None, place=me, row=row)
    home, url = reverse("desk:parameters"), parameter_url(key)
    crumbs = [{"label": _("Parameters"), "url": home}, {"label": label_of(row), "url": url}]
    return step(request, form, Sheet(back_url=url, lead=label_of(row), crumbs=crumbs))


def _note(key: str) -> ParameterNote:
    found = shown_keys().get(key)
    if found is None:
        raise NotFound("no-such-parameter", noop("There is no such parameter."))
    return found
