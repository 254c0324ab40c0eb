"""From the address of the ledger to what is asked, and back: one reading for list, count, export, print and batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import who
from anmulong.base.scoping import Branches
from anmulong.desk.presenting.covering import sees_names
from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Colour, State
from anmulong.disputes.public import ORDERS, VIEWS, Dispute, LedgerFilter, ledger
from anmulong.kernel.errors import Invalid, NotFound
from anmulong.lawbook.public import dispute_type, dispute_type_label
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import Division, place, place_path


CAP = 1000
VIEW_LABELS = {
    "open": _("Open"),
    "mine": _("With me"),
    "offered": _("To acknowledge"),
    "today": _("Due today"),
    "late": _("Late"),
    "grave": _("Red and orange"),
    "to_strike_off": _("To strike off"),
    "struck_off": _("Struck off this month"),
    "all": _("All"),
}
FIELD_LABELS = {
    "view": _("View"),
    "state": _("State"),
    "kind": _("Kind"),
    "colour": _("Colour"),
    "division": _("Place"),
    "unit": _("Responsible unit"),
    "person": _("Responsible person"),
    "begin": _("Registered from"),
    "end": _("Registered to"),
    "order": _("Order"),
}
ORDER_LABELS = {"newest": _("newest first"), "due": _("due first"), "changed": _("changed last")}
LONGEST_TEXT = 80


@dataclass(frozen=True)
class Asked:
    """What an address asks of the ledger, with the parameters that were understood."""

    wanted: LedgerFilter
    given: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    """What stood in the address and could not be read, in words."""

    @property
    def query(self) -> str:
        """The understood parameters as a query text, without the page."""
        return urlencode({name: value for name, value in self.given.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the saved view narrows the list."""
        return any(value for name, value in self.given.items() if name not in ("view", "order"))

    def rows(self, here: Here) -> Branches[Dispute]:
        """What the scope leaves of it; list, count, export, print and batch all start here."""
        return ledger(here.scope, self.wanted, here.viewer)

    def url(self, name: str = "desk:ledger", **changes: str) -> str:
        """An address with some parameters changed; an empty value takes one away."""
        told = {key: value for key, value in {**self.given, **changes}.items() if value}
        return f"{reverse(name)}?{urlencode(told)}" if told else reverse(name)


def asked_in(query: str, here: Here) -> Asked:
    """What a stored query text asks, for the forms that carry it along."""
    return read(QueryDict(query), here)


def read(query: Mapping[str, str], here: Here) -> Asked:
    """What the parameters ask. What cannot be read is left out and said; nothing typed by hand may break the page."""
    # Who sees no names may not find out by a search whether somebody is in the ledger.
    text = query.get("q", "").strip()[:LONGEST_TEXT] if sees_names(here.scope) else ""
    view = _known(query.get("view", ""), list(VIEWS)) or ("all" if text else "open")
    wanted = LedgerFilter(
        view=view,
        states=_states(query.get("state", "")),
        kind=_kind(query.get("kind", "")),
        colour=_known(query.get("colour", ""), Colour.values),
        division=_division(_uid(query.get("division", "")), here),
        organisation=_unit(_uid(query.get("unit", "")), here),
        person=_person(_uid(query.get("person", ""))),
        begin=_day(query.get("begin", "")),
        end=_day(query.get("end", "")),
        text=text,
        order=_known(query.get("order", ""), list(ORDERS)),
    )
    given = _given(wanted)
    return Asked(wanted, given, _ignored(query, given, here))


def _ignored(query: Mapping[str, str], given: Mapping[str, str], here: Here) -> tuple[str, ...]:
    """The parameters that were not understood, as “State: nonsense”. A county narrows nothing, and is no mistake."""
    found = []
    for name, label in FIELD_LABELS.items():
        typed = query.get(name, "").strip()
        if not typed or (typed == given["view"] if name == "view" else name in given):
            continue
        if name != "division" or not _is_place(_uid(typed), here):
            found.append(gettext("%(label)s: %(typed)s") % {"label": label, "typed": typed[:LONGEST_TEXT]})
    return tuple(found)


def _given(wanted: LedgerFilter) -> dict[str, str]:
    told: dict[str, Any] = {
        "view": wanted.view,
        "q": wanted.text,
        "state": wanted.states[0] if wanted.states else "",
        "kind": wanted.kind,
        "colour": wanted.colour,
        "division": wanted.division,
        "unit": wanted.organisation,
        "person": wanted.person,
        "begin": wanted.begin,
        "end": wanted.end,
        "order": wanted.order,
    }
    return {name: str(value) for name, value in told.items() if value}


def chips(asked: Asked, here: Here) -> list[dict[str, str]]:
    """The filters in force in words, each with the address that takes it away."""
    return [{"label": label, "url": asked.url(**{name: ""})} for name, label in _in_words(asked.wanted, here) if label]


def in_words(asked: Asked, here: Here) -> str:
    """View, filters and order in one line, as papers print it."""
    parts = [str(VIEW_LABELS[asked.wanted.view]), *(label for _name, label in _in_words(asked.wanted, here) if label)]
    return gettext("; ").join([*parts, str(ORDER_LABELS[asked.wanted.order_name()])])


def _in_words(wanted: LedgerFilter, here: Here) -> list[tuple[str, str]]:
    county = here.actor.county
    return [
        ("q", gettext("text: %(text)s") % {"text": wanted.text} if wanted.text else ""),
        ("state", "、".join(str(State(state).label) for state in wanted.states)),
        ("kind", dispute_type_label(wanted.kind) if wanted.kind else ""),
        ("colour", str(Colour(wanted.colour).label) if wanted.colour else ""),
        ("division", place_path(county, wanted.division)),
        ("unit", unit_name(county, wanted.organisation)),
        ("person", who([wanted.person]).get(wanted.person, "") if wanted.person else ""),
        ("begin", gettext("from %(day)s") % {"day": wanted.begin} if wanted.begin else ""),
        ("end", gettext("to %(day)s") % {"day": wanted.end} if wanted.end else ""),
    ]


def _known(value: str, allowed: list[str]) -> str:
    return value if value in allowed else ""


def _states(value: str) -> tuple[str, ...]:
    return (value,) if value in State.values else ()


def _kind(code: str) -> str:
    try:
        return dispute_type(code).code if code else ""
    except Invalid:
        return ""


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _unit(uid: UUID | None, here: Here) -> UUID | None:
    return uid if unit_name(here.actor.county, uid) else None


def _person(uid: UUID | None) -> UUID | None:
    return uid if uid is not None and uid in who([uid]) else None


def _division(uid: UUID | None, here: Here) -> UUID | None:
    """A town or a gacha; the county itself narrows nothing."""
    found = _found(uid, here)
    return None if found is None or found.level == DivisionLevel.COUNTY else found.pk


def _is_place(uid: UUID | None, here: Here) -> bool:
    return _found(uid, here) is not None


def _found(uid: UUID | None, here: Here) -> Division | None:
    try:
        return place(here.actor.county, uid) if uid else None
    except NotFound:
        return None
