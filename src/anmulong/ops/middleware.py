"""Before every page of a real store: while its first start is not done, there is no other page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from anmulong.ops.first_start_gate import announce, is_open


ALLOWED = {"ops:first_start", "ops:first_start_step", "set_language"}


class FirstStart:
    """Leads everybody to the first start until it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_open():
            return self.get_response(request)
        announce()
        return self.get_response(request) if _view_name(request) in ALLOWED else redirect("ops:first_start")


def _view_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
