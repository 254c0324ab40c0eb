"""The outermost layer of the program: answers health and figures by itself, times and logs every other request.

Health and figures come before sessions and sign-in, because they must answer when those cannot.
"""

import hmac
import json
import logging
from collections.abc import Callable
from ipaddress import ip_address
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse

import anmulong
from anmulong.base.failing import trouble_of
from anmulong.journal.public import counties, key_path
from anmulong.ops.watching import figures


log = logging.getLogger("anmulong.requests")
LIVE, READY, FIGURES = {"/health", "/health/", "/health/live"}, "/health/ready", "/metrics"
PLAIN = "text/plain; version=0.0.4; charset=utf-8"


class Watch:
    """Middleware; stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        answer = self._own_answer(request) or self.get_response(request)
        seconds = perf_counter() - begun
        figures.count(str(request.method), request.path_info, answer.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            tell(request, answer, seconds)
        return answer

    @staticmethod
    def _own_answer(request: HttpRequest) -> HttpResponse | None:
        path = request.path_info
        if path in LIVE:
            return _said({"status": "ok", "version": anmulong.__version__})
        if path == READY:
            return ready()
        if path == FIGURES:
            if not may_see_figures(request):
                return HttpResponse(status=403)
            return HttpResponse(figures.written(), content_type=PLAIN, headers={"Cache-Control": "no-store"})
        return None


def _said(told: dict[str, str], status: int = 200) -> HttpResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})


def ready() -> HttpResponse:
    """Whether work can be done: the database answers and the key file is there."""
    try:
        begun = bool(counties())
    except (DatabaseError, InterfaceError, OSError) as error:
        trouble = trouble_of(error)
        return _said({"status": "not-ready", "reason": trouble.code if trouble else "database"}, 503)
    if begun and not key_path().exists():
        return _said({"status": "not-ready", "reason": "key-file-missing"}, 503)
    return _said({"status": "ok"})


def may_see_figures(request: HttpRequest) -> bool:
    """This machine itself, or whoever knows the token; a proxy in front makes everybody look like this machine."""
    token = settings.METRICS_TOKEN
    if token and hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return True
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def tell(request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
    """The line of a request: the address by its template, never with names, numbers or what was searched for."""
    match = getattr(request, "resolver_match", None)
    line = {
        "method": request.method,
        "path": f"/{match.route}" if match else "?",
        "status": answer.status_code,
        "ms": round(seconds * 1000, 1),
    }
    log.info(json.dumps(line))
