"""Signing in and out, choosing the post."""

from typing import Any
from uuid import UUID

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.access import public as access
from anmulong.desk import interrupted
from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.signing_in import SignInForm
from anmulong.desk.requests import here
from anmulong.kernel.errors import NotFound, Refused
from anmulong.kernel.wording import noop


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first page. A wrong name and a wrong password read the same."""
    form = SignInForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    kept = request.POST.get("kept", "")
    if request.method == "POST" and form.is_valid() and _let_in(request, form):
        _give_back(request, kept)
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return redirect(wanted if safe else "desk:my_work")
    status = 401 if form.errors else 200
    return render(request, "desk/sign_in.html", {"form": form, "next": wanted, "kept": kept}, status=status)


def _give_back(request: HttpRequest, kept: str) -> None:
    account = access.account_of(request)
    if kept and account is not None:
        interrupted.give_back(kept, account.pk)


def _let_in(request: HttpRequest, form: SignInForm) -> bool:
    try:
        account = authenticate(request, **form.cleaned_data)
        if not isinstance(account, access.Account):
            form.add_error(None, _("The name or the password is not right."))
            return False
        access.sign_in(request, account)
    except Refused as error:
        put_on_form(form, error)
        return False
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    access.sign_out(request)
    return redirect("desk:sign_in")


@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Work on in another post without signing in again (O-5)."""
    if request.method == "GET":
        posts = [_post(seat) for seat in here(request).seats]
        return render(request, "desk/choose_post.html", {"posts": posts, "next": request.GET.get("next", "")})
    access.choose_post(request, _uid(request.POST.get("post", "")))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if safe else "desk:my_work")


def _post(seat: access.Seat) -> dict[str, Any]:
    return {
        "id": str(seat.uid),
        "label": seat.post.title or _(seat.role.label),
        "unit": str(seat.post.organisation or ""),
        "deputy_for": seat.holder.display_name if seat.holder else "",
        "until": seat.deputy.until_on if seat.deputy else seat.post.ended_on,
    }


def _uid(text: str) -> UUID:
    """The uid in ``text``; raises ``NotFound`` for anything else, in the words of a post that is not there."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("not-found", noop("There is no such post.")) from error
