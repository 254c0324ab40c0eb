"""Everything the page of one matter shows; each list is read when it is first asked for, and then kept."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.disputes.models import (
    Clock,
    ColourChange,
    Contact,
    Dispute,
    DisputeParty,
    Escalation,
    Guidance,
    Meeting,
    Note,
    Report,
    Responsibility,
)
from anmulong.disputes.rules import Gap, in_sample, strike_off_gaps
from anmulong.files.public import StoredFile, files_of
from anmulong.lawbook.public import parameter_int


@dataclass(frozen=True, eq=False)
class MatterPage:
    """A matter with its children, each list in the order in which it is shown; one query for each list asked for."""

    dispute: Dispute
    restricted: bool = False
    side_file: bool = False

    @cached_property
    def sides(self) -> list[DisputeParty]:
        """The parties and where they stand, left ones apart."""
        rows = self.dispute.sides.filter(left_at=None).select_related("party")
        return list(rows.order_by("side", "position"))

    @cached_property
    def reports(self) -> list[Report]:
        """Every report of the matter, first one first."""
        return list(self.dispute.reports.order_by("registered_at"))

    @cached_property
    def responsibilities(self) -> list[Responsibility]:
        """Owners and offers, latest first."""
        return list(self.dispute.responsibilities.order_by("-offered_at"))

    @cached_property
    def clocks(self) -> list[Clock]:
        """Stopped and running time limits."""
        return list(self.dispute.clocks.order_by("stopped_at", "due_at"))

    @cached_property
    def contacts(self) -> list[Contact]:
        """Calls, visits and talks, latest first."""
        return list(self.dispute.contacts.order_by("-happened_at"))

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Arranged meetings, latest first."""
        return list(self.dispute.meetings.order_by("-begins_at"))

    @cached_property
    def notes(self) -> list[Note]:
        """Notes, latest first; those of the side file only where asked for (O-4)."""
        return [note for note in self.dispute.notes.order_by("-happened_at") if self.side_file or not note.side_file]

    @cached_property
    def guidance(self) -> list[Guidance]:
        """Routes that were named, latest first."""
        return list(self.dispute.guidance.order_by("-told_at"))

    @cached_property
    def escalations(self) -> list[Escalation]:
        """Reports to the police or another department, latest first."""
        return list(self.dispute.escalations.order_by("-reported_at"))

    @cached_property
    def colour_changes(self) -> list[ColourChange]:
        """Changes of the colour, latest first."""
        return list(self.dispute.colour_changes.order_by("-changed_at"))

    @cached_property
    def files(self) -> list[StoredFile]:
        """Attachments in the order of their entry."""
        found = files_of([self.dispute.pk], restricted=self.restricted, side_file=self.side_file)
        return found[self.dispute.pk]

    @cached_property
    def gaps(self) -> list[Gap]:
        """What still stands between the matter and its strike-off."""
        every = files_of([self.dispute.pk], restricted=True, side_file=True)[self.dispute.pk]
        proof = bool(every) or any(contact.reached for contact in self.contacts)
        return strike_off_gaps(self.dispute, has_proof=proof)


def matter_page(dispute: Dispute, *, restricted: bool = False, side_file: bool = False) -> MatterPage:
    """The children of a matter that was read in scope; restricted and side-file material only where asked for."""
    keyring().warm([dispute.pk])
    return MatterPage(dispute, restricted, side_file)


def must_be_opened(dispute: UUID) -> bool:
    """Whether a matter belongs to the sample that the second person opens before striking off (O-1)."""
    return in_sample(dispute, parameter_int("disputes.sample_share_percent"))


def by_public_code(key: bytes, county: str) -> Report | None:
    """The report behind a public code's keyed digest."""
    return Report.objects.filter(county=county, code_key=key).first()
