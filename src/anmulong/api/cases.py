"""Cases as lists and one by one, masked like the matters they belong to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from anmulong.api.asking import (
    LIMIT,
    USUAL_ROWS,
    choice,
    cursor,
    day,
    identifier,
    read_cursor,
    words,
    write_cursor,
)
from anmulong.api.disputes import CLOCK_COLUMNS, columns, party_of, sees_names
from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.scoping import Order
from anmulong.cases.enums import OPEN_STATES, State
from anmulong.cases.public import Case, case_page
from anmulong.disputes.enums import Permission
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Actor, log_reading
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.deadlines import end_of_day
from anmulong.people.public import covered


ORDERS = {"newest": Order(("applied_at",)), "due": Order(("due_at",), descending=False)}
FILTERS = (
    choice("view", ["open", "all"], "not yet decided, or all; `all` when left out"),
    choice("state", list(State.values)),
    identifier("dispute", "the matter"),
    identifier("division", "a town or a gacha"),
    identifier("unit", "the committee"),
    identifier("person", "the account of who minds the case"),
    words("number", "the number of the case"),
    day("begin", "applied for on this day or later"),
    day("end", "applied for on this day or earlier"),
    choice("order", list(ORDERS), "newest first, or due first"),
    LIMIT,
    cursor(),
)
OPEN_COLUMNS = (
    "uid", "version", "dispute_id", "number", "state", "turn", "way_in", "link", "source", "kind", "difficulty",
    "restricted", "town", "gacha", "owner_organisation", "owner_person", "lead_mediator", "applied_at", "accepted_at",
    "started_at", "agreement_form", "agreed_at", "effective_at", "amount_at_stake", "agreed_amount", "ended_at",
    "end_reason", "outcome", "performed", "followed_up_at", "next_follow_up_on", "closed_at", "archived_at", "due_at",
    "due_kind", "updated_at",
)  # fmt: skip
OBLIGATION_COLUMNS = ("uid", "position", "kind", "amount", "due_on")
TEXTS = ("request", "facts")


def listed(asked: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """One page of the cases inside the scope. Raises ``Refused``, ``Invalid``."""
    now = clock.now()
    by.rights.check(Permission.READ, None, now)
    name = asked.get("order", "newest")
    after = read_cursor(asked["after"], name) if "after" in asked else None
    found = Case.objects.in_scope(by.rights.scope(now)).filter(_condition(asked, name))
    page = found.page(ORDERS[name], asked.get("limit", USUAL_ROWS), after)
    return {
        "rows": [row_of(case) for case in page.rows],
        "next": write_cursor(ORDERS[name], name, page.rows[-1]) if page.more else None,
    }


def _condition(asked: Mapping[str, Any], order: str) -> Q:
    names = {"state": "state", "dispute": "dispute", "unit": "owner_organisation", "person": "owner_person"}
    wanted = Q(**{column: asked[name] for name, column in names.items() if name in asked})
    if asked.get("view") == "open":
        wanted &= Q(state__in=OPEN_STATES)
    if asked.get("number"):
        wanted &= Q(number=asked["number"])
    if "division" in asked:
        wanted &= Q(town=asked["division"]) | Q(gacha=asked["division"])
    if "begin" in asked:
        wanted &= Q(applied_at__gte=datetime.combine(asked["begin"], datetime.min.time(), LOCAL))
    if "end" in asked:
        wanted &= Q(applied_at__lte=end_of_day(asked["end"]))
    return wanted & Q(due_at__isnull=False) if order == "due" else wanted


def row_of(case: Case) -> dict[str, Any]:
    """One case as a row of a list: nothing of it is personal."""
    shown = columns(case, OPEN_COLUMNS)
    shown["dispute"] = shown.pop("dispute_id")
    return shown


def one(uid: UUID, purpose: str, by: Actor) -> dict[str, Any]:
    """One case with its parties, obligations and time limits; as for a matter, in full only for a purpose."""
    now = clock.now()
    scope = by.rights.scope(now)
    case = Case.objects.in_scope(scope).select_related("dispute").get(uid)
    by.rights.check(Permission.READ, case, now)
    if purpose:
        by.rights.check(Permission.UNMASK, case, now)
    kind = ReadingKind.UNMASK if purpose else ReadingKind.OPEN
    log_reading(kind, "dispute", case.dispute_id, by, purpose=purpose, detail=f"interface, case {case.pk}")
    keyring().warm([case.dispute_id])
    lists = case_page(case)
    masked = not (purpose and sees_names(scope))
    parties = [row.party for row in lists.present]
    shown = row_of(case)
    shown |= {name: "" if masked else covered(getattr(case, name), parties, masked=False) for name in TEXTS}
    shown["parties"] = [
        {"side": row.side, "role": row.role} | party_of(row.party, masked=masked) for row in lists.present
    ]
    shown["obligations"] = [columns(row, OBLIGATION_COLUMNS) for row in lists.obligations]
    shown["clocks"] = [columns(row, CLOCK_COLUMNS) for row in lists.clocks]
    shown["masked"] = masked
    return shown
