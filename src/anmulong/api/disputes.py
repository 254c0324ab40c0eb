"""Matters as lists and one by one: masked, unless somebody says what the names are needed for (O-4, R-723)."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from anmulong.access.public import PostScope
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
from anmulong.base import clock
from anmulong.base.scoping import Scope
from anmulong.disputes.enums import Colour, Permission, State
from anmulong.disputes.public import ORDERS, VIEWS, Dispute, LedgerFilter, Viewer, ledger_page, matter_page
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Actor, log_reading
from anmulong.kernel.canonical import plain
from anmulong.kernel.masking import initials, mask_identity, mask_phone
from anmulong.lawbook.public import official_type
from anmulong.people.public import Party, contact_telephone, covered, parties_of, printed_name


PURPOSES = ("contact", "deliver", "identify", "safety", "complaint")
"""Why whole names and numbers are needed; the same as on the desk."""

PURPOSE = choice("purpose", list(PURPOSES), "what the names and numbers in full are needed for; recorded (R-723)")
FILTERS = (
    choice("view", list(VIEWS), "a saved view of the ledger; `all` when left out"),
    choice("state", list(State.values)),
    words("kind", "a code of table C-301 or C-301x"),
    choice("colour", list(Colour.values)),
    identifier("division", "a town or a gacha"),
    identifier("unit", "the responsible unit"),
    identifier("person", "the account of the responsible person"),
    day("begin", "registered on this day or later"),
    day("end", "registered on this day or earlier"),
    words("q", "words of the text, names, numbers"),
    choice("order", list(ORDERS), "newest first, due first or changed last"),
    LIMIT,
    cursor(),
)
OPEN_COLUMNS = (
    "uid", "version", "number", "state", "turn", "nature", "kind", "source", "colour", "restricted", "town", "gacha",
    "owner_organisation", "owner_person", "offered_organisation", "offered_person", "due_at", "due_kind",
    "requested_at", "registered_at", "updated_at", "relapse_of", "merged_into",
)  # fmt: skip
MORE_COLUMNS = (
    "small_matter", "people_count", "amount_at_stake", "forecast", "scale", "facts", "colour_reasons", "settled_way",
    "result_at", "answer_way", "answered_at", "follow_up_on", "followed_up_at", "struck_off_at", "case_due_at",
)  # fmt: skip
CLOCK_COLUMNS = ("kind", "started_at", "due_at", "stopped_at")
TEXTS = ("narrative", "result", "answer_text")


def sees_names(scope: Scope) -> bool:
    """Whether the post sees the names of parties at all."""
    return isinstance(scope, PostScope) and scope.names and scope.case_data


def listed(asked: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """One page of the ledger inside the scope, newest first unless asked otherwise. Raises ``Refused``, ``Invalid``."""
    now = clock.now()
    by.rights.check(Permission.READ, None, now)
    scope = by.rights.scope(now)
    wanted = LedgerFilter(
        view=asked.get("view", "all"),
        states=(asked["state"],) if "state" in asked else (),
        kind=asked.get("kind", ""),
        colour=asked.get("colour", ""),
        division=asked.get("division"),
        organisation=asked.get("unit"),
        person=asked.get("person"),
        begin=asked.get("begin"),
        end=asked.get("end"),
        # Who sees no names may not find out by a search whether somebody is in the ledger.
        text=asked.get("q", "") if sees_names(scope) else "",
        order=asked.get("order", ""),
    )
    name = wanted.order_name()
    after = read_cursor(asked["after"], name) if "after" in asked else None
    size = asked.get("limit", USUAL_ROWS)
    viewer = Viewer(by.uid, by.organisation, now)
    page = ledger_page(scope, wanted, viewer, size=size, after=after)
    if wanted.text:
        log_reading(ReadingKind.SEARCH, "dispute", None, by, rows=len(page.rows))
    return {
        "rows": rows_of(page.rows),
        "next": write_cursor(ORDERS[name], name, page.rows[-1]) if page.more else None,
    }


def rows_of(disputes: list[Dispute]) -> list[dict[str, Any]]:
    """Matters that were read in scope, masked; a fixed number of queries."""
    parties = parties_of(dispute.pk for dispute in disputes) if disputes else {}
    return [row_of(dispute, parties[dispute.pk]) for dispute in disputes]


def row_of(dispute: Dispute, parties: list[Party]) -> dict[str, Any]:
    """One matter as a row of a list. What a restricted matter is about does not leave the office (O-4)."""
    shown = columns(dispute, OPEN_COLUMNS)
    if dispute.restricted:
        shown["kind"] = official_type(dispute.kind) if dispute.kind else ""
    shown["title"] = "" if dispute.restricted else covered(dispute.title, parties, masked=True)
    shown["place"] = "" if dispute.restricted else covered(dispute.place, parties, masked=True)
    shown["parties"] = [printed_name(party) for party in parties]
    return shown


def one(uid: UUID, purpose: str, by: Actor) -> dict[str, Any]:
    """One matter with its parties and time limits. With a purpose names and numbers are shown in full; both ways of
    reading are recorded. Raises ``NotFound`` outside the scope, ``Refused`` without the right to see them in full."""
    now = clock.now()
    scope = by.rights.scope(now)
    dispute = Dispute.objects.in_scope(scope).get(uid)
    by.rights.check(Permission.READ, dispute, now)
    if purpose:
        by.rights.check(Permission.UNMASK, dispute, now)
    kind = ReadingKind.UNMASK if purpose else ReadingKind.OPEN
    log_reading(kind, "dispute", dispute.pk, by, purpose=purpose, detail="interface")
    lists = matter_page(dispute)
    parties = [side.party for side in lists.sides]
    masked = not (purpose and sees_names(scope))
    shown = row_of(dispute, parties) | columns(dispute, MORE_COLUMNS)
    # Stories name people who are no parties; without a purpose they stay inside.
    shown |= {name: "" if masked else covered(getattr(dispute, name), parties, masked=False) for name in TEXTS}
    if masked and dispute.restricted:
        shown |= {"facts": [], "colour_reasons": []}
    elif not masked:
        shown |= {name: covered(getattr(dispute, name), parties, masked=False) for name in ("title", "place")}
        shown["kind"] = dispute.kind
    shown["parties"] = [
        {"side": side.side, "role": side.role} | party_of(side.party, masked=masked) for side in lists.sides
    ]
    shown["clocks"] = [columns(row, CLOCK_COLUMNS) for row in lists.clocks]
    shown["masked"] = masked
    return shown


def party_of(party: Party, *, masked: bool) -> dict[str, Any]:
    """A party: a minor's name is initials for everybody (R-751)."""
    telephone, identity = contact_telephone(party), party.identity_number
    if masked:
        name, telephone, identity = printed_name(party), mask_phone(telephone), mask_identity(identity)
    else:
        name = initials(party.name) if party.is_minor else party.name
    return {
        "uid": str(party.pk),
        "kind": party.kind,
        "name": name,
        "telephone": telephone,
        "identity_number": identity,
        "minor": party.is_minor,
    }


def columns(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Open columns of a row as JSON values: uids and decimals as text, moments in UTC."""
    return {name: plain(getattr(row, name)) for name in names}
