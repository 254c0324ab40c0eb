"""The answer to an error that nobody caught: what the machine refuses is told with its way out, the rest is 500."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext
from django.views.defaults import server_error

from anmulong.base.failing import trouble_of


log = logging.getLogger(__name__)
RETRY_SECONDS = 5


def answer_failure(request: HttpRequest) -> HttpResponse:
    """``handler500``: called while the error is being handled."""
    trouble = trouble_of(sys.exc_info()[1])
    match = request.resolver_match
    log.error("%s: %s", trouble.code if trouble else "failed", f"/{match.route}" if match else "?", exc_info=True)
    if trouble is None:
        return server_error(request)
    told = {
        "text": trouble.message.render(gettext),
        "way_out": trouble.way_out.render(gettext) if trouble.way_out else "",
    }
    # Without the request: what stands around other pages is read from the database.
    answer = HttpResponse(get_template("503.html").render(told), status=503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
