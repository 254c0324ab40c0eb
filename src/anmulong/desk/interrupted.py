"""What somebody was typing when the session ended: carried through the sign-in, given back as a draft (O-1)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_protect

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk import drafts
from anmulong.desk.forms.signing_in import SignInForm
from anmulong.kernel.cipher.suite import CipherError


AT_HAND = timedelta(hours=12)
AAD = b"desk/interrupted"
HINTS = {"desk:register_duplicates", "desk:people_of_unit"}


def ask_to_sign_in(request: HttpRequest, view: str) -> HttpResponse | None:
    """The answer to whoever is signed in no longer in the middle of something; ``None``: nothing would be lost.

    A part of a page never swallows the sign-in page, and never takes a half-filled form away: hints stay away, a
    draft says what is the matter, anything else loads the page anew.
    """
    if request.headers.get("HX-Request"):
        if view == "desk:draft":
            return render(request, "desk/partials/draft_state.html", {"signed_out": True}, status=403)
        told = HttpResponse(status=204)
        if view not in HINTS:
            told["HX-Refresh"] = "true"
        return told
    if request.method == "POST" and request.POST.get("draft_url"):
        return _with_what_was_typed(request)
    return None


@csrf_protect
def _with_what_was_typed(request: HttpRequest) -> HttpResponse:
    context = {"form": SignInForm(), "next": request.get_full_path(), "kept": _sealed(request), "interrupted": True}
    context["sign_in_url"] = f"{reverse('desk:sign_in')}?{urlencode({'next': request.get_full_path()})}"
    return render(request, "desk/sign_in.html", context, status=401)


def give_back(kept: str, account: UUID) -> None:
    """Keep what ``_sealed`` carried as a draft, if it is the same person's and fresh."""
    told = _opened(kept)
    if told is None or told["by"] != str(account):
        return
    if not 0 <= clock.now().timestamp() - told["at"] <= AT_HAND.total_seconds():
        return
    drafts.keep(account, told["form"], told["values"])


def _sealed(request: HttpRequest) -> str:
    """The typed values, readable to this store alone: whoever finds the sign-in page open reads nothing in it."""
    form = _form_of(request.POST["draft_url"])
    if not form:
        return ""
    values = {name: request.POST.getlist(name) for name in request.POST}
    told = {"by": request.POST.get("draft_by", ""), "at": clock.now().timestamp(), "form": form, "values": values}
    body = json.dumps(told).encode()
    if len(body) > 2 * drafts.MOST_BYTES:
        return ""
    ring = keyring()
    return urlsafe_b64encode(ring.suite.seal(ring.index_key("drafts"), body, AAD)).decode()


def _opened(kept: str) -> dict[str, Any] | None:
    ring = keyring()
    try:
        return dict(json.loads(ring.suite.open(ring.index_key("drafts"), urlsafe_b64decode(kept), AAD)))
    except (CipherError, ValueError):
        return None


def _form_of(draft_url: str) -> str:
    """Under which name the draft of the form is kept."""
    try:
        found = resolve(draft_url)
    except Resolver404:
        return ""
    return str(found.kwargs["form"])[:80] if found.view_name == "desk:draft" else ""
