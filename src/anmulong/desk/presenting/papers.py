"""Papers handed to people: the slip of a meeting, the lawful routes that were named."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from anmulong.access.public import who
from anmulong.desk.presenting.rows import unit_name
from anmulong.disputes.public import Dispute, Meeting
from anmulong.lawbook.public import codes, label_of
from anmulong.orgs.public import organisation


def meeting_paper(dispute: Dispute, meeting: Meeting) -> dict[str, Any]:
    """When, where, who leads it, whom to call. It names no party, because it lies on kitchen tables (O-4)."""
    unit = meeting.organisation or dispute.owner_organisation
    body = organisation(dispute.county, unit) if unit else None
    return {
        "number": dispute.number,
        "unit": unit_name(dispute.county, unit),
        "unit_phone": body.telephone if body else "",
        "begins_at": meeting.begins_at,
        "ends_at": meeting.ends_at,
        "place": meeting.place,
        "subject": "" if dispute.restricted else meeting.subject,
        "host": who([meeting.host]).get(meeting.host, ""),
        "cancelled": meeting.cancelled_at is not None,
    }


def guidance_paper(dispute: Dispute, row: Any) -> dict[str, Any]:
    """The routes with what to bring, until when, and the law they stand on (R-113, C-241)."""
    return {
        "number": dispute.number,
        "unit": unit_name(dispute.county, dispute.owner_organisation),
        "told_at": row.told_at,
        "explanation": row.explanation,
        "routes": routes_told(row.routes, row.told_at),
    }


def routes_told(chosen: Sequence[str], at: datetime) -> list[dict[str, str]]:
    """Codes of C-241 as they were valid at that time: name, what to bring, until when, which law."""
    tail = "en" if (get_language() or "").startswith("en") else "zh"
    return [
        {
            "name": label_of(code),
            "bring": code.facts.get(f"bring_{tail}", ""),
            "limit": code.facts.get(f"limit_{tail}", ""),
            "law": "；".join(f"《{law['law']}》第{law['article']}条" for law in code.facts.get("law", [])),
        }
        for code in codes("C-241", at)
        if code.code in chosen
    ]
