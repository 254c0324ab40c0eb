"""How many requests a token may send: a window of one minute for each token in each server process."""

from threading import Lock
from time import monotonic
from uuid import UUID

from django.conf import settings


WINDOW = 60.0
_counts: dict[UUID, tuple[float, int]] = {}
_lock = Lock()


def seconds_to_wait(token: UUID) -> int:
    """Count one request; how many seconds to wait before the next one is answered, 0 when this one is."""
    most = settings.API_REQUESTS_PER_MINUTE
    if not most:
        return 0
    now = monotonic()
    with _lock:
        begun, number = _counts.get(token, (now, 0))
        if now - begun >= WINDOW:
            begun, number = now, 0
            for other in [key for key, (since, _) in _counts.items() if now - since >= WINDOW]:
                del _counts[other]
        if number >= most:
            return max(1, int(WINDOW - (now - begun)) + 1)
        _counts[token] = (begun, number + 1)
    return 0


def forget() -> None:
    """Begin anew; for tests."""
    with _lock:
        _counts.clear()
