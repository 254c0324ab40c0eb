"""My work: what is due today, what waits for me, what is late, what is red (O-5)."""

from dataclasses import dataclass, replace

from django.db.models import Q

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Branches, Scope
from anmulong.disputes.enums import LIVE_STATES, OPEN_STATES, Colour, State, Turn
from anmulong.disputes.models import Dispute
from anmulong.disputes.queries.ledger import ORDERS, Viewer
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import end_of_day


SHOWN = 10
CAP = 99
BY_DAY = ("today", "late")


@dataclass(frozen=True)
class Pile:
    """One pile on the desk: its name, how many (capped), the first rows, and the ledger view that shows all."""

    name: str
    count: int
    rows: list[Dispute]
    view: str


def _mine(viewer: Viewer) -> Q:
    return Q(owner_person=viewer.account)


def conditions(viewer: Viewer) -> dict[str, tuple[Q, str]]:
    """The piles as conditions, with the saved view behind each."""
    today = end_of_day(local_day(viewer.now))
    live = Q(state__in=LIVE_STATES)
    return {
        "offered": (Q(offered_organisation=viewer.organisation) | Q(offered_person=viewer.account), "offered"),
        "today": (_mine(viewer) & Q(due_at__gte=viewer.now, due_at__lte=today), "today"),
        "late": (_mine(viewer) & Q(due_at__lt=viewer.now), "late"),
        "red": (live & Q(colour=Colour.RED), "grave"),
        "second": (Q(state=State.STRIKE_OFF_ASKED) & ~Q(strike_off_asked_by=viewer.account), "to_strike_off"),
        "unit": (Q(owner_organisation=viewer.organisation, state__in=OPEN_STATES, turn=Turn.UNIT), "open"),
    }


def piles(scope: Scope, viewer: Viewer, *, may_strike_off: bool = True) -> list[Pile]:
    """The piles of one person, each with its first rows; decrypting keys are fetched at once."""
    rows: Branches[Dispute] = Dispute.objects.in_scope(scope)
    found = []
    for name, (condition, view) in conditions(viewer).items():
        if name == "second" and not may_strike_off:
            continue
        pile = _by_hand(scope, name, condition) if _is_own_seat(scope, viewer) else rows.filter(condition)
        # As the view behind the pile: the index that holds the range gives the first rows in this order.
        order = ORDERS["due" if name in BY_DAY else "newest"]
        first = pile.page(order, SHOWN).rows
        count = len(first) if len(first) < SHOWN else pile.count(CAP, along=order)
        found.append(Pile(name, count, first, view))
    keyring().warm(row.pk for pile_ in found for row in pile_.rows)
    return found


def badge(scope: Scope, viewer: Viewer) -> int:
    """How many matters wait for this person now (late, due today or offered), capped.

    It stands on every page, so that it is asked by what lies in the person's own hands, never through the area.
    """
    if _is_own_seat(scope, viewer):
        due = Q(due_at__lte=end_of_day(local_day(viewer.now)))
        return Dispute.in_hand(scope, mine=due).count(CAP)
    piles_ = conditions(viewer)
    wanted = piles_["offered"][0] | piles_["today"][0] | piles_["late"][0]
    return Dispute.objects.in_scope(scope).filter(wanted).count(CAP)


def _by_hand(scope: Scope, name: str, condition: Q) -> Branches[Dispute]:
    """The same rows, not looked for in the whole area: what is offered, one's own, what the unit minds."""
    if name == "offered":
        return Dispute.in_hand(scope)
    if name in BY_DAY:
        return Dispute.minded(scope, condition)
    seen_by = replace(scope, areas=()) if name == "unit" else scope
    rows: Branches[Dispute] = Dispute.objects.in_scope(seen_by)
    return rows.filter(condition)


def _is_own_seat(scope: Scope, viewer: Viewer) -> bool:
    """Whether the person acts in the own post; a deputy looks through the scope of somebody else."""
    return scope.account == viewer.account and viewer.organisation in (*scope.organisations, None)
