"""不同意调解, 撤回申请, 终止, 不予受理: each party at each step, with the other lawful routes (R-111, R-113)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.public import Declined, NotAccepted, Terminated, Withdrawn, finding, standing_check
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.forms.choices import EMPTY, codes
from anmulong.desk.forms.fields import chosen, line, offer, segments, text, ticks
from anmulong.desk.forms.steps.settling import gate_says, guided_by, routes
from anmulong.journal.public import Call
from anmulong.kernel.admissibility import routes_of
from anmulong.lawbook.public import choices, gate_at, kinds_of
from anmulong.people.enums import ConsentWay, Spoken


OWN_STEPS = ("agreed", "declined", "withdrawn")
USUAL = ("court_suit", "legal_aid")


def usual_routes(kind: str) -> list[str]:
    """The routes that the kind of dispute asks for; a suit and legal aid otherwise."""
    fired = gate_at().found((), kinds_of(kind))
    return list(routes_of(fired)) or list(USUAL)


class _Ending(CaseForm):
    """An end names the other routes."""

    icon = "hand-stop"
    many = ("routes", "facts_agreed_by")
    routes = ticks(_("Other lawful routes that were told"), routes, required=True, help=_("Tick every one."))
    explanation = text(_("What was explained"), required=False, rows=2)

    def opening(self) -> dict[str, Any]:
        return {"routes": usual_routes(self.case.kind)}

    def set_up(self) -> None:
        super().set_up()
        self.order_fields(["party", "reason", "gate_code"])


class _ByParty(_Ending):
    """One party ends it. No reason is asked (O-4)."""

    party = chosen(_("Which party"), [])
    way = segments(_("How it was said"), ConsentWay.choices)
    language = chosen(_("Language used"), Spoken.choices)
    answered_by = line(_("Guardian or agent who answered"), required=False)
    given_as: type[Declined] = Declined

    def opening(self) -> dict[str, Any]:
        return {**super().opening(), "way": ConsentWay.SIGNED, "language": Spoken.CHINESE}

    def set_up(self) -> None:
        super().set_up()
        offer(self, "party", [EMPTY, *self.party_choices()])

    def calls(self) -> list[Call]:
        """The end."""
        said = self.cleaned_data
        given = self.given_as(
            party=UUID(said["party"]),
            routes=tuple(said["routes"]),
            explanation=said["explanation"],
            way=ConsentWay(said["way"]),
            language=Spoken(said["language"]),
            answered_by=said["answered_by"],
        )
        return self.bundle([(self.action, given)])


class Decline(_ByParty):
    """不同意调解: at every step; a reason is never asked."""

    action = "case.decline"


class Withdraw(_ByParty):
    """撤回申请: by the applicant."""

    action = "case.withdraw"
    icon = "arrow-back-up"
    given_as = Withdrawn

    def set_up(self) -> None:
        super().set_up()
        offer(self, "party", [EMPTY, *self.party_choices(side=1)])


class Terminate(_Ending):
    """终止: mediation led to nothing."""

    action = "case.terminate"
    icon = "hand-stop"

    reason = chosen(_("Reason"), lambda: [row for row in choices("C-223") if row[0] not in OWN_STEPS])
    undisputed_facts = text(
        _("Facts that nobody disputes"), required=False, rows=2, help=_("Only with the consent of every party (R-132).")
    )
    facts_agreed_by = ticks(_("Who agrees to these facts"), [])

    def set_up(self) -> None:
        super().set_up()
        offer(self, "facts_agreed_by", self.party_choices())

    def calls(self) -> list[Call]:
        """The end."""
        said = self.cleaned_data
        given = Terminated(
            reason=said["reason"],
            routes=tuple(said["routes"]),
            explanation=said["explanation"],
            undisputed_facts=said["undisputed_facts"],
            facts_agreed_by=tuple(UUID(uid) for uid in said["facts_agreed_by"]),
        )
        return self.bundle([(self.action, given)])


class RefuseAcceptance(_Ending):
    """不予受理: told where it belongs."""

    action = "case.refuse_acceptance"
    icon = "route"

    gate_code = chosen(_("Why it is not for mediation"), lambda: codes("C-240"), required=False, wide=True)

    def opening(self) -> dict[str, Any]:
        check = standing_check(self.case)
        found = finding(self.case, check) if check else gate_says(self.case.dispute)
        return {**super().opening(), **guided_by(found)}

    def calls(self) -> list[Call]:
        """Refused, with the routes."""
        said = self.cleaned_data
        return self.bundle([(self.action, NotAccepted(tuple(said["routes"]), said["gate_code"], said["explanation"]))])
