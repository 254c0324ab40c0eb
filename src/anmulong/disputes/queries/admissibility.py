"""What the gate of the law says about a matter: facts that the record says, the answers that were given (M-12)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from anmulong.disputes.enums import Fact
from anmulong.disputes.models import AdmissibilityCheck, Dispute
from anmulong.kernel.admissibility import Finding
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import gate_at, kinds_of


KNOWN_ON = "claim_known_on"
CRIME_FORECASTS = ("crime", "group_fight")
CRIME_FACTS = {Fact.WEAPON_THREAT}


def latest_check(dispute: Dispute) -> AdmissibilityCheck | None:
    """The answers that stand."""
    found: AdmissibilityCheck | None = dispute.admissibility_checks.order_by("-entered_at", "-uid").first()
    return found


def recorded_facts(dispute: Dispute) -> frozenset[str]:
    """The facts that the matter itself says: its parties, forecast, source, reports to the police."""
    places = list(dispute.sides.filter(left_at=None).select_related("party"))
    people = [place.party for place in places]
    grave = dispute.forecast in CRIME_FORECASTS or bool(CRIME_FACTS & set(dispute.facts))
    holds = {
        "no_other_side": len({place.side for place in places}) < 2,
        "minor_party": any(person.is_minor for person in people),
        "needs_interpreter": any(person.needs_interpreter for person in people),
        "needs_reading": any(person.needs_reading_out for person in people),
        "may_become_crime": grave,
        "linked_police": dispute.source == "police",
        "police_know": dispute.escalations.exists() or dispute.source in ("police", "procuratorate"),
    }
    return frozenset(fact for fact, there in holds.items() if there)


def judged(kind: str, answers: Mapping[str, Any], recorded: frozenset[str], *, day: date, asked_on: date) -> Finding:
    """What the rules of ``day`` say. ``answers``: fact to yes or no, and the day on which the claim was known;
    ``asked_on``: the day of the request, with which limitation is compared (R-131)."""
    gate, kinds = gate_at(day), kinds_of(kind)
    said = frozenset(fact for fact, answer in answers.items() if answer is True)
    known_on = date.fromisoformat(answers[KNOWN_ON]) if answers.get(KNOWN_ON) else None
    facts = said | recorded | gate.limitation(known_on, asked_on, kinds)
    return Finding(day, facts, gate.found(facts, kinds))


def finding_of(
    dispute: Dispute, check: AdmissibilityCheck, *, day: date | None = None, more: frozenset[str] = frozenset()
) -> Finding:
    """What a check says with the facts of today, under the rules of its own day unless another ``day`` is named;
    ``more`` are facts that a case adds."""
    return judged(
        dispute.kind,
        check.answers,
        recorded_facts(dispute) | more,
        day=day or check.rules_day,
        asked_on=local_day(dispute.requested_at),
    )
