"""What the gate of the law says, for the matter's and the case's page and while the questions are answered (M-12)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.public import who
from anmulong.cases.public import Case, finding, standing_check
from anmulong.desk.forms.gate import is_answered
from anmulong.disputes.enums import OPEN_STATES, CheckedAgain
from anmulong.disputes.public import AdmissibilityCheck, Dispute, finding_of, latest_check
from anmulong.kernel.admissibility import Finding, Rule
from anmulong.lawbook.enums import GateAct
from anmulong.lawbook.public import code_label, code_row, every_question, in_words, known_words, label_of


TONES = {"block": "bad", "warn": "wait", "accept": "good"}
ICONS = {"block": "hand-stop", "warn": "alert-triangle", "accept": "check"}


def result(found: Finding) -> dict[str, Any]:
    """The result as ``desk/parts/gate_result.html`` draws it."""
    return {
        "verdict": str(GateAct(found.verdict).label),
        "tone": TONES[found.verdict],
        "icon": ICONS[found.verdict],
        "rules": [_rule(rule) for rule in found.fired],
        "routes": [_route(code) for code in found.routes] if found.verdict != "accept" else [],
        "freeze": any(rule.freeze for rule in found.fired),
        "day": found.day,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": code_label("C-240", rule.code),
        "act": str(GateAct(rule.act).label),
        "tone": TONES[rule.act],
        "means": in_words(rule.words, "means"),
        "ends": in_words(rule.words, "ends"),
        "laws": [str(law) for law in rule.law],
        "report": rule.report,
        "unverified": rule.status == "unverified",
    }


def _route(code: str) -> dict[str, str]:
    row = code_row("C-241", code)
    return {
        "name": label_of(row),
        "limit": in_words(row.facts, "limit"),
        "bring": in_words(row.facts, "bring"),
    }


def card_of_matter(dispute: Dispute, *, may: bool) -> dict[str, Any] | None:
    """The card on the page of a matter: what was answered, by whom, what it means; nothing for a matter that is over
    and was never asked about."""
    check = latest_check(dispute)
    is_open = dispute.state in OPEN_STATES
    if check is None and not is_open:
        return None
    return {
        "url": reverse("desk:act", args=[dispute.pk, "check_admissibility"]) if may and is_open else "",
        "stale": check is not None and not is_answered(dispute),
        **(_told(check, finding_of(dispute, check)) if check is not None else {}),
    }


def card_of_case(case: Case, *, may: bool) -> dict[str, Any] | None:
    """The card on the page of a case: by the rules of the day on which it was applied for."""
    check = standing_check(case)
    before = case.accepted_at is None and case.is_open
    if check is None and not before:
        return None
    return {
        "url": reverse("desk:act", args=[case.dispute_id, "check_admissibility"]) if may and case.is_open else "",
        "stale": False,
        "reason": case.gate_reason,
        **(_told(check, finding(case, check)) if check is not None else {}),
    }


def _told(check: AdmissibilityCheck, found: Finding) -> dict[str, Any]:
    return {
        "result": result(found),
        "said": _said(found),
        "by": who([check.account]).get(check.account, "") if check.account else "",
        "at": check.made_at,
        "again": str(CheckedAgain(check.again).label) if check.again else "",
        "again_reason": check.reason,
    }


def _said(found: Finding) -> list[str]:
    """The facts that were looked at, in words."""
    words = {each.fact: each.words for each in every_question()} | known_words()
    said = [in_words(of) for fact, of in words.items() if fact in found.facts]
    return said or [_("none of the situations that were asked about")]
