"""Mending what was written: change, correct, declare void (O-2). Nothing is deleted."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Permission
from anmulong.cases.models import Case
from anmulong.cases.queries.standing import not_struck_off_by_it
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import UNSET, Actor, Moment, Unset, action, emit, personal
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code


@dataclass(frozen=True)
class CaseChange:
    """New values; untouched fields stay ``UNSET``. The time of the application is not among them: it is evidence
    (R-131). ``difficulty`` is a code of C-304, ``source`` of C-302; ``amount_at_stake`` in CNY."""

    request: str | Unset = personal(default=UNSET)
    facts: str | Unset = personal(default=UNSET)
    difficulty: str | Unset = UNSET
    source: str | Unset = UNSET
    public_session: bool | Unset | None = UNSET
    amount_at_stake: Decimal | Unset | None = UNSET

    def touched(self) -> dict[str, Any]:
        """Names and values of the fields that are to change."""
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "reason"}
        return {name: value for name, value in values.items() if value is not UNSET}


@dataclass(frozen=True)
class CaseCorrection(CaseChange):
    """As ``CaseChange``, with the reason that a correction needs."""

    reason: str = personal(default="")


@action(
    "case.update",
    on=Case,
    needs=Permission.MEDIATE,
    merges="fields",
    given=CaseChange,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Change the record"),
    law="O-2",
)
def update(case: Case, given: CaseChange, *, by: Actor, at: Moment) -> Case:
    """Mend the record before there is a result. Raises ``Invalid`` for codes that do not hold."""
    _apply(case, given.touched())
    return case


@action(
    "case.correct",
    on=Case,
    needs=Permission.CORRECT,
    merges="fields",
    given=CaseCorrection,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Correct the record"),
    law="O-2",
)
def correct(case: Case, given: CaseCorrection, *, by: Actor, at: Moment) -> Case:
    """Correct the record with a reason; the old value stays in the journal (更正), signed papers as they are."""
    needs_reason(given.reason)
    _apply(case, given.touched())
    return case


CODE_TABLES = {"difficulty": "C-304", "source": "C-302"}


def _apply(case: Case, touched: dict[str, Any]) -> None:
    for name, table in CODE_TABLES.items():
        if touched.get(name):
            check_code(table, touched[name])
    if "request" in touched and not touched["request"].strip():
        raise Invalid("no-request", noop("Write down what is asked for."), fields={"request": noop("What is wanted?")})
    amount = touched.get("amount_at_stake")
    if amount is not None and amount < 0:
        raise Invalid(
            "bad-amount",
            noop("An amount is not below zero."),
            fields={"amount_at_stake": noop("An amount is not below zero.")},
        )
    for name, value in touched.items():
        setattr(case, name, value)
    case.save()


def needs_reason(reason: str) -> None:
    """Raise ``Invalid`` without words."""
    if not reason.strip():
        raise Invalid("no-reason", noop("This needs a reason."), fields={"reason": noop("This is needed.")})


@dataclass(frozen=True)
class CaseVoided:
    """Why the case is no case."""

    reason: str = personal()


@action(
    "case.void",
    on=Case,
    needs=Permission.VOID,
    merges="state",
    given=CaseVoided,
    workflow=CASE,
    policies=(under_its_committee, not_struck_off_by_it),
    label=_("Declare void"),
    law="O-2, R-212",
)
def void(case: Case, given: CaseVoided, *, by: Actor, at: Moment) -> Case:
    """Declare a wrong entry void, with a reason (作废); its number stays and is never used again (R-212).

    What it had brought about for the dispute is taken back. Raises ``Refused`` once the dispute is struck off by it.
    """
    needs_reason(given.reason)
    case.save()
    emit("case.void", case.pk)
    return case
