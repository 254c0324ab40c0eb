"""Before any page: signed in, in a post, password not to be changed first. Closed by default."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from anmulong.access.public import account_of, actor_for, password_is_due, posts_of, sign_out
from anmulong.desk.answers import answer_error
from anmulong.desk.interrupted import ask_to_sign_in
from anmulong.desk.requests import Here
from anmulong.journal.enums import Channel
from anmulong.kernel.errors import DomainError


OPEN = {
    "desk:sign_in",
    "desk:slip",
    "desk:ask",
    "desk:health",
    "set_language",
    "ops:first_start",
    "ops:first_start_step",
}
BEFORE_ALL = {"desk:sign_out", "desk:change_password", "desk:help"}


class TakeSeat:
    """Give every request behind the sign-in its person and post; everything not named open needs both."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _view_name(request)
        if name in OPEN:
            return self.get_response(request)
        account = account_of(request)
        if account is None:
            return ask_to_sign_in(request, name) or redirect(
                f"{reverse('desk:sign_in')}?{urlencode({'next': request.get_full_path()})}"
            )
        if password_is_due(account) and name not in BEFORE_ALL:
            return redirect("desk:change_password")
        seats = posts_of(account)
        if not seats:
            sign_out(request)
            return redirect("desk:sign_in")
        seat = next((seat for seat in seats if str(seat.uid) == request.session.get("post")), seats[0])
        actor = actor_for(account, seat, channel=Channel.DESK, address=request.META.get("REMOTE_ADDR", ""))
        request.here = Here(account, seats, seat, actor)  # type: ignore[attr-defined]  # see requests.DeskRequest
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal that no form caught becomes a page that says why and what to do."""
        return answer_error(request, error) if isinstance(error, DomainError) else None


def _view_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
