"""The steps between acceptance and agreement: material, sessions, investigation, time, who takes part."""

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import in_role
from anmulong.cases.enums import Declared, InvitedAs, PauseReason, Power
from anmulong.cases.public import PartyJoined
from anmulong.desk.forms.cases.base import CaseForm, FormGroup
from anmulong.desk.forms.cases.gate import gate_calls, gate_groups, put_gate
from anmulong.desk.forms.cases.pasted import people_of_list
from anmulong.desk.forms.cases.taking_on import OPENNESS
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import (
    LONGEST_STORY,
    amount,
    chosen,
    day,
    hidden,
    line,
    moment,
    offer,
    segments,
    tick,
    ticks,
)
from anmulong.desk.forms.fields import text as words
from anmulong.desk.forms.gate import FACTS, REASON
from anmulong.disputes.public import AddedParty
from anmulong.journal.public import Call
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import choices, parameter_int
from anmulong.orgs.public import organisation
from anmulong.people.public import mediators_of


class RequestMaterial(CaseForm):
    """What the applicant still has to bring."""

    action = "case.request_material"
    icon = "clipboard-list"

    what = words(_("What is still needed"), rows=2, example=_("the contract over the pasture"))


class SupplyMaterial(CaseForm):
    """It has come."""

    action = "case.supply_material"
    icon = "clipboard-check"

    what = words(_("What came"), required=False, rows=2)


class Accept(CaseForm):
    """受理: the case gets its number."""

    action = "case.accept"
    icon = "check"
    wide = True
    many = (FACTS,)
    waits_for = frozenset({"gate-unanswered"})

    difficulty = chosen(_("Difficulty"), lambda: [EMPTY, *choices("C-304")], required=False)
    place_consent = tick(_("The dispute lies elsewhere, and we agree to mediate"), wide=True)
    public_session = chosen(_("Mediation in public"), OPENNESS, required=False)

    def set_up(self) -> None:
        super().set_up()
        put_gate(self, self.case.dispute)

    def groups(self) -> list[FormGroup]:
        more = self.named("difficulty", "public_session", "place_consent", REASON)
        return [*gate_groups(self), FormGroup(gettext("Acceptance"), more)]

    def calls(self) -> list[Call]:
        """The answers where they are asked for, and the acceptance."""
        return [*gate_calls(self, self.case.dispute), *super().calls()]


class Update(CaseForm):
    """What stands in the record; only what is filled in anew changes."""

    action = "case.update"
    icon = "edit"

    request = words(_("What is asked for"), required=False, rows=2, most=LONGEST_STORY)
    facts = words(_("Facts as told"), required=False, rows=3, most=LONGEST_STORY)
    difficulty = chosen(_("Difficulty"), lambda: [EMPTY, *choices("C-304")], required=False)
    public_session = chosen(_("Mediation in public"), OPENNESS, required=False)
    amount_at_stake = amount(_("Amount at stake (yuan)"))

    def opening(self) -> dict[str, Any]:
        public = {True: "true", False: "false"}.get(cast(bool, self.case.public_session), "")
        names = ("request", "facts", "difficulty", "amount_at_stake")
        return {**{name: getattr(self.case, name) for name in names}, "public_session": public}

    def values(self) -> dict[str, Any]:
        """What differs from the record."""
        before = self.opening()
        return {
            name: value for name, value in super().values().items() if str(value) != str(before.get(name, "") or "")
        }


class Correct(Update):
    """更正: with a reason; the old value stays readable."""

    action = "case.correct"

    reason = words(_("Why it was wrong"), rows=2)


class HoldSession(CaseForm):
    """一次调解; held apart it goes into the side file."""

    action = "case.hold_session"
    icon = "message-circle"
    title = _("Session")
    many = ("ways", "present")

    ways = ticks(_("Way of the session"), lambda: choices("C-222"), required=True)
    text = words(_("What was said"), rows=5, most=LONGEST_STORY)
    result = segments(_("Result"), lambda: choices("C-307"))
    present = ticks(_("Who was there"), [])
    place = line(_("Where"), required=False, example=_("gacha office, meeting room"))
    ended_at = moment(_("Ended"))
    others_present = line(_("Who else was there"), required=False)
    recorder = line(_("Recorder"), required=False)
    separate = tick(
        _("Separate talk: into the side file"), help=_("Read by the mediators of this case only."), wide=True
    )

    def opening(self) -> dict[str, Any]:
        present = [uid for uid, _name in self.party_choices()]
        return {"ways": ["on_site"], "result": "pending", "present": present}

    def set_up(self) -> None:
        offer(self, "present", self.party_choices())


