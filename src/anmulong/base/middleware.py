"""Request code reads through scopes only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anmulong.base.guards import guarded


class GuardReads:
    """Refuse unscoped reads of records while a request is served (architecture.md 5)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with guarded():
            return self.get_response(request)
