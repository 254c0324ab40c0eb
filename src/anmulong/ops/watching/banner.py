"""What whoever looks after the installation sees on every page while something must be done today."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from anmulong.ops.watching.checks import Check, Level, all_checks


LOOK_AFTER = "ops.look_after"
REMEMBERED_SECONDS = 60.0


class _Known:
    """What was found a moment ago: the banner stands on every page, the checks cost some milliseconds."""

    at = 0.0
    folder: object = None
    bad: tuple[Check, ...] = ()


def pressing(folder: object) -> tuple[Check, ...]:
    """The checks that are bad, looked at once a minute."""
    if _Known.folder is not folder or time.monotonic() - _Known.at > REMEMBERED_SECONDS:
        _Known.bad = tuple(check for check in all_checks() if check.level is Level.BAD)
        _Known.at, _Known.folder = time.monotonic(), folder
    return _Known.bad


def warnings(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what is pressing, for the posts that can do something about it."""
    place = getattr(request, "here", None)
    if place is None or not place.may(LOOK_AFTER):
        return {}
    found = pressing(settings.STORE_FOLDER)
    return {"pressing": [gettext(check.title) for check in found], "pressing_url": reverse("ops:system")}
