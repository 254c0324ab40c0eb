"""How does it stand? Asked with the receipt, by whoever holds it: no sign-in, no names, no story (O-4)."""

from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from anmulong.desk.forms.asking import AskForm
from anmulong.desk.presenting.standing import standing
from anmulong.disputes.public import how_it_stands
from anmulong.journal.enums import ActorKind, Channel, ReadingKind
from anmulong.journal.public import identity, log_reading, system


@sensitive_post_parameters("number", "code")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Number and code of a receipt, then how the matter stands. Wrong ones count towards a lock of the address."""
    form = AskForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/ask.html", {"form": form}, status=400 if form.errors else 200)
    if not AxesProxyHandler.is_allowed(request, _counted(request)):
        return show_too_often(request)
    store = identity()
    county = store.county if store else ""
    found = how_it_stands(county, form.cleaned_data["number"], form.cleaned_data["code"])
    _keep(request, county, found.dispute if found else None)
    if found is None:
        user_login_failed.send(sender=__name__, credentials=_counted(request), request=request)
        form.add_error(None, _("No receipt has this number with this code. Please look at both again."))
        return render(request, "desk/ask.html", {"form": form}, status=404)
    return render(request, "desk/ask.html", {"standing": standing(found, county)})


def show_too_often(request: HttpRequest) -> HttpResponse:
    """Nothing is answered for a while."""
    form = AskForm()
    return render(request, "desk/ask.html", {"form": form, "too_often": True}, status=429)


def _counted(request: HttpRequest) -> dict[str, str]:
    """Under which name the failures of an address are counted; no account can be called so. Of IPv6 the network
    counts, because one connection has all of its addresses."""
    text = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(text)
    except ValueError:
        return {"username": f"receipt {text}"}
    network = address.exploded[:19] if isinstance(address, IPv6Address) else text
    return {"username": f"receipt {network}"}


def _keep(request: HttpRequest, county: str, dispute: UUID | None) -> None:
    """That somebody asked stands in the read log, found or not (R-723)."""
    asker = replace(system(county, Channel.PORTAL), kind=ActorKind.PARTY, address=request.META.get("REMOTE_ADDR", ""))
    detail = "receipt" if dispute else "receipt: not found"
    log_reading(ReadingKind.SEARCH, "dispute", dispute, asker, detail=detail, rows=1 if dispute else 0)
