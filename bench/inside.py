"""What must run inside the program, on the store of the measurement: `python -m bench.inside STEP [NUMBER]`.

The last line that is printed is the answer as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import django


django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only now

from anmulong.access.public import NewToken, new_token_code  # noqa: E402
from anmulong.base import clock  # noqa: E402
from anmulong.disputes.enums import Nature, State  # noqa: E402
from anmulong.disputes.models import Dispute  # noqa: E402
from anmulong.disputes.public import Assignment, Triage  # noqa: E402
from anmulong.journal.models import Stream  # noqa: E402
from anmulong.journal.public import Actor, Call, perform, perform_batch, verify_stream  # noqa: E402
from anmulong.kernel.clock import local_day  # noqa: E402
from bench import sizes  # noqa: E402
from bench.copying import copies  # noqa: E402
from bench.lifecycle import life, registration  # noqa: E402
from bench.moulds import originals  # noqa: E402
from bench.people import cast, make_staff  # noqa: E402
from bench.plans import look_at_pages  # noqa: E402
from bench.real_rows import done, make_real  # noqa: E402


VERIFIED = 1000


def prepare(_number: int) -> dict[str, Any]:
    """Tables, law data, places, staff; who acts where."""
    call_command("migrate", verbosity=0)
    make_staff()
    known = cast()
    tokens = {role: _token(known.actors[role]) for role in ("clerk", "handler", "second")}
    return {"tokens": tokens, "gacha": str(known.gacha), "unit": str(known.unit), "handler": str(known.handler)}


def _token(by: Actor) -> str:
    """A token of the interface that acts for somebody in the own post."""
    if by.post is None:
        raise LookupError(by.uid)
    code, until = new_token_code(), local_day(clock.now()) + timedelta(days=300)
    perform(Call("token.issue", NewToken("bench", by.post, until, code), subject=by.uid), by=by)
    return code


def points(_number: int) -> dict[str, Any]:
    """What the addresses of the measured pages name: places, a unit, a person, and a matter of the gacha."""
    known = cast()
    own = Dispute._base_manager.filter(gacha=known.gacha).order_by("-registered_at", "-uid")
    matter = own.filter(state=State.STRUCK_OFF).first() or own.first()
    if matter is None:
        raise LookupError(known.gacha)
    return {
        "town": str(matter.town),
        "gacha": str(known.gacha),
        "unit": str(matter.owner_organisation),
        "person": str(known.handler),
        "matter": str(matter.pk),
    }


def arrive(number: int) -> dict[str, Any]:
    """Rows through the batch road, as an import brings them."""
    known, chance = cast(), Random(3)
    calls = [Call("dispute.register", registration(chance, known.gacha)) for _ in range(number)]
    wall, cpu = time.perf_counter(), time.process_time()
    done(perform_batch(calls, by=known.actors["clerk"]))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"rows": number, "per_s": number / wall, "per_cpu_s": number / cpu}


def weigh(number: int) -> dict[str, Any]:
    """Bytes of matters of three actions (registered, triaged, assigned), and of whole lives of eight."""
    return {"three": _weigh_three(number), "eight": _weigh_eight(number)}


def _weigh_eight(number: int) -> dict[str, Any]:
    known, before = cast(), sizes.weigh()
    lives = [
        list(
            life(
                Random(seed), division=known.gacha, unit=known.unit, handler=known.handler, today=local_day(clock.now())
            )
        )
        for seed in range(number)
    ]
    uids: list[UUID | None] = [None] * number
    for place in range(len(lives[0])):
        calls = [
            Call(steps[place].action, steps[place].given, subject=uid) for steps, uid in zip(lives, uids, strict=True)
        ]
        outcomes = done(perform_batch(calls, by=known.actors[lives[0][place].actor])).done
        uids = [outcomes[call.operation].subject for call in calls]
    return sizes.growth(before, sizes.weigh(), matters=number, entries=8 * number)


def _weigh_three(number: int) -> dict[str, Any]:
    known, chance = cast(), Random(4)
    clerk, before = known.actors["clerk"], sizes.weigh()
    calls = [Call("dispute.register", registration(chance, known.gacha)) for _ in range(number)]
    uids = [outcome.subject for outcome in done(perform_batch(calls, by=clerk)).done.values()]
    for action, given in (
        ("dispute.triage", Triage(nature=Nature.DISPUTE)),
        ("dispute.assign", Assignment(organisation=known.unit, person=known.handler)),
    ):
        done(perform_batch([Call(action, given, subject=uid) for uid in uids], by=clerk))
    return sizes.growth(before, sizes.weigh(), matters=number, entries=3 * number)


def real(number: int) -> dict[str, Any]:
    """Matters by real actions over the whole banner."""
    make_real(number)
    return {"disputes": Dispute._base_manager.count()}


def grow(number: int) -> dict[str, Any]:
    """Copies of whole streams until there are ``number`` matters; some of the copies verified."""
    present = Dispute._base_manager.count()
    known = set(Stream.objects.values_list("uid", flat=True))
    cpu = time.process_time()
    for written in copies(originals(1000), max(0, number - present), first_serial=present + 1):
        print(f"\r{present + written:,}", end="", file=sys.stderr, flush=True)
    cpu = time.process_time() - cpu
    print(file=sys.stderr)
    sizes.refresh_statistics()
    new = sorted(set(Stream.objects.values_list("uid", flat=True)) - known)
    chosen = Random(9).sample(new, min(VERIFIED, len(new)))
    wrong = [str(uid) for uid in chosen if verify_stream(uid).findings]
    return {"disputes": Dispute._base_manager.count(), "verified": len(chosen), "wrong": wrong, "cpu_seconds": cpu}


def migrate(_number: int) -> dict[str, Any]:
    """Bring a store that was laid earlier to the tables of today."""
    call_command("migrate", verbosity=0)
    return {}


def settle(_number: int) -> dict[str, Any]:
    """What the engine's own housekeeping does some time after a load."""
    sizes.refresh_statistics()
    return {}


def statistics(_number: int) -> dict[str, Any]:
    """Queries and plans of the measured pages, and what the whole store weighs."""
    return {"queries": look_at_pages(points(0)), "bytes": sizes.weigh()}


STEPS: dict[str, Callable[[int], dict[str, Any]]] = {
    "prepare": prepare,
    "arrive": arrive,
    "weigh": weigh,
    "points": points,
    "real": real,
    "migrate": migrate,
    "settle": settle,
    "grow": grow,
    "statistics": statistics,
}


if __name__ == "__main__":
    answer = STEPS[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(json.dumps(answer, ensure_ascii=False))
