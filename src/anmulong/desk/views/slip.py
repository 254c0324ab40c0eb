"""A forgotten password: the slip from the unit's manager and a new password (O-5). Open page, attempts are counted."""

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from anmulong.access.public import redeem_slip
from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.own_account import SlipForm
from anmulong.kernel.errors import DomainError, Refused


@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def use_slip(request: HttpRequest) -> HttpResponse:
    """Set a new password with a slip. Wrong codes count towards the same lock as wrong passwords."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        credentials = {"username": told["username"]}
        if not AxesProxyHandler.is_allowed(request, credentials):
            form.add_error(None, _("Too many attempts. Wait a quarter of an hour, or ask for a new slip."))
            return render(request, "desk/slip.html", {"form": form}, status=429)
        try:
            account = redeem_slip(
                told["username"], told["code"], told["password"], address=request.META.get("REMOTE_ADDR", "")
            )
        except DomainError as error:
            if isinstance(error, Refused):
                user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            put_on_form(form, error)
        else:
            reset(username=account.username)
            return render(request, "desk/slip.html", {"done": True})
    return render(request, "desk/slip.html", {"form": form}, status=400 if form.errors else 200)
