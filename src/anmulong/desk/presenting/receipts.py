"""The receipt of registration (登记回执): number, both times (R-131), code as text and as QR, next date."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import segno
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anmulong.access.public import who
from anmulong.desk.presenting.rows import unit_name
from anmulong.disputes.public import Dispute, DisputeParty, Report
from anmulong.kernel.numbering import RECEIPT_WIDTH, parse_receipt_number
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import organisation, place_path
from anmulong.people.public import covered


def receipt(dispute: Dispute, report: Report, sides: Iterable[DisputeParty], ask_url: str) -> dict[str, Any]:
    """What stands on the paper. It names nobody but its receiver (O-4), and a restricted matter shows no heading."""
    others = [side.party for side in sides if side.party.name != report.reporter]
    unit = dispute.owner_organisation
    body = organisation(dispute.county, unit) if unit else None
    return {
        "number": report.number,
        "code": report.code,
        "qr_svg": qr(f"{ask_url}#{urlencode({'n': short(report.number), 'c': report.code})}"),
        "ask_url": ask_url,
        "unit": unit_name(dispute.county, unit),
        "unit_note": " · ".join(part for part in (body.address, body.telephone) if part) if body else "",
        "happened_at": report.requested_at,
        "entered_at": report.registered_at,
        "source": code_label("C-302", report.source),
        "title": _("a matter registered here") if dispute.restricted else covered(dispute.title, others, masked=True),
        "place": place_path(dispute.county, dispute.gacha or dispute.town),
        "received_by": who([report.taken_by]).get(report.taken_by, "") if report.taken_by else "",
        "next_text": _("You are told how far it is."),
        "next_on": report.next_date or dispute.due_at,
        "given_to": _("anonymous") if report.anonymous else report.reporter,
    }


def short(number: str) -> str:
    """Year and serial of a number of a receipt, as whoever asks may type it."""
    parsed = parse_receipt_number(number)
    return f"{parsed.year}-{parsed.serial:0{RECEIPT_WIDTH}}"


def qr(address: str) -> SafeString:
    """Where to ask, with number and code behind the #, as a drawing without size."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2)
    # Drawn here from an address of ours and digits; no text of a person is in it.
    return SafeString(drawing)
