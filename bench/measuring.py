"""Requests, timed one by one, and what they cost the server."""

import http.client
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from bench.serving import Server


IDLE_SECONDS = 2


@dataclass
class Timing:
    """Times of one kind of request in milliseconds, and the server's processor time for each."""

    times: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0

    @property
    def number(self) -> int:
        return len(self.times)

    def quantile(self, share: float) -> float:
        """The time below which ``share`` of the requests lie (nearest rank)."""
        ordered = sorted(self.times)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0

    def facts(self) -> dict[str, float]:
        """As the report keeps it."""
        return {
            "n": self.number,
            "p50": self.quantile(0.5),
            "p99": self.quantile(0.99),
            "cpu_ms": self.cpu_seconds * 1000 / max(1, self.number),
            "per_cpu_s": self.number / self.cpu_seconds if self.cpu_seconds else 0.0,
            "per_s": self.number / self.wall_seconds if self.wall_seconds else 0.0,
        }


class Client:
    """One kept connection with its cookies."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._used = time.monotonic()
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, text and the place to go on to; raises ``RuntimeError`` for an answer of the 5xx kind."""
        told = dict(headers or {})
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._connection.close()  # the server closes a connection that nobody uses; the next request opens another
        self._connection.request(method, path, body=body, headers=told)
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._used = time.monotonic()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if answer.status >= http.client.INTERNAL_SERVER_ERROR:
            message = f"{method} {path}: {answer.status} {text[:200]}"
            raise RuntimeError(message)
        return answer.status, text, answer.headers.get("Location") or ""

    def get(self, path: str) -> str:
        """The text of a page; raises ``RuntimeError`` for anything but 200."""
        status, text, place = self.ask("GET", path)
        if status != http.client.OK:
            message = f"GET {path}: {status} {place}"
            raise RuntimeError(message)
        return text

    def post(self, path: str, values: Sequence[tuple[str, str]]) -> tuple[int, str, str]:
        """Send a form."""
        told = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(values).encode(), told)


def measure(server: Server, steps: Sequence[Callable[[], Any]]) -> Timing:
    """Run the steps one after another."""
    timing = Timing()
    cpu, wall = server.cpu_seconds(), time.perf_counter()
    for step in steps:
        begin = time.perf_counter()
        step()
        timing.times.append((time.perf_counter() - begin) * 1000)
    timing.wall_seconds = time.perf_counter() - wall
    timing.cpu_seconds = server.cpu_seconds() - cpu
    return timing


def measure_together(server: Server, work: Sequence[Callable[[], Sequence[float]]]) -> Timing:
    """Run several workers at once; each gives back the times of its requests in milliseconds."""
    timing = Timing()
    lock = threading.Lock()
    problems: list[BaseException] = []

    def run(one: Callable[[], Sequence[float]]) -> None:
        try:
            times = one()
        except Exception as error:  # noqa: BLE001  # handed on below, in the thread that asked
            problems.append(error)
            return
        with lock:
            timing.times.extend(times)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    cpu, wall = server.cpu_seconds(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    timing.wall_seconds = time.perf_counter() - wall
    timing.cpu_seconds = server.cpu_seconds() - cpu
    if problems:
        raise problems[0]
    return timing
