"""Hints at registration: the same matter may be on the ledger already. Inside the viewer's scope only (O-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Scope
from anmulong.disputes.enums import LIVE_STATES, State
from anmulong.disputes.models import Dispute
from anmulong.disputes.queries.ledger import ORDERS
from anmulong.disputes.queries.searching import matching
from anmulong.journal.public import Actor
from anmulong.kernel.names import similarity
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import parameter_int


LOOKED_AT = 120
LAST_TAKEN = 5


@dataclass(frozen=True)
class Hint:
    """A matter that may be the same, and why it is shown."""

    dispute: Dispute
    reasons: tuple[Message, ...]
    relapse: bool


def duplicate_hints(
    scope: Scope, *, text: str, names: tuple[str, ...], division: UUID | None, now: datetime
) -> list[Hint]:
    """Matters of the last days with the same party, or a similar text in the same place. A person decides."""
    since = now - timedelta(days=parameter_int("disputes.relapse_days"))
    recent = Dispute.objects.in_scope(scope).filter(
        registered_at__gte=since, state__in=(*LIVE_STATES, State.STRUCK_OFF)
    )
    found: dict[UUID, tuple[Dispute, list[Message]]] = {}
    for name in names:
        for row in recent.filter(pk__in=matching(name)).page(ORDERS["newest"], 10).rows:
            found.setdefault(row.pk, (row, []))[1].append(Message(noop("same name: %(name)s"), {"name": name}))
    place = Q(town=division) | Q(gacha=division) if division else Q()
    lately = now - timedelta(days=parameter_int("disputes.duplicate_days"))
    alike = recent.filter(place, registered_at__gte=lately)
    candidates = alike.page(ORDERS["newest"], LOOKED_AT).rows if text.strip() else []
    keyring().warm([*found, *(row.pk for row in candidates)])
    limit = parameter_int("disputes.duplicate_similarity_percent") / 100
    for row in candidates:
        if similarity(text, row.narrative) >= limit:
            found.setdefault(row.pk, (row, []))[1].append(Message(noop("similar text")))
    hints = [Hint(row, tuple(reasons), row.state == State.STRUCK_OFF) for row, reasons in found.values()]
    return hints[: parameter_int("disputes.duplicate_limit")]


def registered_lately(what: str, place: str, *, by: Actor, since: datetime, but: UUID | None) -> Dispute | None:
    """The same words about the same place that one account has taken in since then; ``but`` is left out.

    For actions: it looks at the last few matters of this one account, whatever their scope has become.
    """
    mine = Dispute.objects.filter(county=by.county, registered_by=by.uid, registered_at__gte=since)
    taken = mine.exclude(state=State.VOID)
    rows = [row for row in taken.order_by("-registered_at", "-uid")[:LAST_TAKEN] if row.pk != but]
    keyring().warm(row.pk for row in rows)
    return next((row for row in rows if (row.narrative, row.place) == (what, place)), None)
