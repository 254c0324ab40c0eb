"""Access tokens for programs: made on the page of the own account, shown once, ended there or by the administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.access.enums import Permission
from anmulong.access.public import EndedToken, NewToken, new_token_code, tokens_in
from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.tokens import TokenForm
from anmulong.desk.presenting.accounts import account_url
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.journal.public import Call, perform
from anmulong.kernel.errors import DomainError


@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token for the present post; the answer shows it, the only time that anybody sees it."""
    place = here(request)
    check(place, Permission.OWN_ACCOUNT)
    form = TokenForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        told, code = form.cleaned_data, new_token_code()
        given = NewToken(
            name=told["name"],
            post=place.seat.uid,
            expires_on=told["expires_on"],
            code=code,
            permissions=tuple(told["permissions"]),
            restricted=told.get("restricted", False),
        )
        try:
            perform(Call("token.issue", given, subject=place.account.pk), by=place.actor)
        except DomainError as error:
            put_on_form(form, error)
        else:
            address = request.build_absolute_uri("/api/v1/")
            context = {"code": code, "name": told["name"], "address": address, "back_url": reverse("desk:account")}
            return render(request, "desk/token_made.html", context)
    context = {
        "title": _("Make an access token"),
        "form": form,
        "form_url": reverse("desk:token_new"),
        "back_url": reverse("desk:account"),
        "submit_label": _("Make"),
        "notice": _("Whoever holds the token acts in your name, in this post. Give it to one program only."),
    }
    return render(request, "desk/action_form.html", context, status=422 if form.errors else 200)


@require_POST
def end_token(request: HttpRequest, token: UUID) -> HttpResponse:
    """End a token at once: one's own, or as security administrator somebody's."""
    place = here(request)
    row = tokens_in(place.scope).get(token)
    perform(Call("token.revoke", EndedToken(row.pk), subject=row.account_id), by=place.actor)
    messages.success(request, _("The token has ended; nothing opens with it any more."))
    return redirect("desk:account" if row.account_id == place.account.pk else account_url(row.account_id))
