"""Figures for Prometheus, in its text form: requests by this process, and how the store stands. No personal data."""

import shutil
from collections import Counter
from threading import Lock

from django.conf import settings

import anmulong
from anmulong.base import clock
from anmulong.ops.keeping import record
from anmulong.ops.watching import heartbeat


BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
FACES = {"api": "api", "static": "static", "health": "watch", "metrics": "watch"}
_lock = Lock()
_requests: Counter[tuple[str, str, int]] = Counter()
_buckets: Counter[tuple[str, float]] = Counter()
_seconds: Counter[str] = Counter()


def face_of(path: str) -> str:
    """Which face an address belongs to: desk unless its first word says otherwise."""
    return FACES.get(path.split("/", 2)[1] if path.count("/") > 1 else path.strip("/"), "desk")


def count(method: str, path: str, status: int, seconds: float) -> None:
    """One answered request; unknown methods count together, so that nobody fills the memory."""
    face = face_of(path)
    named = method if method in {"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"
    with _lock:
        _requests[face, named, status] += 1
        _seconds[face] += seconds  # type: ignore[assignment]  # a counter of seconds
        for bound in BOUNDS:
            if seconds <= bound:
                _buckets[face, bound] += 1


def written() -> str:
    """All figures, one line each."""
    lines = [
        "# HELP anmulong_requests_total Requests answered by this process.",
        "# TYPE anmulong_requests_total counter",
    ]
    with _lock:
        requests, buckets, seconds = dict(_requests), dict(_buckets), dict(_seconds)
    for (face, method, status), number in sorted(requests.items()):
        lines.append(f'anmulong_requests_total{{face="{face}",method="{method}",status="{status}"}} {number}')
    lines += [
        "# HELP anmulong_request_seconds How long answers took.",
        "# TYPE anmulong_request_seconds histogram",
    ]
    for face in sorted(seconds):
        total = sum(number for (other, _, _), number in requests.items() if other == face)
        for bound in BOUNDS:
            lines.append(
                f'anmulong_request_seconds_bucket{{face="{face}",le="{bound}"}} {buckets.get((face, bound), 0)}'
            )
        lines.append(f'anmulong_request_seconds_bucket{{face="{face}",le="+Inf"}} {total}')
        lines.append(f'anmulong_request_seconds_sum{{face="{face}"}} {seconds[face]:.6f}')
        lines.append(f'anmulong_request_seconds_count{{face="{face}"}} {total}')
    return "\n".join([*lines, *_of_the_store()]) + "\n"


def _of_the_store() -> list[str]:
    found: list[tuple[str, str, float]] = [
        ("anmulong_disk_free_bytes", "Room on the disk of the store.", shutil.disk_usage(settings.STORE_FOLDER).free)
    ]
    for kind in (record.BACKUP, record.DRILL):
        last = record.last_good(kind)
        if last is not None:
            age = (clock.now() - last.moment).total_seconds()
            found.append((f"anmulong_last_good_{kind}_age_seconds", f"Age of the last good {kind}.", round(age)))
    quiet = heartbeat.silence()
    if quiet is not None:
        found.append(("anmulong_worker_silence_seconds", "Since the worker ran.", round(quiet.total_seconds(), 1)))
    lines = [f'anmulong_build_info{{version="{anmulong.__version__}"}} 1']
    for name, about, value in found:
        lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge", f"{name} {value}"]
    return lines


def forget() -> None:
    """Begin anew; for tests."""
    with _lock:
        _requests.clear()
        _buckets.clear()
        _seconds.clear()
