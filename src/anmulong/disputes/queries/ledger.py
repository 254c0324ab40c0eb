"""The ledger as a list: filters, the eight saved views, orders (M-08)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Branches, Order, Page, Scope
from anmulong.disputes.enums import LIVE_STATES, OPEN_STATES, Colour, State
from anmulong.disputes.models import Dispute
from anmulong.disputes.queries.searching import matching
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.kernel.deadlines import end_of_day
from anmulong.lawbook.public import codes


ORDERS = {
    "newest": Order(("registered_at",)),
    "due": Order(("due_at",), descending=False),
    "changed": Order(("updated_at",)),
}


@dataclass(frozen=True)
class Viewer:
    """Who looks: account, unit and the moment, for views such as "mine" and "late"."""

    account: UUID | None
    organisation: UUID | None
    now: datetime


View = Callable[[Viewer], Q]


def _month_begin(now: datetime) -> datetime:
    today = local_day(now)
    return datetime(today.year, today.month, 1, tzinfo=LOCAL)


CLOCKS_APART = timedelta(hours=1)
VIEWS: dict[str, tuple[View, str]] = {
    "open": (lambda viewer: Q(state__in=OPEN_STATES), "newest"),
    "mine": (lambda viewer: Q(owner_person=viewer.account, state__in=LIVE_STATES), "due"),
    "offered": (lambda viewer: Q(offered_organisation=viewer.organisation), "newest"),
    "today": (lambda viewer: Q(due_at__lte=end_of_day(local_day(viewer.now)), due_at__gte=viewer.now), "due"),
    "late": (lambda viewer: Q(due_at__lt=viewer.now), "due"),
    "grave": (lambda viewer: Q(colour__in=(Colour.RED, Colour.ORANGE), state__in=LIVE_STATES), "newest"),
    "to_strike_off": (lambda viewer: Q(state=State.STRIKE_OFF_ASKED), "newest"),
    "struck_off": (
        # What was struck off this month was changed since; the range of the order holds no older ones.
        lambda viewer: Q(
            state=State.STRUCK_OFF,
            struck_off_at__gte=_month_begin(viewer.now),
            updated_at__gte=_month_begin(viewer.now) - CLOCKS_APART,
        ),
        "changed",
    ),
    "all": (lambda viewer: Q(), "newest"),
}


@dataclass(frozen=True)
class LedgerFilter:
    """What is asked for. ``division`` is a town or a gacha; dates are local days of registration, both included."""

    view: str = "open"
    states: tuple[str, ...] = ()
    kind: str = ""
    colour: str = ""
    division: UUID | None = None
    organisation: UUID | None = None
    person: UUID | None = None
    begin: date | None = None
    end: date | None = None
    text: str = ""
    order: str = ""
    extra: Q = field(default_factory=Q)

    def order_name(self) -> str:
        """The order in force: the asked one, else the view's own."""
        return self.order if self.order in ORDERS else VIEWS[self._view()][1]

    def _view(self) -> str:
        return self.view if self.view in VIEWS else "open"

    def condition(self, viewer: Viewer) -> Q:
        """Everything but the text as one condition."""
        found = VIEWS[self._view()][0](viewer) & self.extra
        pairs: dict[str, Any] = {
            "colour": self.colour,
            "owner_organisation": self.organisation,
            "owner_person": self.person,
        }
        found &= Q(**{name: value for name, value in pairs.items() if value})
        if self.states:
            found &= Q(state__in=self.states)
        if self.kind:
            found &= Q(kind__in=self._kinds())
        if self.division:
            found &= Q(town=self.division) | Q(gacha=self.division)
        if self.begin:
            begin = datetime(self.begin.year, self.begin.month, self.begin.day, tzinfo=LOCAL)
            found &= Q(registered_at__gte=begin)
            if self.order_name() == "changed":  # nothing changes before it is registered: the order's range ends there
                found &= Q(updated_at__gte=begin - CLOCKS_APART)
        if self.end:
            found &= Q(registered_at__lte=end_of_day(self.end))
        if self.order_name() == "due":
            found &= Q(due_at__isnull=False)
        return found

    def _kinds(self) -> list[str]:
        children = [row.code for row in codes("C-301x") if row.parent == self.kind]
        return [self.kind, *children]


def ledger(scope: Scope, wanted: LedgerFilter, viewer: Viewer) -> Branches[Dispute]:
    """The rows that the filter leaves of what the scope may see; list, count, export and print all start here."""
    rows: Branches[Dispute] = Dispute.objects.in_scope(scope).filter(wanted.condition(viewer))
    if wanted.text.strip():
        rows = rows.filter(pk__in=matching(wanted.text))
    return rows


def ledger_page(
    scope: Scope, wanted: LedgerFilter, viewer: Viewer, *, size: int = 25, after: tuple[Any, ...] | None = None
) -> Page[Dispute]:
    """One page by keyset; the keys of its streams are fetched in one query, so that names can be shown."""
    page = ledger(scope, wanted, viewer).page(ORDERS[wanted.order_name()], size, after)
    keyring().warm(row.pk for row in page.rows)
    return page
