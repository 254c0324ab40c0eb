"""One case as ``desk/case.html`` shows it: head, course, agreement, obligations, visits."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.cases.enums import AgreementForm, Link, ObligationState, Outcome, PauseReason, Proof, Satisfied, WayIn
from anmulong.cases.public import Agreement, Case, Obligation, Session
from anmulong.desk.presenting.cases.people import People
from anmulong.desk.presenting.cases.words import case_number, case_state, due_words, label, turn_of, yuan
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.presenting.words import due_tone
from anmulong.desk.requests import Here
from anmulong.disputes.enums import ContactWay
from anmulong.lawbook.public import code_label, dispute_type_label
from anmulong.people.public import covered, mediator_of_account


OBLIGATION_TONES = {
    ObligationState.DONE: "good",
    ObligationState.PART: "info",
    ObligationState.BREACHED: "bad",
    ObligationState.OPEN: "wait",
    ObligationState.ANNULLED: "",
}


def mediates(place: Here, people: People) -> bool:
    """Whether the reader is a mediator of this case; the side file is for nobody else (O-4, R-132)."""
    if place.account.pk == people.case.owner_person:
        return True
    own = mediator_of_account(place.account.pk)
    return own is not None and any(row.mediator == own.pk for row in people.mediators)


def case_subject(case: Case) -> dict[str, str]:
    """What stands above a step: number, heading, address."""
    return {"number": case_number(case), "title": case.dispute.title, "url": reverse("desk:case", args=[case.pk])}


def case_head(case: Case, people: People, now: datetime) -> dict[str, Any]:
    """The head of the page; names of minors are covered in its texts too (R-751)."""
    parties = [row.party for row in people.parties]
    return {
        "number": case_number(case),
        "title": covered(case.dispute.title, parties, masked=people.masked),
        "request": covered(case.request, parties, masked=people.masked),
        "facts": covered(case.facts, parties, masked=people.masked),
        "state": case_state(case.state),
        "turn": turn_of(case),
        "kind": dispute_type_label(case.kind) if case.kind else "",
        "way_in": _way_in(case),
        "unit": unit_name(case.county, case.owner_organisation),
        "mediator": people.mediator_names.get(case.lead_mediator, "") if case.lead_mediator else "",
        "difficulty": code_label("C-304", case.difficulty) if case.difficulty else "",
        "openness": openness(case),
        "due": case.due_at,
        "due_tone": due_tone(case.due_at, now),
        "due_note": due_words(case, now),
        "applied_at": case.applied_at,
        "accepted_at": case.accepted_at,
        "started_at": case.started_at,
        "effective_at": case.effective_at,
        "at_stake": yuan(case.amount_at_stake),
        "agreed": yuan(case.agreed_amount),
        "restricted": case.restricted,
        "incomplete": case.incomplete,
        "proof_missing": case.proof_missing,
        "ending": _ending(case),
        "dispute": {"number": case.dispute.number, "url": reverse("desk:matter", args=[case.dispute_id])},
        "earlier_url": reverse("desk:case", args=[case.earlier_id]) if case.earlier_id else "",
    }


def _way_in(case: Case) -> str:
    parts = [label(WayIn, case.way_in), label(Link, case.link) if case.link else ""]
    return " · ".join(part for part in parts if part)


def openness(case: Case) -> str:
    """Whether the parties asked for public mediation (人民调解法 art. 23)."""
    if case.public_session is None:
        return _("not said")
    return _("in public") if case.public_session else _("not in public")


def _ending(case: Case) -> dict[str, Any] | None:
    at = case.ended_at or case.refused_at
    if at is None:
        return None
    return {
        "at": at,
        "reason": code_label("C-223", case.end_reason) if case.end_reason else _("not accepted"),
        "routes": [code_label("C-241", code) for code in case.routes],
        "note": case.end_note,
        "undisputed": case.undisputed_facts,
    }


def sessions(rows: list[Session], people: People, *, side_file: bool) -> list[dict[str, Any]]:
    """The sessions of one file; those held apart belong to the side file."""
    return [
        {
            "position": row.position,
            "at": row.began_at,
            "until": row.ended_at,
            "ways": "、".join(code_label("C-222", way) for way in row.ways),
            "place": row.place,
            "present": people.names(as_uid(each) for each in row.present),
            "others": row.others_present,
            "recorder": row.recorder,
            "text": row.text,
            "result": code_label("C-307", row.result),
        }
        for row in rows
        if row.separate == side_file
    ]


def agreement(case: Case, people: People) -> dict[str, Any] | None:
    """The agreement in force or waiting for signatures, with its obligations and signatures."""
    row: Agreement | None = next((each for each in case.agreements.all() if each.replaced_at is None), None)
    if row is None:
        return None
    owed = list(case.obligations.filter(agreement=row).order_by("position"))
    return {
        "form": label(AgreementForm, row.form),
        "number": row.number,
        "edition": row.edition,
        "facts": row.facts,
        "content": row.content,
        "performance": row.performance,
        "place": row.place,
        "copies": row.copies,
        "made_at": row.made_at,
        "effective_at": row.effective_at,
        "amount": yuan(row.amount),
        "proofs": "、".join(label(Proof, proof) for proof in row.proofs),
        "obligations": [obligation(each, people) for each in owed],
        "total": yuan(sum((each.amount for each in owed if each.amount), Decimal(0)) or None),
        "signatures": signatures(case, row, people),
    }


def obligation(row: Obligation, people: People) -> dict[str, Any]:
    """Who owes what to whom until when, and how it stands."""
    left = (row.amount - row.paid) if row.amount is not None else None
    return {
        "uid": row.pk,
        "position": row.position,
        "debtor": people.name(row.debtor),
        "creditor": people.name(row.creditor),
        "kind": code_label("C-306", row.kind),
        "what": yuan(row.amount) or row.thing,
        "amount": row.amount,
        "left": left,
        "thing": row.thing,
        "due_on": row.due_on,
        "place": row.place,
        "state": label(ObligationState, row.state),
        "tone": OBLIGATION_TONES.get(ObligationState(row.state), ""),
        "paid": yuan(row.paid) if row.paid and row.paid != row.amount else "",
        "done_at": row.done_at,
    }


def signatures(case: Case, row: Agreement, people: People) -> list[dict[str, Any]]:
    """Who has signed this edition, and what does not count (R-115, R-222)."""
    return [
        {
            "who": people.name(each.signer) if each.signer else "",
            "kind": each.get_kind_display(),
            "way": each.get_way_display(),
            "at": each.signed_at,
            "counts": each.counts,
        }
        for each in case.signatures.filter(agreement=row).order_by("signed_at", "uid")
    ]


def visits(case: Case, people: People, names: dict[Any, str]) -> list[dict[str, Any]]:
    """The return visits, latest first (R-211)."""
    return [
        {
            "at": row.happened_at,
            "whom": people.name(row.party) if row.party else "",
            "way": label(ContactWay, row.way),
            "reached": row.reached,
            "satisfied": label(Satisfied, row.satisfied) if row.reached else "",
            "sued": row.sued,
            "danger": row.new_danger,
            "text": row.text,
            "visitor": names.get(row.visitor, ""),
        }
        for row in case.visits.order_by("-happened_at")
    ]


def happenings_outside(case: Case) -> list[dict[str, Any]]:
    """Suits and rulings on the agreement (C-305)."""
    rows = case.outside_events.order_by("-happened_at")
    return [{"at": row.happened_at, "what": label(Outcome, row.outcome), "text": row.text} for row in rows]


def investigations(case: Case) -> list[Any]:
    """F-05: who was asked and what was found."""
    return list(case.investigations.order_by("happened_at"))


def pauses(case: Case) -> list[dict[str, Any]]:
    """When the clock of mediation stood still (R-210)."""
    return [
        {"reason": label(PauseReason, row.reason), "note": row.note, "began_at": row.began_at, "ended_at": row.ended_at}
        for row in case.suspensions.order_by("began_at")
    ]
