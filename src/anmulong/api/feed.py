"""The journal from a cursor: what happened to things inside the scope, in order of entry, without personal parts."""

import json
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from anmulong.api.asking import identifier, number
from anmulong.base import clock
from anmulong.base.models import Record
from anmulong.base.scoping import Scope
from anmulong.base.sql import writes_one_by_one
from anmulong.journal.public import Actor, all_actions, entries_after
from anmulong.kernel.canonical import plain
from anmulong.kernel.ids import earlier_uid, new_uid


MOST_ROWS, USUAL_ROWS = 500, 100
LOOKED_AT = 2_000
SETTLED = timedelta(seconds=30)
"""Where several transactions run beside each other, an entry made earlier may become visible later than its
neighbours; what is younger than this is told next time, so that nobody misses it."""

PARAMETERS = (
    identifier("after", "`next` of the answer before; from the beginning when left out"),
    number("limit", 1, MOST_ROWS, f"entries of a page, {USUAL_ROWS} when left out"),
)
COLUMNS = (
    "uid", "stream", "stream_kind", "seq", "operation", "leg", "bundle", "action", "subject", "actor_kind", "actor",
    "organisation", "post", "on_behalf", "channel", "happened_at", "entered_at", "version_before", "version_after",
    "simulated",
)  # fmt: skip


def told(asked: dict[str, Any], by: Actor) -> dict[str, Any]:
    """One page. It may be empty although ``more`` follow: then what was looked at lies outside the scope."""
    size = asked.get("limit", USUAL_ROWS)
    scope = by.rights.scope(clock.now())
    until = None if writes_one_by_one() else earlier_uid(new_uid(), SETTLED)
    entries = entries_after(by.county, asked.get("after"), until=until, size=LOOKED_AT + 1)
    seen = _in_scope([(entry.stream_kind, entry.stream) for entry in entries[:LOOKED_AT]], scope)
    rows: list[dict[str, Any]] = []
    last = asked.get("after")
    for entry in entries[:LOOKED_AT]:
        if len(rows) == size:
            break
        last = entry.uid
        if entry.stream in seen:
            rows.append(_row(entry))
    more = bool(entries) and last != entries[-1].uid
    return {"rows": rows, "next": str(last) if last else None, "more": more}


def _roots() -> dict[str, type[Record]]:
    found = {}
    for action in all_actions().values():
        kind = getattr(action.on, "stream_type", "")
        if kind:
            found[kind] = action.on
    return found


def _in_scope(streams: list[tuple[str, UUID]], scope: Scope) -> set[UUID]:
    """The streams whose root the scope may see; one query for each kind."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for kind, uid in streams:
        wanted[kind].add(uid)
    roots = _roots()
    found: set[UUID] = set()
    for kind, uids in wanted.items():
        if kind in roots:
            found |= roots[kind].objects.in_scope(scope).among(uids)
    return found


def _row(entry: Any) -> dict[str, Any]:
    facts = json.loads(entry.facts)
    shown = {name: plain(getattr(entry, name)) for name in COLUMNS}
    shown["given"] = facts.get("given", {})
    shown["result"] = facts.get("result", {})
    shown["changes"] = {
        key: {name: [None, value] for name, value in what.get("n", {}).items()} | what.get("c", {})
        for key, what in facts["rows"].items()
    }
    shown["personal"] = bool(entry.sealed)
    return shown