class Investigate(CaseForm):
    """调查."""

    action = "case.investigate"
    icon = "search"

    asked = line(_("Who was asked"))
    text = words(_("What was found"), rows=4, most=LONGEST_STORY)
    place = line(_("Where"), required=False)
    investigator = line(_("Who asked"), required=False)
    recorder = line(_("Recorder"), required=False)


class Invite(CaseForm):
    """邀请参与: nothing of the case is opened before every party agreed (R-110)."""

    action = "case.invite"
    icon = "user-plus"
    many = ("agreed_by",)

    name = line(_("Who is invited"))
    invited_as = chosen(_("As what"), InvitedAs.choices)
    account = chosen(
        _("Open the case to this account"),
        [],
        required=False,
        help=_("Of an invited expert; it reads the case from the moment when the last party has agreed."),
    )
    agreed_by = ticks(_("Who agrees to it"), [], help=_("Nothing is opened before every party agrees."))

    def set_up(self) -> None:
        offer(self, "agreed_by", self.party_choices())
        experts = in_role(self.case.county, "expert")
        offer(self, "account", [("", gettext("none")), *((str(each.uid), each.name) for each in experts)])


class HelperAgreed(CaseForm):
    """同意邀请: further parties agree to somebody who was invited before (R-110)."""

    action = "case.invite"
    icon = "user-check"
    title = _("Agreement to somebody invited")
    many = ("agreed_by",)

    invitation = chosen(_("Who was invited"), [])
    agreed_by = ticks(_("Who agrees to it"), [], required=True, help=_("Nothing is opened before every party agrees."))

    def set_up(self) -> None:
        waiting = self.case.invitations.filter(agreed_at=None).order_by("invited_at")
        known = [(str(row.pk), f"{row.get_invited_as_display()} {row.name}") for row in waiting]
        offer(self, "invitation", known if len(known) == 1 else [EMPTY, *known])
        if len(known) == 1:
            self.initial.setdefault("invitation", known[0][0])
        offer(self, "agreed_by", self.party_choices())


class Suspend(CaseForm):
    """中止: the time limit stands still."""

    action = "case.suspend"
    icon = "player-pause"

    reason = chosen(_("Why"), PauseReason.choices)
    note = words(_("In words"), required=False, rows=2)


class Resume(CaseForm):
    """恢复."""

    action = "case.resume"
    icon = "arrow-right"


class Extend(CaseForm):
    """延长: by consent of all."""

    action = "case.extend"
    icon = "hourglass"
    many = ("agreed_by",)

    until_on = day(_("Until"), required=True)
    agreed_by = ticks(_("Who agrees to it"), [], required=True)

    def set_up(self) -> None:
        offer(self, "agreed_by", self.party_choices())


class ExtendPetition(CaseForm):
    """信访延期: a leader approves, and the petitioner is told."""

    action = "case.extend_petition"
    icon = "hourglass"

    approved_by = line(_("Who approved"), example=_("deputy director in charge"))
    told_on = day(_("Petitioner told on"), required=True)
    until_on = day(_("Until"), help=_("Left empty, as long as the law allows."))


class HoldForFraud(CaseForm):
    """疑似虚假调解: held until a second person has looked."""

    action = "case.hold_for_fraud"
    icon = "alert-octagon"
    danger = True

    facts = words(_("What looks wrong"), rows=3)
    reported_to = line(_("Reported to"), required=False)


class ReleaseHold(CaseForm):
    """解除."""

    action = "case.release_hold"
    icon = "arrow-right"

    finding = words(_("What was found"), rows=3)


class AssignMediator(CaseForm):
    """指定调解员: also the committee's answer to an objection."""

    action = "case.assign_mediator"
    icon = "user-check"
    many = ("agreed_by",)

    mediator = chosen(_("Mediator"), [])
    agreed_by = ticks(_("Who accepts at once"), [])

    def set_up(self) -> None:
        unit = self.case.owner_organisation
        found = mediators_of(organisation(self.case.county, unit)) if unit else []
        offer(self, "mediator", [EMPTY, *((str(row.pk), row.name) for row in found)])
        offer(self, "agreed_by", self.party_choices())


