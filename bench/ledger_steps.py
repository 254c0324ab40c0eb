"""What ``bench.ledgers`` does inside the program, step by step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only now

from anmulong.disputes.public import LedgerFilter  # noqa: E402
from anmulong.exchange.ledger_export import export_ledger  # noqa: E402
from anmulong.exchange.public import Options, Preview, apply, preview  # noqa: E402
from anmulong.journal.enums import Channel  # noqa: E402
from anmulong.journal.public import Actor, system  # noqa: E402
from anmulong.orgs.enums import DivisionLevel  # noqa: E402
from anmulong.orgs.public import divisions  # noqa: E402
from bench.ledger_files import Make, Places  # noqa: E402
from bench.people import COUNTY, make_staff  # noqa: E402


Step = Callable[[], dict[str, Any]]


def steps(make: Make, rows: int, first: Path, out: Path) -> dict[str, Step]:
    """Every step by name."""
    by = system(COUNTY, Channel.COMMAND)
    return {
        "prepare": lambda: _prepare(make, rows, first),
        "nothing": dict,
        "preview": lambda: _told(preview(first, Options(), by=by)),
        "apply": lambda: _applied(first, by),
        "export": lambda: {"written": export_ledger(LedgerFilter(view="all"), out, by=by, name="bench")},
        "preview_export": lambda: _told(preview(out, Options(), by=by)),
        "apply_again": lambda: _applied(first, by),
    }


def _prepare(make: Make, rows: int, first: Path) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    make_staff()
    make(first, rows, _places())
    return {"file_kib": first.stat().st_size // 1024}


def _places() -> Places:
    towns = {place.pk: place.name for place in divisions(COUNTY, DivisionLevel.TOWN)}
    return [(towns[each.parent_id], each.name) for each in divisions(COUNTY, DivisionLevel.GACHA) if each.parent_id]


def _told(shown: Preview) -> dict[str, Any]:
    return {"new": shown.new, "already": shown.already, "changed": shown.changed, "bad": shown.bad}


def _applied(path: Path, by: Actor) -> dict[str, Any]:
    result = apply(preview(path, Options(), by=by), by=by)
    return {"added": result.added, "already": result.already, "settled": result.settled, "refused": result.refused}
