"""Mending what was written: change, correct, declare void (O-2). Nothing is deleted."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.places import settle_place
from anmulong.disputes.actions.registering import shortened
from anmulong.disputes.actions.restricting import close_where_demanded
from anmulong.disputes.actions.striking_off import Reason, needs_reason
from anmulong.disputes.enums import Fact, Permission
from anmulong.disputes.models import Dispute
from anmulong.disputes.rules import People, Yuan, is_owner_or_unit
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import UNSET, Actor, Moment, Unset, action, personal
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code, dispute_type


@dataclass(frozen=True)
class Change:
    """New values; untouched fields stay ``UNSET``. ``requested_at`` is not among them: it is evidence (R-131)."""

    title: str | Unset = personal(default=UNSET)
    narrative: str | Unset = personal(default=UNSET)
    place: str | Unset = personal(default=UNSET)
    division: UUID | Unset | None = UNSET
    kind: str | Unset = UNSET
    people_count: People | Unset | None = UNSET
    amount_at_stake: Yuan | Unset | None = UNSET
    forecast: str | Unset = UNSET
    scale: str | Unset = UNSET
    facts: tuple[Fact, ...] | Unset = UNSET

    def touched(self) -> dict[str, Any]:
        """Names and values of the fields that are to change."""
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "reason"}
        return {name: value for name, value in values.items() if value is not UNSET}


@dataclass(frozen=True)
class Correction(Change):
    """As ``Change``, with the reason that a later correction needs."""

    reason: str = personal(default="")


@action(
    "dispute.update",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="fields",
    given=Change,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Change the record"),
    law="O-2",
)
def update(dispute: Dispute, given: Change, *, by: Actor, at: Moment) -> Dispute:
    """Mend the record while the matter is open. Raises ``Invalid`` for codes that do not hold."""
    apply(dispute, given.touched(), by)
    return dispute


@action(
    "dispute.correct",
    on=Dispute,
    needs=Permission.CORRECT,
    merges="fields",
    given=Correction,
    workflow=MATTER,
    label=_("Correct the record"),
    law="O-2",
)
def correct(dispute: Dispute, given: Correction, *, by: Actor, at: Moment) -> Dispute:
    """Correct the record after the result, with a reason; the old value stays in the journal (更正)."""
    if not given.reason.strip():
        raise Invalid("no-reason", noop("A correction needs a reason."), fields={"reason": noop("This is needed.")})
    apply(dispute, given.touched(), by)
    return dispute


CODE_TABLES = {"forecast": "C-303", "scale": "C-310"}


def apply(dispute: Dispute, touched: dict[str, Any], by: Actor) -> None:
    """Set the touched columns after checking codes; a fact that demands it restricts the matter (O-4).

    A heading that was made from the first words of the text follows the text.
    """
    if "division" in touched:
        settle_place(dispute, touched.pop("division"), by)
    if touched.get("kind"):
        dispute_type(touched["kind"])
    for name, table in CODE_TABLES.items():
        if touched.get(name):
            check_code(table, touched[name])
    if "facts" in touched:
        touched["facts"] = sorted(str(fact) for fact in touched["facts"])
    if "narrative" in touched and dispute.title == shortened(dispute.narrative):
        touched.setdefault("title", shortened(touched["narrative"]))
    for name, value in touched.items():
        setattr(dispute, name, value)
    close_where_demanded(dispute)
    dispute.save()


@action(
    "dispute.void",
    on=Dispute,
    needs=Permission.VOID,
    merges="state",
    given=Reason,
    workflow=MATTER,
    label=_("Declare void"),
    law="R-531",
)
def void(dispute: Dispute, given: Reason, *, by: Actor, at: Moment) -> Dispute:
    """Declare a wrong entry void, with a reason (作废); it stays on the record and its number is never used again."""
    needs_reason(given)
    dispute.merged_into = None
    dispute.save()
    return dispute
