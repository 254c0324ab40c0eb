"""The store of the crash test, from inside: `python -m bench.crash_store prepare | look`; answers in JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

import django


django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only now

from anmulong.access.public import NewToken, new_token_code  # noqa: E402
from anmulong.base import clock  # noqa: E402
from anmulong.disputes.public import Registration  # noqa: E402
from anmulong.journal.models import Entry  # noqa: E402
from anmulong.journal.public import Call, perform, verify_all  # noqa: E402
from anmulong.kernel.clock import local_day  # noqa: E402
from bench.people import cast, make_staff  # noqa: E402


SHARED = 5


def prepare() -> dict[str, Any]:
    """Tables, staff, a token, some matters that everybody works on; the operations that stand there already."""
    call_command("migrate", verbosity=0)
    make_staff()
    known = cast()
    clerk, code = known.actors["clerk"], new_token_code()
    if clerk.post is None:
        raise LookupError("clerk")
    until = local_day(clock.now()) + timedelta(days=30)
    perform(Call("token.issue", NewToken("crash", clerk.post, until, code), subject=clerk.uid), by=clerk)
    given = Registration("两家草场边界不清，要求丈量。", division=known.gacha, reporter="巴特尔")
    shared = [perform(Call("dispute.register", given), by=clerk) for _ in range(1)]
    for number in range(1, SHARED):
        other = Registration(f"第{number}眼机井用水争执，希望协调。", division=known.gacha, reporter="巴特尔")
        shared.append(perform(Call("dispute.register", other), by=clerk))
    return {"token": code, "gacha": str(known.gacha), "shared": [str(one.subject) for one in shared], **look()}


def look() -> dict[str, Any]:
    """Every first entry by its operation, and what verification finds."""
    verdict = verify_all()
    rows = Entry.objects.filter(leg=0).values_list("operation", "action", "subject")
    return {
        "entries": [[str(operation), action, str(subject)] for operation, action, subject in rows],
        "good": verdict.good,
        "findings": [f"{finding.where}: {finding.text}" for finding in verdict.findings][:20],
    }


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare, "look": look}[sys.argv[1]]()))