class ChooseMediator(AssignMediator):
    """选定调解员: the parties choose."""

    action = "case.choose_mediator"


class ObjectMediator(CaseForm):
    """申请回避: once, with a reason."""

    action = "case.object_mediator"
    icon = "hand-stop"

    party = chosen(_("Which party"), [])
    reason = words(_("Why"), rows=2)

    def set_up(self) -> None:
        offer(self, "party", [EMPTY, *self.party_choices()])


class AcceptMediator(CaseForm):
    """同意调解员."""

    action = "case.accept_mediator"
    icon = "user-check"

    party = chosen(_("Which party"), [])

    def set_up(self) -> None:
        offer(self, "party", [EMPTY, *self.party_choices()])


class DeclareConflict(CaseForm):
    """调解员声明."""

    action = "case.declare_conflict"
    icon = "shield-check"

    declared = segments(_("The mediator declares"), Declared.choices)
    text = words(_("Which relation"), required=False, rows=2)


class AppointAgent(CaseForm):
    """委托代理: the powers are ticked; two of them make a signature count (R-222)."""

    action = "case.appoint_agent"
    icon = "user-shield"
    many = ("powers",)

    party = chosen(_("For which party"), [])
    name = line(_("Name"))
    lawful = tick(_("Guardian (needs no list of powers)"))
    relation = line(_("Relation"), required=False)
    telephone = line(_("Telephone"), required=False)
    powers = ticks(
        _("Powers"),
        Power.choices,
        help=_("Without “give up claims” and “sign” the agent's signature does not bind the party."),
    )
    until_on = day(_("Until"))

    def set_up(self) -> None:
        offer(self, "party", [EMPTY, *self.party_choices()])


class ElectRepresentatives(CaseForm):
    """推选代表: at most five; the first ticked speaks for the others (R-207, O-8)."""

    action = "case.elect_representatives"
    icon = "users"
    many = ("representatives",)

    representatives = ticks(_("Representatives"), [], required=True)

    def set_up(self) -> None:
        most = parameter_int("mediation.representatives_max")
        self.fields["representatives"].help_text = _("At most %(most)s, all of one side.") % {"most": most}
        offer(self, "representatives", self.party_choices())


class JoinParties(CaseForm):
    """名单: parties of the dispute, or names pasted, come into the case in one click (O-8)."""

    action = "case.join_party"
    icon = "user-plus"
    title = _("Bring parties in")
    many = ("parties",)
    wide = True

    parties = ticks(_("Parties of the dispute"), [])
    side = segments(_("Side of the new names"), ((1, _("applicant side")), (2, _("other side"))))
    listed = words(
        _("New names"), required=False, rows=6, help=_("One line for each: name, then telephone. Paste it from Excel.")
    )
    seed = hidden()

    def opening(self) -> dict[str, Any]:
        return {"side": 1, "seed": new_uid()}

    def set_up(self) -> None:
        inside = {row.party_id for row in self.present}
        sides = self.case.dispute.sides.filter(left_at=None).select_related("party").order_by("side", "position")
        offer(self, "parties", [(str(row.party_id), row.party.name) for row in sides if row.party_id not in inside])

    def groups(self) -> list[FormGroup]:
        return [FormGroup(_("Who takes part"), self.named("parties", "side", "listed"))]

    def calls(self) -> list[Call]:
        """New names become parties of the dispute, then everybody comes into the case."""
        said = self.cleaned_data
        new = people_of_list(said["listed"], said["seed"])
        added = self.bundle(
            [("dispute.add_party", AddedParty(party, side=int(said["side"]))) for party in new], self.case.dispute_id
        )
        joining = [UUID(uid) for uid in said["parties"]] + [party.uid for party in new if party.uid]
        return [*added, *self.bundle([(self.action, PartyJoined(uid)) for uid in joining])]


class ReleaseParty(CaseForm):
    """退出: one party goes, the others go on."""

    action = "case.release_party"
    icon = "arrow-back-up"

    party = chosen(_("Which party"), [])
    reason = words(_("Why"), required=False, rows=2)

    def set_up(self) -> None:
        offer(self, "party", [EMPTY, *self.party_choices()])
