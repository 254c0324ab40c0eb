"""The life of an agreement on the page of its case: warnings, confirmation, urging (R-117, R-121 … R-129)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anmulong.cases.enums import ConfirmationState, CourtGround, CourtReason, Link
from anmulong.cases.public import (
    Agreement,
    Case,
    Obligation,
    clarity,
    confirmable_until,
    confirmation_needs,
    confirmations_of,
    no_penalty_gap,
    separable,
    state_of_performance,
    warnings_of_court,
)
from anmulong.desk.presenting.cases.page import obligation
from anmulong.desk.presenting.cases.people import People
from anmulong.desk.presenting.cases.words import label
from anmulong.desk.requests import Here
from anmulong.disputes.enums import ContactWay
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import code_label


TONES = {
    ConfirmationState.APPLIED: "wait",
    ConfirmationState.TAKEN: "busy",
    ConfirmationState.CONFIRMED: "good",
    ConfirmationState.NOT_TAKEN: "bad",
    ConfirmationState.REJECTED: "bad",
}


def life(case: Case, people: People, now: datetime) -> dict[str, Any] | None:
    """Warnings before signing; behind it the confirmation with what the court wants, and the state of performance."""
    row: Agreement | None = case.agreements.filter(replaced_at=None).first()
    if row is None:
        return None
    if row.effective_at is None:
        return {"warnings": [_warning(each) for each in clarity(case, row)], "separable": [], "needs": []}
    return {
        **_confirmation(case, row, now),
        "police": _police(case),
        "urgings": _urgings(case, people),
        "performance": _performance(case),
    }


def _confirmation(case: Case, row: Agreement, now: datetime) -> dict[str, Any]:
    asked = [_asked(each, case) for each in confirmations_of(case)]
    last, found = confirmable_until(case), warnings_of_court(case, row)
    left = (last - local_day(now)).days if last is not None else None
    open_still = left is not None and left >= 0 and case.confirmation in ("", "withdrawn", "not_taken")
    rows = separable(row)
    apart = any(each.code in ("status", "title") for each in found)
    return {
        "warnings": [_warning(each) for each in found] if open_still else [],
        "separable": [each.position for each in rows] if open_still and apart else [],
        "needs": _needs(case, row) if open_still else [],
        "last": last,
        "left": left,
        "open": open_still,
        "asked": asked,
    }


def _police(case: Case) -> str:
    """What stands against an application to the police, or that it is possible now (R-137)."""
    if case.link != Link.POLICE:
        return ""
    gap = no_penalty_gap(case)
    return (
        gap.message.render(_)
        if gap is not None
        else _("Performed with proof: the parties may ask the police in writing.")
    )


def _asked(row: Any, case: Case) -> dict[str, Any]:
    return {
        "court": row.court,
        "ground": label(CourtGround, row.ground),
        "state": label(ConfirmationState, row.state),
        "tone": TONES.get(ConfirmationState(row.state), ""),
        "applied_at": row.applied_at,
        "taken_at": row.taken_at,
        "court_number": row.court_number,
        "decided_at": row.decided_at,
        "ruling_number": row.ruling_number,
        "reason": label(CourtReason, row.reason) if row.reason else "",
        "partly": row.partly,
        "text": row.text,
    }


def _needs(case: Case, row: Agreement) -> list[dict[str, Any]]:
    return [{"text": need.text.render(_), "there": need.there} for need in confirmation_needs(case, row)]


def _warning(found: Any) -> dict[str, Any]:
    return {"text": found.text.render(_), "rule": found.rule, "rows": "、".join(str(each) for each in found.rows)}


def _urgings(case: Case, people: People) -> list[dict[str, Any]]:
    rows = case.urgings.select_related("obligation").order_by("-happened_at")
    return [
        {
            "at": each.happened_at,
            "whom": people.name(each.obligation.debtor),
            "position": each.obligation.position,
            "way": label(ContactWay, each.way),
            "reached": each.reached,
            "promised_on": each.promised_on,
            "text": each.text,
        }
        for each in rows
    ]


def _performance(case: Case) -> str:
    """C-305 in words, derived."""
    code, after = state_of_performance(case)
    return " · ".join(
        word for word in (code and code_label("C-305", code), after and code_label("C-305a", after)) if word
    )


def owed_choices(place: Here, case: Case, rows: Iterable[Obligation]) -> list[tuple[str, str]]:
    """What is owed, as choices."""
    people = People(place, case)
    told = [(str(row.pk), obligation(row, people)) for row in rows]
    return [
        (
            uid,
            f"{each['position']}. {each['debtor']} → {each['creditor']}: {each['what']} · {each['due_on'].isoformat()}",
        )
        for uid, each in told
    ]
