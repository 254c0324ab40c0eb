"""Everything the page of one matter shows, in a fixed number of queries."""

from dataclasses import dataclass

from anmulong.base.crypto import keyring
from anmulong.disputes.models import (
    Clock,
    ColourChange,
    Contact,
    Dispute,
    DisputeParty,
    Guidance,
    Meeting,
    Note,
    Report,
    Responsibility,
)
from anmulong.disputes.rules import Gap, strike_off_gaps
from anmulong.files.public import StoredFile, files_of


@dataclass(frozen=True)
class MatterPage:
    """A matter with its children, each list in the order in which it is shown."""

    dispute: Dispute
    sides: list[DisputeParty]
    reports: list[Report]
    responsibilities: list[Responsibility]
    clocks: list[Clock]
    contacts: list[Contact]
    meetings: list[Meeting]
    notes: list[Note]
    guidance: list[Guidance]
    colour_changes: list[ColourChange]
    files: list[StoredFile]
    gaps: list[Gap]


def matter_page(dispute: Dispute, *, restricted: bool = False, side_file: bool = False) -> MatterPage:
    """Gather the children of a matter that was read in scope; side-file material only where asked for (O-4)."""
    keyring().warm([dispute.pk])
    contacts = list(dispute.contacts.order_by("-happened_at"))
    files = files_of([dispute.pk], restricted=restricted, side_file=side_file)[dispute.pk]
    proof = bool(files) or any(contact.reached for contact in contacts)
    return MatterPage(
        dispute=dispute,
        sides=list(dispute.sides.filter(left_at=None).select_related("party").order_by("side", "position")),
        reports=list(dispute.reports.order_by("registered_at")),
        responsibilities=list(dispute.responsibilities.order_by("-offered_at")),
        clocks=list(dispute.clocks.order_by("stopped_at", "due_at")),
        contacts=contacts,
        meetings=list(dispute.meetings.order_by("-begins_at")),
        notes=[note for note in dispute.notes.order_by("-happened_at") if side_file or not note.side_file],
        guidance=list(dispute.guidance.order_by("-told_at")),
        colour_changes=list(dispute.colour_changes.order_by("-changed_at")),
        files=files,
        gaps=strike_off_gaps(dispute, has_proof=proof),
    )


def by_public_code(key: bytes, county: str) -> Report | None:
    """The report behind a public code's keyed digest."""
    return Report.objects.filter(county=county, code_key=key).first()
