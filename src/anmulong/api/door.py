"""The way of a request to the interface: past the middleware of pages, which no program needs.

Sessions, forms, sign-in and page messages cost more than the request itself. What counts is kept: reads are scoped,
answers are headed, refusals are problem documents, every request is told in the log.
"""

import logging
from collections.abc import Callable
from time import perf_counter

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from anmulong.api.problems import PROBLEM, plain_problem
from anmulong.api.telling import tell
from anmulong.base.failing import trouble_of
from anmulong.base.guards import guarded
from anmulong.kernel.wording import noop


PREFIX = "/api/"
CHINESE, ENGLISH = "zh-hans", "en"
logger = logging.getLogger("anmulong.api")


class ApiDoor:
    """Answers everything below ``/api/`` itself; other requests go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        begun = perf_counter()
        with translation.override(language_of(request)), guarded():
            answer, template = _answer(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers["Content-Language"] = language_of(request)
        tell(request, answer, template, begun)
        return answer


def language_of(request: HttpRequest) -> str:
    """English where the reader prefers it to Chinese, Chinese otherwise."""
    for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if code.startswith("zh"):
            return CHINESE
        if code.startswith("en"):
            return ENGLISH
    return CHINESE


def _answer(request: HttpRequest) -> tuple[HttpResponse, str]:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return nothing_here(), "?"
    request.resolver_match = match
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except Http404:
        answer = nothing_here()
    except (DatabaseError, InterfaceError, OSError) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        logger.exception("the store refuses: %s", trouble.code)
        way_out = trouble.way_out.render(translation.gettext) if trouble.way_out else ""
        answer = plain_problem(503, trouble.code, trouble.message.text, way_out=way_out)
        answer.headers["Retry-After"] = "5"
    if answer.status_code == 405 and answer.headers.get("Content-Type") != PROBLEM:
        allowed = answer.headers.get("Allow", "")
        answer = plain_problem(405, "wrong-method", noop("This address is asked in another way."))
        answer.headers["Allow"] = allowed
    return answer, f"/{match.route}"


def nothing_here() -> HttpResponse:
    """The answer at an address that does not exist."""
    return plain_problem(404, "no-such-address", noop("There is nothing at this address."))
