"""How a matter stands, for whoever holds its receipt: without a name, without a word of the story (O-4)."""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from anmulong.base.crypto import blind_index
from anmulong.base.guards import trusted
from anmulong.disputes.models import Report
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import check_public_code


PURPOSE = "public-code"


@dataclass(frozen=True)
class Standing:
    """What the holder of a receipt may know. Of a restricted matter nothing but that it is one."""

    dispute: UUID
    restricted: bool
    state: str = ""
    unit: UUID | None = None
    next_on: date | None = None
    answered: bool = False


def how_it_stands(county: str, number: str, code: str) -> Standing | None:
    """What the receipt of that number and code belongs to; ``None`` for a wrong number and a wrong code alike.

    Both are compared in constant time, also where nothing was found.
    """
    key = blind_index(PURPOSE, _written(code))
    with trusted():  # nobody is signed in; the code is the right to know
        report = Report.objects.filter(county=county, code_key=key).select_related("dispute").first()
        same_code = hmac.compare_digest(key, bytes(report.code_key) if report else bytes(len(key)))
        same_number = hmac.compare_digest(_told(number), _told(report.number) if report else b"0-0")
        if report is None or not (same_code and same_number):
            return None
        return _standing(report)


def _standing(report: Report) -> Standing:
    dispute = report.dispute
    if dispute.restricted:
        return Standing(dispute.pk, restricted=True)
    due = local_day(dispute.due_at) if dispute.due_at else None
    return Standing(
        dispute.pk,
        restricted=False,
        state=dispute.state,
        unit=dispute.owner_organisation,
        next_on=report.next_date or due,
        answered=bool(dispute.answer_way),
    )


def _written(code: str) -> str:
    """The code in its one form; what cannot be a code is looked for all the same, and never found."""
    try:
        return check_public_code(code)
    except Invalid:
        return ""


def _told(number: str) -> bytes:
    """Year and serial of a number, however much of it was typed: 鄂矛登〔2026〕000236号, 2026-236."""
    digits = re.findall(r"[0-9]+", unicodedata.normalize("NFKC", number)[:80])
    return "-".join(part.lstrip("0") for part in digits).encode()
