"""Single matters opened to somebody outside their area: the list, open, close again (architecture.md 5)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.access.enums import Permission
from anmulong.access.public import Grant
from anmulong.base import clock
from anmulong.desk.forms.grants import EndGrantForm, GrantForm
from anmulong.desk.presenting.grants import grant_rows, grants_url
from anmulong.desk.presenting.matter import subject
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.matter import read
from anmulong.desk.views.recording import Sheet, step
from anmulong.disputes.public import Dispute
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


@require_GET
def show_grants(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who reads this matter beyond its area, who let them, and until when."""
    place = here(request)
    dispute = read(place, uid)
    check(place, Permission.GRANT)
    found = list(Grant.objects.within(dispute))
    closable = set(Grant.objects.in_scope(place.scope).filter(dispute=uid).uids())
    context = {
        "subject": subject(dispute),
        "rows": grant_rows(dispute, found, closable=closable, now=clock.now()),
        "new_url": reverse("desk:grant_new", args=[uid]),
    }
    return render(request, "desk/grants.html", context)


@require_http_methods(["GET", "POST"])
def open_matter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the matter to a person or a unit (``grant.open``)."""
    place = here(request)
    dispute = read(place, uid)
    check(place, Permission.GRANT)
    return step(request, GrantForm(request.POST or None, place=place, dispute=dispute), _sheet(dispute))


@require_http_methods(["GET", "POST"])
def close_matter(request: HttpRequest, uid: UUID, grant: UUID) -> HttpResponse:
    """Close the matter to the viewer again (``grant.end``)."""
    place = here(request)
    dispute = read(place, uid)
    check(place, Permission.GRANT)
    form = EndGrantForm(request.POST or None, place=place, subject=_grant(place, dispute, grant))
    return step(request, form, _sheet(dispute))


def _sheet(dispute: Dispute) -> Sheet:
    about, url = subject(dispute), grants_url(dispute)
    crumbs = [{"label": about["number"], "url": about["url"]}, {"label": _("Who else reads it"), "url": url}]
    return Sheet(back_url=url, lead=f"{about['number']} · {about['title']}", crumbs=crumbs)


def _grant(place: Here, dispute: Dispute, uid: UUID) -> Grant:
    for found in Grant.objects.in_scope(place.scope).filter(dispute=dispute.pk, pk=uid):
        return found
    raise NotFound("no-such-grant", noop("There is nothing here that this post could close."))
