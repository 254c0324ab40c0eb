"""What stands on a one-time slip."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse


def slip_address(request: HttpRequest) -> str:
    """Where the slip is used; empty when the page was opened under a name that only this computer knows."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return "" if _is_own(host) else request.build_absolute_uri(reverse("desk:slip"))


def _is_own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
