"""What must run inside the program, on the store of the measurement: `python -m bench.inside STEP [NUMBER]`.

The last line that is printed is the answer as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

import django


django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only now

from anmulong.disputes.enums import Nature  # noqa: E402
from anmulong.disputes.models import Dispute  # noqa: E402
from anmulong.disputes.public import Assignment, Triage  # noqa: E402
from anmulong.journal.models import Stream  # noqa: E402
from anmulong.journal.public import Call, perform_batch, verify_stream  # noqa: E402
from bench import sizes  # noqa: E402
from bench.acting.views import token  # noqa: E402
from bench.copying import copies  # noqa: E402
from bench.lifecycle import registration  # noqa: E402
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
    tokens = {role: token(actor) for role, actor in known.actors.items()}
    return {"tokens": tokens, "gacha": str(known.gacha), "unit": str(known.unit), "handler": str(known.handler)}


def arrive(number: int) -> dict[str, Any]:
    """Rows through the batch road, as an import brings them."""
    known, chance = cast(), Random(3)
    calls = [Call("dispute.register", registration(chance, known.gacha)) for _ in range(number)]
    wall, cpu = time.perf_counter(), time.process_time()
    done(perform_batch(calls, by=known.actors["clerk"]))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"rows": number, "per_s": number / wall, "per_cpu_s": number / cpu}


def weigh(number: int) -> dict[str, Any]:
    """Bytes of matters of three actions: registered, triaged, assigned."""
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


def statistics(_number: int) -> dict[str, Any]:
    """Queries and plans of the measured pages, and what the whole store weighs."""
    return {"queries": look_at_pages(), "bytes": sizes.weigh()}


STEPS: dict[str, Callable[[int], dict[str, Any]]] = {
    "prepare": prepare,
    "arrive": arrive,
    "weigh": weigh,
    "real": real,
    "grow": grow,
    "statistics": statistics,
}


if __name__ == "__main__":
    answer = STEPS[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(json.dumps(answer, ensure_ascii=False))
