"""The request log: one line of JSON for each request, without personal data.

No table: what was done stands in the journal and what was read in the reading log already, so that a row for each
request would only double the writes. Addresses are told by their template, never with what was searched for.
"""

import json
import logging
from time import perf_counter

from django.http import HttpRequest, HttpResponse


logger = logging.getLogger("anmulong.api.requests")


def tell(request: HttpRequest, answer: HttpResponse, template: str, begun: float) -> None:
    """Write the line of a request that began at ``begun`` (``perf_counter``)."""
    if not logger.isEnabledFor(logging.INFO):
        return
    actor = getattr(request, "auth", None)
    line = {
        "method": request.method,
        "path": template,
        "status": answer.status_code,
        "ms": round((perf_counter() - begun) * 1000, 1),
        "bytes": 0 if answer.streaming else len(answer.content),
        "account": str(getattr(actor, "uid", None) or ""),
        "token": getattr(actor, "device", ""),
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    logger.info(json.dumps(line))
