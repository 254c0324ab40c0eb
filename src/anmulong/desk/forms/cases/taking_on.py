"""申请并受理: a case over a dispute of the ledger, prefilled from it; or the whole day of an oral agreement (O-1)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Link, Permission, State, WayIn
from anmulong.cases.public import Acceptance, Application, Reopening
from anmulong.desk.forms.cases.agreeing import AgreeOrally
from anmulong.desk.forms.cases.base import CaseForm, FormGroup
from anmulong.desk.forms.cases.filtering import committees
from anmulong.desk.forms.cases.gate import gate_calls, gate_groups, put_gate
from anmulong.desk.forms.cases.lines import Line, lines_of_dispute
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import LONGEST_STORY, amount, chosen, hidden, offer, segments, text, tick, ticks
from anmulong.desk.forms.gate import FACTS, REASON
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.disputes.public import Dispute, DisputeParty
from anmulong.journal.public import Call
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import choices


OPENNESS = (("", _("not said")), ("true", _("in public")), ("false", _("not in public")))


class FromDispute(CaseForm):
    """A form that stands on a dispute and makes its case. ``uid`` is made with the page (O-1)."""

    uid = hidden(forms.UUIDField)
    committee_uid = chosen(_("Committee"), [])
    way_in = segments(_("How it comes in"), WayIn.choices)
    link = chosen(_("Handed over"), Link.choices, required=False)
    request = text(
        _("What is asked for"), rows=2, most=LONGEST_STORY, example=_("The old boundary stone is to be put back.")
    )
    oral = tick(_("Applied by word of mouth"), help=_("Read back to the applicant."))
    amount_at_stake = amount(_("Amount at stake (yuan)"))
    public_session = chosen(_("Mediation in public"), OPENNESS, required=False)
    difficulty = chosen(_("Difficulty"), lambda: [EMPTY, *choices("C-304")], required=False)
    place_consent = tick(_("The dispute lies elsewhere, and we agree to mediate"), wide=True)

    @property
    def dispute(self) -> Dispute:
        """The dispute that the case is about."""
        return self.subject

    @cached_property
    def sides_now(self) -> list[DisputeParty]:
        """The parties of the dispute, in order."""
        rows = self.dispute.sides.filter(left_at=None).select_related("party")
        return list(rows.order_by("side", "position"))

    def party_choices(self, *, side: int | None = None) -> list[tuple[str, str]]:
        masked = not sees_names(self.place.scope)
        return [
            (str(row.party_id), name_of(row.party, masked=masked))
            for row in self.sides_now
            if side is None or row.side == side
        ]

    def opening(self) -> dict[str, Any]:
        first = next(iter(committees(self.place)), ("", ""))[0]
        return {
            "uid": new_uid(),
            "committee_uid": first,
            "way_in": WayIn.APPLICATION,
            "oral": True,
            "amount_at_stake": self.dispute.amount_at_stake,
            "facts": self.dispute.narrative,
        }

    def set_up(self) -> None:
        super().set_up()
        offer(self, "committee_uid", committees(self.place))
        put_gate(self, self.dispute)

    def application(self, parties: tuple[UUID, ...] = ()) -> tuple[str, Application | Reopening]:
        """The step that makes the case: an application, or the last closed case taken up again (decision 0011)."""
        said, earlier = self.cleaned_data, self.earlier()
        told: dict[str, Any] = {
            "dispute": self.dispute.pk,
            "committee": UUID(said["committee_uid"]),
            "request": said["request"],
            "way_in": WayIn(said["way_in"]),
            "link": Link(said["link"]),
            "oral": bool(said["oral"]),
            "amount_at_stake": said.get("amount_at_stake"),
            "public_session": {"true": True, "false": False}.get(said["public_session"]),
            "parties": parties,
            "uid": said.get("uid"),
        }
        facts = said.get("facts", "")
        if earlier is None:
            return "case.apply", Application(facts=facts, **told)
        return "case.reopen", Reopening(earlier=earlier, reason=facts, **told)

    def earlier(self) -> UUID | None:
        """The last case of the dispute that is over."""
        over = self.dispute.cases.filter(state__in=(State.CLOSED, State.ARCHIVED)).order_by("-applied_at").first()
        return over.pk if over else None

    def taken_on(self) -> Acceptance:
        """The acceptance that goes with it."""
        said = self.cleaned_data
        return Acceptance(
            difficulty=said["difficulty"],
            place_consent=bool(said.get("place_consent")),
            gate_reason=said.get(REASON, ""),
        )

    def answered(self) -> list[Call]:
        """The answers to the questions of the law; they stand on the dispute."""
        return gate_calls(self, self.dispute)


class Apply(FromDispute):
    """The application and, where this post may, its acceptance in the same click."""

    action = "case.apply"
    icon = "scale"
    wide = True
    many = ("parties", FACTS)
    title = _("Apply for mediation and accept")
    submit = _("Apply and accept")

    parties = ticks(_("Who takes part"), [])
    facts = text(_("Facts as told"), required=False, rows=3, most=LONGEST_STORY)
    accept_now = tick(_("Accept at once"), help=_("The case gets its number, and its time limit begins."))

    def opening(self) -> dict[str, Any]:
        own = self.place.may(Permission.ACCEPT)
        return {**super().opening(), "accept_now": own, "parties": [uid for uid, _name in self.party_choices()]}

    def set_up(self) -> None:
        super().set_up()
        offer(self, "parties", self.party_choices())
        if not self.place.may(Permission.ACCEPT):
            self.fields.pop("accept_now")

    def groups(self) -> list[FormGroup]:
        asked = self.named("committee_uid", "way_in", "link", "oral", "request", "facts", "parties")
        more = self.named("amount_at_stake", "public_session", "difficulty", "accept_now", "place_consent", REASON)
        return [FormGroup(gettext("Application"), asked), *gate_groups(self), FormGroup(gettext("Acceptance"), more)]

    def calls(self) -> list[Call]:
        """Apply; accept."""
        wanted = tuple(UUID(uid) for uid in self.cleaned_data["parties"])
        steps: list[tuple[str, Any]] = [self.application(wanted)]
        if self.cleaned_data.get("accept_now"):
            steps.append(("case.accept", self.taken_on()))
        return [*self.answered(), *self.bundle(steps, self.cleaned_data["uid"])]


class OralAtOnce(FromDispute, AgreeOrally):
    """口头协议 straight from the dispute: application, acceptance, start, session, agreement in one click (O-1)."""

    many = ("ways", "proofs", FACTS)

    def opening(self) -> dict[str, Any]:
        return {**super().opening(), "with_session": True, "ways": ["on_site"]}

    def starts(self) -> bool:
        return True

    def lines(self) -> list[Line]:
        return lines_of_dispute(self.sides_now)

    def committee(self) -> UUID | None:
        first = self.data.get("committee_uid") or self.opening()["committee_uid"]
        return UUID(str(first)) if first else None

    def lead(self) -> UUID | None:
        return None

    def groups(self) -> list[FormGroup]:
        asked = self.named("committee_uid", "way_in", "link", "oral", "request", "amount_at_stake", "public_session")
        first = FormGroup(gettext("Application"), [*asked, *self.named("difficulty", "place_consent", REASON)])
        return [first, *gate_groups(self), *super().groups()]

    def calls(self) -> list[Call]:
        """The whole day in one bundle."""
        return [*self.answered(), *self.bundle(list(self._steps()), self.cleaned_data["uid"])]

    def _steps(self) -> Iterator[tuple[str, Any]]:
        yield self.application()
        yield "case.accept", self.taken_on()
        yield from self.start_steps()
        yield from self.agreed_steps()
