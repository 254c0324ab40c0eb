"""Eight-action lives over the interface `/api/v1/`, as another system acts: token, JSON, one action a request."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from anmulong.base import clock
from anmulong.kernel.canonical import plain
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid
from bench.lifecycle import life
from bench.measuring import Client, Timing, measure_together
from bench.serving import Server


WARMING = 3


@dataclass(frozen=True)
class Stage:
    """Who acts where, as the store has told: tokens by role, and the uids of the assignment."""

    tokens: dict[str, str]
    gacha: UUID
    unit: UUID
    handler: UUID

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Stage":
        """From what ``bench.inside prepare`` prints."""
        return cls(told["tokens"], UUID(told["gacha"]), UUID(told["unit"]), UUID(told["handler"]))


def live(client: Client, stage: Stage, seed: int) -> list[float]:
    """One life over the interface; the time of each action in milliseconds. Raises ``RuntimeError`` for a refusal."""
    subject, times = "", []
    today = local_day(clock.now())
    for step in life(Random(seed), division=stage.gacha, unit=stage.unit, handler=stage.handler, today=today):
        body = json.dumps({"operation": str(new_uid()), "input": _without_none(plain(step.given))}).encode()
        headers = {"Authorization": f"Bearer {stage.tokens[step.actor]}", "Content-Type": "application/json"}
        place = f"/api/v1/disputes/{subject + '/' if subject else ''}actions/{step.action}"
        begin = time.perf_counter()
        status, text, _ = client.ask("POST", place, body, headers)
        times.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            message = f"{step.action}: {text}"
            raise RuntimeError(message)
        subject = subject or json.loads(text)["subject"]
    return times


def _without_none(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _without_none(value) for key, value in values.items() if value is not None}
    return [_without_none(value) for value in values] if isinstance(values, list) else values


def one_by_one(server: Server, stage: Stage, lives: int) -> Timing:
    """One client; what a single request takes."""
    client = Client(server)
    for seed in range(WARMING):
        live(client, stage, seed)
    timing = Timing()
    cpu, wall = server.cpu_seconds(), time.perf_counter()
    for seed in range(lives):
        timing.times += live(client, stage, 100 + seed)
    timing.cpu_seconds, timing.wall_seconds = server.cpu_seconds() - cpu, time.perf_counter() - wall
    return timing


def together(server: Server, stage: Stage, clients: int, lives: int) -> Timing:
    """Many clients at once; what the server takes in a second."""

    def work(number: int) -> Callable[[], list[float]]:
        def run() -> list[float]:
            client = Client(server)
            return [took for each in range(lives) for took in live(client, stage, 1000 * number + each)]

        return run

    return measure_together(server, [work(number) for number in range(1, clients + 1)])
