"""From a domain error to an answer after RFC 9457, in the reader's language; the one place that does it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from anmulong.kernel.canonical import plain
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused


PROBLEM = "application/problem+json"
UNKNOWN_BEARER = {"no-token", "bad-token"}
ABOUT_THE_PERSON = {
    "not-permitted",
    "token-not-permitted",
    "demonstration-elsewhere",
    "not-your-post",
    "own-account-only",
    "account-closed",
    "account-locked",
    "post-not-begun",
    "post-ended",
    "no-longer-in-post",
}
"""Refusals because of who asks; every other refusal is about the thing, its state or the law."""


def status_of(error: DomainError, *, conditional: bool = False) -> int:
    """The HTTP status; 412 for a conflict with the version that a header ``If-Match`` named."""
    if error.code in UNKNOWN_BEARER:
        return 401
    if isinstance(error, Conflict):
        return 412 if conditional and error.code == "changed-meanwhile" else 409
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, Invalid) or not isinstance(error, Refused):
        return 422
    return 403 if error.code in ABOUT_THE_PERSON else 422


def told(error: DomainError, status: int) -> dict[str, Any]:
    """The members of a problem document. ``type`` names the code; ``detail`` is the sentence for the person."""
    found: dict[str, Any] = {
        "type": f"urn:anmulong:problem:{error.code}",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "code": error.code,
        "detail": error.message.render(gettext),
        "law": error.law,
        "way_out": error.way_out.render(gettext) if error.way_out else "",
    }
    if error.fields:
        found["fields"] = {name: text.render(gettext) for name, text in error.fields.items()}
    if isinstance(error, Conflict):
        found["both_sides"] = _both_sides(error.details)
    return found


def problem(error: DomainError, *, conditional: bool = False) -> HttpResponse:
    """The answer to a request that was refused."""
    status = status_of(error, conditional=conditional)
    return document(told(error, status))


def document(members: Mapping[str, Any]) -> HttpResponse:
    """A problem document as an answer."""
    answer = HttpResponse(
        json.dumps(members, ensure_ascii=False).encode(), content_type=PROBLEM, status=members["status"]
    )
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="anmulong"'
    return answer


def plain_problem(status: int, code: str, text: str, **more: Any) -> HttpResponse:
    """A problem that is none of the domain: no such address, wrong method, too many requests, store away."""
    members = {"code": code, "detail": gettext(text), "law": "", "way_out": "", **more}
    return document(
        {"type": f"urn:anmulong:problem:{code}", "title": TITLES.get(status, "Refused"), "status": status, **members}
    )


def _both_sides(details: Mapping[str, Any]) -> dict[str, Any]:
    """What was seen, wanted and is now, per field, or the two versions."""
    if "fields" in details:
        return {
            name: {"seen": _shown(seen), "wanted": _shown(wanted), "now": _shown(now)}
            for name, (seen, wanted, now) in details["fields"].items()
        }
    if "seen" in details and "now" in details:
        return {"version": {"seen": _shown(details["seen"]), "now": _shown(details["now"])}}
    return {}


def _shown(value: Any) -> Any:
    try:
        return plain(value)
    except (TypeError, ValueError):
        return str(value)


TITLES = {
    400: "Bad request",
    401: "Token needed",
    403: "Not permitted",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    415: "JSON is expected",
    422: "Refused",
    429: "Too many requests",
    503: "Store not available",
}
"""Short English titles for developers; people read ``detail``."""
