"""What a browser calls itself, in words that its owner recognises."""

from django.utils.translation import gettext as _


SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("360SE", "360"),
    ("QQBrowser", "QQ"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_of(agent: str) -> str:
    """Browser and system of a user agent, such as "Chrome · Windows"."""
    parts = [next((words for sign, words in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(part for part in parts if part) or _("unknown device")
