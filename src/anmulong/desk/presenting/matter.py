"""One matter as ``desk/dispute.html`` shows it: head, parties, files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base.scoping import Scope
from anmulong.desk.presenting.covering import sees_names
from anmulong.desk.presenting.eyes import Eyes
from anmulong.desk.presenting.rows import kind_of
from anmulong.desk.presenting.words import due_note, due_tone, state_label
from anmulong.desk.rights import soft_url
from anmulong.disputes.enums import AnswerWay, RestrictedWhy, Turn
from anmulong.disputes.public import Dispute, DisputeParty, Report, reason_text
from anmulong.files.enums import Confidentiality
from anmulong.files.public import StoredFile, download_name
from anmulong.kernel.masking import mask_name, mask_phone
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import place_path
from anmulong.people.enums import PartyKind, Spoken
from anmulong.people.public import Party, covered, shown_address, shown_identity, shown_name, shown_telephone


PURPOSES = (
    {"value": "contact", "label": _("to reach the person about this matter")},
    {"value": "deliver", "label": _("to deliver a paper")},
    {"value": "identify", "label": _("to make sure who it is")},
    {"value": "safety", "label": _("somebody is in danger")},
    {"value": "complaint", "label": _("to look into a complaint or mistake")},
)
PICTURES = ("image/jpeg", "image/png", "image/webp")


def subject(dispute: Dispute) -> dict[str, str]:
    """What stands above a step: number, heading, address."""
    return {"number": dispute.number, "title": dispute.title, "url": reverse("desk:matter", args=[dispute.pk])}


def head(dispute: Dispute, sides: list[DisputeParty], eyes: Eyes, *, scope: Scope, now: datetime) -> dict[str, Any]:
    """The head of the page. Names of minors are covered in its texts too (R-751)."""
    shown = eyes.cleared
    masked, people = not sees_names(scope), [side.party for side in sides]
    reasons = [reason_text(reason, shown=shown).render(gettext) for reason in dispute.colour_reasons]
    return {
        "number": dispute.number,
        "title": covered(dispute.title, people, masked=masked),
        "summary": covered(dispute.narrative, people, masked=masked),
        "state": state_label(dispute.state),
        "risk": dispute.colour,
        "risk_note": gettext("reason restricted") if dispute.restricted and not shown else "",
        "risk_reasons": list(dict.fromkeys(reasons)),
        "kind": kind_of(dispute),
        "source": code_label("C-302", dispute.source),
        "place": covered(dispute.place, people, masked=masked),
        "town": place_path(dispute.county, dispute.gacha or dispute.town),
        "owner": eyes.person(dispute.owner_person),
        "unit": eyes.unit(dispute.owner_organisation),
        "turn": turn(dispute, eyes),
        "due": dispute.due_at,
        "due_tone": due_tone(dispute.due_at, now),
        "due_note": due_note(dispute, now),
        "registered_at": dispute.registered_at,
        "happened_at": dispute.requested_at,
        "answered": answered(dispute),
        "restricted": dispute.restricted,
        "restricted_note": str(RestrictedWhy(dispute.restricted_why).label) if shown and dispute.restricted_why else "",
        "amount": gettext("%(amount)s yuan") % {"amount": f"{dispute.amount_at_stake:,}"}
        if dispute.amount_at_stake is not None
        else "",
        "people": dispute.people_count,
        "history_url": soft_url("desk:history", dispute.pk),
    }


def turn(dispute: Dispute, eyes: Eyes) -> str:
    """Whose move it is; an assignment that waits for an answer is named first."""
    if dispute.offered_organisation is not None:
        return gettext("waits to be acknowledged by %(unit)s") % {"unit": eyes.unit(dispute.offered_organisation)}
    if dispute.turn == Turn.NOBODY:
        return ""
    return gettext("next: %(turn)s") % {"turn": str(Turn(dispute.turn).label)}


def answered(dispute: Dispute) -> dict[str, Any] | None:
    """The answer given (有回音)."""
    if not dispute.answer_way:
        return None
    return {"label": str(AnswerWay(dispute.answer_way).label), "at": dispute.answered_at}


def people_of(dispute: Dispute) -> set[UUID | None]:
    """The accounts that the head names."""
    return {dispute.owner_person, dispute.offered_person}


def parties(sides: list[DisputeParty], dispute: Dispute, scope: Scope) -> list[dict[str, Any]]:
    """The parties, telephone and identity number masked until a purpose is given (O-4)."""
    return [party(side.party, side, dispute, scope) for side in sides]


def party(row: Party, side: DisputeParty, dispute: Dispute, scope: Scope) -> dict[str, Any]:
    """One party as ``c-party`` shows it."""
    return {
        "name": shown_name(row, scope),
        "side": gettext("first side") if side.side == 1 else gettext("other side"),
        "role": code_label("C-309", side.role),
        "kind": str(PartyKind(row.kind).label) if row.kind != PartyKind.NATURAL else "",
        "phone_masked": shown_telephone(row),
        "identity_masked": shown_identity(row),
        "address": shown_address(row, scope),
        "language": str(Spoken(row.spoken).label) if row.spoken else "",
        "interpreter": row.needs_interpreter,
        "minor": row.is_minor,
        "safe_contact": safe_contact(row),
        "url": party_url(dispute.pk, row.pk),
        "unmask_url": unmask_url(dispute, row),
    }


def party_url(dispute: UUID, party: UUID) -> str:
    """The page of a party below its dispute, where it asks for a purpose first (O-4)."""
    return reverse("desk:party", args=[dispute, party])


def unmask_url(dispute: Dispute, row: Party) -> str:
    """Where a number behind its mask is asked for."""
    return reverse("desk:unmask", args=[dispute.pk, row.pk])


def safe_contact(row: Party) -> str:
    """What every channel must obey when it reaches out to this person."""
    parts = [
        gettext("hours: %(hours)s") % {"hours": row.safe_hours} if row.safe_hours else "",
        gettext("call the safe number only") if row.safe_telephone else "",
        gettext("do not visit") if row.do_not_visit else "",
        gettext("no short messages") if row.no_sms else "",
    ]
    return " · ".join(part for part in parts if part)


def reporter(reports: list[Report], eyes: Eyes, names: set[str]) -> dict[str, Any] | None:
    """Who reported it, apart from the parties; a party who came in person is not shown twice (O-4)."""
    row = next((report for report in reports if not report.anonymous and report.reporter), None)
    if row is None or row.reporter in names:
        return None
    return {
        "name": row.reporter if eyes.near else mask_name(row.reporter),
        "phone_masked": mask_phone(row.reporter_phone) if row.reporter_phone else "",
        "unmask_url": reverse("desk:unmask", args=[row.dispute_id, row.pk]),
        "is_reporter": True,
    }


def files(rows: list[StoredFile], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """The attachments as ``c-attachments`` shows them."""
    return [
        {
            "name": row.title or download_name(row),
            "url": reverse("desk:file", args=[row.stream, row.pk]),
            "thumb_url": reverse("desk:preview", args=[row.stream, row.pk]) if row.has_preview else "",
            "kind": media_kind(row.media_type),
            "size": filesizeformat(row.size),
            "at": row.uploaded_at,
            "by": names.get(row.uploaded_by, "") if row.uploaded_by else "",
            "restricted": row.confidentiality != Confidentiality.ORDINARY,
        }
        for row in rows
    ]


def media_kind(media_type: str) -> str:
    """The kind of preview."""
    if media_type in PICTURES:
        return "image"
    if media_type.startswith("audio/"):
        return "audio"
    return "pdf" if media_type == "application/pdf" else "other"


def meetings(rows: list[Any], now: datetime, eyes: Eyes) -> list[dict[str, Any]]:
    """The meetings that are still to come, with the address of their slip."""
    return [
        {
            "begins_at": row.begins_at,
            "place": row.place,
            "subject": row.subject,
            "host": eyes.person(row.host),
            "url": reverse("desk:meeting_slip", args=[row.dispute_id, row.pk]),
        }
        for row in sorted(rows, key=lambda row: row.begins_at)
        if row.cancelled_at is None and row.ends_at >= now
    ]


def receipts(reports: list[Report]) -> list[dict[str, Any]]:
    """Every report of the matter with its receipt."""
    return [
        {
            "number": row.number,
            "at": row.registered_at,
            "source": code_label("C-302", row.source),
            "url": reverse("desk:receipt", args=[row.dispute_id, row.pk]),
        }
        for row in reports
    ]
