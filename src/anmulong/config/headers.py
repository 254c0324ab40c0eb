"""Response headers that keep pages to themselves: nothing from outside is loaded, nobody frames us."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


# data: for the small pictures inside the vendored stylesheet and QR codes; blob: for previews made in the page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: add the headers that Django's own security middleware does not know; a view's own value wins."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers and not request.path.startswith("/static/"):
            # Pages hold personal data: a shared office computer must not keep them after sign-out.
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer
