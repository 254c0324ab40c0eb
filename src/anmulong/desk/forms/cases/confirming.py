"""司法确认: the joint application, what the court does with it; and urging to perform (F-11, 人民调解法 art. 31)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.cases.enums import CourtGround, CourtReason
from anmulong.cases.public import (
    COURT_LINKS,
    NOT_CONFIRMED,
    NOT_TAKEN,
    ConfirmationAsked,
    CourtDecided,
    CourtTook,
    Urged,
    agreement_of,
    confirmable_until,
    visit_sheet,
    warnings_of_court,
)
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.forms.cases.scans import ScanForm
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import chosen, day, line, offer, segments, tick, ticks
from anmulong.desk.forms.fields import text as words
from anmulong.desk.presenting.cases.life import owed_choices
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import Call
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.public import organisations


def reasons(known: frozenset[CourtReason]) -> list[tuple[str, Any]]:
    """The reasons of one step, in their order, behind "none"."""
    return [("", gettext("none")), *((each.value, each.label) for each in CourtReason if each in known)]


class AskConfirmation(ScanForm):
    """共同申请司法确认: who applied, to which court."""

    action = "case.ask_confirmation"
    icon = "gavel"
    title = _("Joint application for confirmation")
    many = ("applicants",)

    court = line(_("Court"))
    ground = chosen(_("Why this court"), [])
    applicants = ticks(_("Who applied, together"), [], required=True)
    text = words(_("Remarks"), required=False, rows=2)

    def set_up(self) -> None:
        super().set_up()
        invited = self.case.link in COURT_LINKS
        grounds = [each for each in CourtGround if (each == CourtGround.INVITING) == invited]
        offer(self, "ground", [(each.value, each.label) for each in grounds])
        self.initial.setdefault("ground", grounds[0] if invited else CourtGround.COMMITTEE)
        offer(self, "applicants", self.party_choices())
        courts = organisations(self.case.county, OrganisationKind.COURT, DivisionLevel.COUNTY)
        self.initial.setdefault("court", courts[0].name if courts else "")
        self.fields["court"].help_text = self._until()

    def _until(self) -> str:
        last = confirmable_until(self.case)
        told = [gettext("Possible until %(day)s.") % {"day": last.isoformat()}] if last else []
        try:
            found = warnings_of_court(self.case, agreement_of(self.case))
        except Refused:
            found = []
        return " ".join([*told, *(each.text.render(gettext) for each in found)])

    def calls(self) -> list[Call]:
        """The papers, the application."""
        said = self.cleaned_data
        given = ConfirmationAsked(
            said["court"],
            CourtGround(said["ground"]),
            tuple(UUID(each) for each in said["applicants"]),
            said["text"],
            self.scan(),
        )
        return [*self.attaching(), *self.bundle([(self.action, given)])]


class CourtTookUp(CaseForm):
    """法院受理与否."""

    action = "case.court_took_up"
    icon = "inbox"

    number = line(_("Number of the court"), required=False)
    reason = chosen(_("Not taken on, because"), lambda: reasons(NOT_TAKEN), required=False)
    text = words(_("Remarks"), required=False, rows=2)

    def calls(self) -> list[Call]:
        """What the court did."""
        said = self.cleaned_data
        reason = CourtReason(said["reason"]) if said["reason"] else None
        return self.bundle([(self.action, CourtTook(said["number"], reason, said["text"]))])


class RecordRuling(ScanForm):
    """法院裁定: as it was received."""

    action = "case.court_decided"
    icon = "gavel"
    title = _("The court's ruling")

    number = line(_("Number of the ruling"))
    reason = chosen(_("Rejected, because"), lambda: reasons(NOT_CONFIRMED), required=False)
    partly = tick(_("Only the part that can stand alone was confirmed"))
    text = words(_("Remarks"), required=False, rows=2)

    def calls(self) -> list[Call]:
        """The ruling on paper, the ruling."""
        said = self.cleaned_data
        reason = CourtReason(said["reason"]) if said["reason"] else None
        given = CourtDecided(said["number"], reason, said["partly"], said["text"], self.scan())
        return [*self.attaching(), *self.bundle([(self.action, given)])]


class WithdrawConfirmation(CaseForm):
    """撤回司法确认申请."""

    action = "case.withdraw_confirmation"
    icon = "arrow-back-up"

    text = words(_("Remarks"), required=False, rows=2)


class Urge(CaseForm):
    """督促履行: whom, how, what was promised."""

    action = "case.urge"
    icon = "speakerphone"

    obligation = chosen(_("Which one"), [])
    way = segments(_("How"), ContactWay.choices)
    reached = tick(_("Reached"))
    promised_on = day(_("Promised until"))
    text = words(_("What was said"), required=False, rows=2)

    def opening(self) -> dict[str, Any]:
        return {"way": ContactWay.TELEPHONE, "reached": True}

    def set_up(self) -> None:
        super().set_up()
        sheet = visit_sheet(self.case, local_day(clock.now()))
        offer(self, "obligation", [EMPTY, *owed_choices(self.place, self.case, sheet.owed)])

    def calls(self) -> list[Call]:
        """The word that was said."""
        said = self.cleaned_data
        given = Urged(
            UUID(said["obligation"]), ContactWay(said["way"]), said["reached"], said["promised_on"], said["text"]
        )
        return self.bundle([(self.action, given)])
