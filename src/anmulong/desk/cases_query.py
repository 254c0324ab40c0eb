"""From the address of the list of cases to what is asked, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.base.scoping import Branches, Order
from anmulong.cases.enums import OPEN_STATES, State
from anmulong.cases.public import Case
from anmulong.desk.presenting.covering import sees_names
from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.requests import Here
from anmulong.disputes.public import matching


LONGEST_TEXT = 80
VIEW_LABELS = {
    "open": _("Not decided"),
    "mine": _("With me"),
    "due": _("With a time limit"),
    "force": _("Agreement in force"),
    "done": _("Closed and archived"),
    "all": _("All"),
}
NEWEST, DUE = Order(("applied_at",)), Order(("due_at",), descending=False)
DONE = (State.CLOSED, State.ARCHIVED)
CONDITIONS: dict[str, Callable[[Here], Q]] = {
    "open": lambda place: Q(state__in=OPEN_STATES),
    "mine": lambda place: Q(owner_person=place.account.pk) & ~Q(state__in=(State.ARCHIVED, State.VOID)),
    "due": lambda place: Q(due_at__isnull=False),
    "force": lambda place: Q(state=State.EFFECTIVE),
    "done": lambda place: Q(state__in=DONE),
    "all": lambda place: Q(),
}


@dataclass(frozen=True)
class AskedCases:
    """What an address asks of the list; what could not be read is left out."""

    view: str
    text: str = ""
    state: str = ""
    unit: UUID | None = None

    @property
    def order(self) -> Order:
        """By the day of the application, newest first; by the date where dates are asked for."""
        return DUE if self.view == "due" else NEWEST

    @property
    def given(self) -> dict[str, str]:
        """The understood parameters as they stand in an address."""
        told: dict[str, Any] = {"view": self.view, "q": self.text, "state": self.state, "unit": self.unit}
        return {name: str(value) for name, value in told.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the saved view narrows the list."""
        return bool(self.text or self.state or self.unit)

    def rows(self, place: Here) -> Branches[Case]:
        """What the scope leaves of it."""
        wanted = CONDITIONS[self.view](place)
        if self.state:
            wanted &= Q(state=self.state)
        if self.unit:
            wanted &= Q(owner_organisation=self.unit)
        if self.text:
            wanted &= Q(number__contains=self.text) | Q(dispute__in=matching(self.text))
        found: Branches[Case] = Case.objects.in_scope(place.scope).filter(wanted).select_related("dispute")
        return found

    def url(self, **changes: str) -> str:
        """An address with some parameters changed; an empty value takes one away."""
        told = {key: value for key, value in {**self.given, **changes}.items() if value}
        return f"{reverse('desk:cases')}?{urlencode(told)}"


def read_cases(query: Mapping[str, str], place: Here) -> AskedCases:
    """What the parameters ask. Who sees no names may not search by them (O-4)."""
    text = query.get("q", "").strip()[:LONGEST_TEXT] if sees_names(place.scope) else ""
    view = query.get("view", "")
    state = query.get("state", "")
    return AskedCases(
        view=view if view in VIEW_LABELS else ("all" if text else "open"),
        text=text,
        state=state if state in State.values else "",
        unit=_unit(query.get("unit", ""), place),
    )


def _unit(typed: str, place: Here) -> UUID | None:
    try:
        uid = UUID(typed) if typed else None
    except ValueError:
        return None
    return uid if unit_name(place.actor.county, uid) else None
