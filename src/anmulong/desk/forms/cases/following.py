"""回访, 履行: what was performed, how it stands, and the proposed close, in one click (O-1, R-211)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.cases.enums import Outcome, Permission, Proof, Satisfied, State
from anmulong.cases.public import (
    Breached,
    Closing,
    Performed,
    ProofsAdded,
    Visited,
    VisitSheet,
    WentOutside,
    visit_sheet,
)
from anmulong.desk.forms.cases.base import CaseForm, FormGroup, FormRow, FormTable
from anmulong.desk.forms.cases.scans import ScanForm
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import amount as yuan
from anmulong.desk.forms.fields import chosen, day, offer, segments, tick, ticks
from anmulong.desk.forms.fields import text as words
from anmulong.desk.presenting.cases.page import obligation
from anmulong.desk.presenting.cases.people import People
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import Call
from anmulong.kernel.clock import local_day


HEADS = (_("Performed"), _("or this much (yuan)"), _("Not performed"))


class FollowUp(CaseForm):
    """回访: performance row by row, the answer of who was visited, and closing where it is proposed."""

    action = "case.follow_up"
    icon = "home-check"
    title = _("Return visit")
    wide = True

    way = segments(_("How"), ContactWay.choices)
    party = chosen(_("Whom"), [], required=False)
    reached = tick(_("Reached"))
    satisfied = segments(_("Is he or she satisfied"), Satisfied.choices)
    said = words(_("How it stands"), required=False, rows=2, example=_("Both sides keep to it; no new quarrel."))
    sued = tick(_("A party has sued since"))
    new_danger = tick(_("The quarrel may break out again"))
    arrived = chosen(_("Did they get to where they were guided"), [], required=False)
    next_on = day(_("Next visit"), help=_("Left empty, it follows the plan."))
    close_now = tick(_("Close the case now"))

    @cached_property
    def sheet(self) -> VisitSheet:
        """What is owed, and whether closing is proposed."""
        return visit_sheet(self.case, local_day(clock.now()))

    @cached_property
    def owed(self) -> list[dict[str, Any]]:
        """The open obligations in words."""
        people = People(self.place, self.case)
        return [obligation(row, people) for row in self.sheet.owed]

    def opening(self) -> dict[str, Any]:
        found = {"way": ContactWay.TELEPHONE, "reached": True, "satisfied": Satisfied.NOT_SAID}
        return {**found, "close_now": self.sheet.may_close and self.place.may(Permission.CLOSE)}

    def set_up(self) -> None:
        offer(self, "party", [EMPTY, *self.party_choices()])
        offer(self, "arrived", [EMPTY, ("true", gettext("yes")), ("false", gettext("no"))])
        if self.case.state not in (State.ENDED, State.REFUSED):
            self.fields.pop("arrived")
        if not (self.sheet.may_close and self.place.may(Permission.CLOSE)):
            self.fields.pop("close_now")
        for place, row in enumerate(self.owed):
            self.fields[f"d{place}_done"] = tick(HEADS[0])
            if row["amount"] is not None:
                self.fields[f"d{place}_amount"] = yuan(HEADS[1])
            self.fields[f"d{place}_breach"] = tick(HEADS[2])

    def groups(self) -> list[FormGroup]:
        asked = self.named("way", "party", "reached", "satisfied", "said", "arrived", "sued", "new_danger", "next_on")
        found = [FormGroup(gettext("Visit"), asked)]
        if self.owed:
            rows = [FormRow(_words(row), _state(row), self._cells(place)) for place, row in enumerate(self.owed)]
            found.insert(0, FormGroup(gettext("Performance"), table=FormTable(HEADS, rows, same=len(rows) > 2)))
        if "close_now" in self.fields:
            hint = gettext("Performance and visits go on after the close.")
            found.append(FormGroup(gettext("Close the case"), self.named("close_now"), hint=hint))
        return found

    def _cells(self, place: int) -> list[Any]:
        names = [f"d{place}_{name}" for name in ("done", "amount", "breach")]
        return [self[name] if name in self.fields else "—" for name in names]

    def calls(self) -> list[Call]:
        """Performance, the visit, the close."""
        return self.bundle(list(self._steps()))

    def _steps(self) -> Iterator[tuple[str, Any]]:
        said = self.cleaned_data
        for place, row in enumerate(self.owed):
            if said.get(f"d{place}_done"):
                yield "case.record_performance", Performed(row["uid"], done=True)
            elif said.get(f"d{place}_amount"):
                yield "case.record_performance", Performed(row["uid"], said[f"d{place}_amount"])
            if said.get(f"d{place}_breach"):
                yield "case.record_breach", Breached(row["uid"], said["said"])
        yield self.action, self.visited()
        if said.get("close_now") and said["reached"]:
            yield "case.close", Closing(next_follow_up_on=said.get("next_on"))

    def visited(self) -> Visited:
        """What the visit found; one that reached nobody says nothing else."""
        said = self.cleaned_data
        party = UUID(said["party"]) if said["party"] else None
        if not said["reached"]:
            return Visited(ContactWay(said["way"]), False, party, text=said["said"], next_on=said.get("next_on"))
        return Visited(
            way=ContactWay(said["way"]),
            party=party,
            satisfied=Satisfied(said["satisfied"]),
            sued=said["sued"],
            new_danger=said["new_danger"],
            arrived={"true": True, "false": False}.get(said.get("arrived", "")),
            text=said["said"],
            next_on=said.get("next_on"),
        )


def _words(row: dict[str, Any]) -> str:
    return f"{row['position']}. {row['debtor']} → {row['creditor']}: {row['what']}"


def _state(row: dict[str, Any]) -> str:
    due = gettext("due %(day)s") % {"day": row["due_on"].isoformat()}
    return " · ".join(part for part in (due, row["state"], row["paid"]) if part)


class RecordPerformance(ScanForm):
    """履行: a payment, with its receipt; one submission for each instalment (O-1)."""

    action = "case.record_performance"
    icon = "circle-check"

    obligation = chosen(_("Which one"), [])
    amount = yuan(_("How much (yuan)"), help=_("Left empty, all of it."))
    text = words(_("How it was shown"), required=False, rows=2, example=_("bank transfer, slip shown"))

    def set_up(self) -> None:
        super().set_up()
        people = People(self.place, self.case)
        owed = [obligation(row, people) for row in visit_sheet(self.case, local_day(clock.now())).owed]
        lines = [(str(row["uid"]), f"{_words(row)} · {_state(row)}") for row in owed]
        offer(self, "obligation", [*lines, ("", gettext("everything that is owed"))])
        self.fields["obligation"].required = False

    def calls(self) -> list[Call]:
        """The proof, the performance."""
        said = self.cleaned_data
        uid = UUID(said["obligation"]) if said["obligation"] else None
        given = Performed(uid, said["amount"], done=not said["amount"], text=said["text"], proof=self.scan())
        return [*self.attaching(), *self.bundle([(self.action, given)])]


class RecordBreach(CaseForm):
    """未履行: it stays owed, and either side may sue."""

    action = "case.record_breach"
    icon = "alert-triangle"

    obligation = chosen(_("Which one"), [])
    text = words(_("What was said"), required=False, rows=2)

    def set_up(self) -> None:
        people, sheet = People(self.place, self.case), visit_sheet(self.case, local_day(clock.now()))
        offer(self, "obligation", [(str(row.pk), _words(obligation(row, people))) for row in sheet.owed])

    def calls(self) -> list[Call]:
        """The breach."""
        said = self.cleaned_data
        return self.bundle([(self.action, Breached(UUID(said["obligation"]), said["text"]))])


class RecordOutcome(CaseForm):
    """起诉、裁判: what became of the agreement outside the committee."""

    action = "case.record_outcome"
    icon = "gavel"

    outcome = chosen(_("What happened"), Outcome.choices)
    text = words(_("In words"), required=False, rows=2)

    def calls(self) -> list[Call]:
        """The event."""
        said = self.cleaned_data
        return self.bundle([(self.action, WentOutside(Outcome(said["outcome"]), said["text"]))])


class AddProof(CaseForm):
    """补证."""

    action = "case.add_proof"
    icon = "paperclip"
    many = ("proofs",)

    proofs = ticks(_("What proves it"), Proof.choices, required=True)

    def calls(self) -> list[Call]:
        """The proofs."""
        return self.bundle([(self.action, ProofsAdded(tuple(Proof(each) for each in self.cleaned_data["proofs"])))])
