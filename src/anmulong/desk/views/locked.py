"""What somebody sees whose account is locked for a while after wrong passwords or wrong slips (R-722)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anmulong.base import clock
from anmulong.desk.forms.signing_in import SignInForm
from anmulong.desk.views.asking import show_too_often


def show_locked(request: HttpRequest, *_: Any) -> HttpResponse:
    """The sign-in page with the time until which no attempt counts. Named in the settings; says nothing else."""
    if request.resolver_match is not None and request.resolver_match.view_name == "desk:ask":
        return show_too_often(request)
    until = clock.now() + settings.AXES_COOLOFF_TIME
    context = {"form": SignInForm(), "next": "", "locked_until": until}
    return render(request, "desk/sign_in.html", context, status=429)
