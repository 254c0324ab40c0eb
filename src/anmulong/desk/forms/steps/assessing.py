"""What it is, how grave, who may read it (C-301, R-511, O-4)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import codes, kinds, people
from anmulong.desk.forms.fields import amount, chosen, number, offer, segments, text, ticks
from anmulong.disputes.enums import Colour, Fact, Nature, RestrictedWhy
from anmulong.orgs.public import committee_of, place


NATURES = [choice for choice in Nature.choices if choice[0] != Nature.UNKNOWN]
COLOURS = [choice for choice in Colour.choices if choice[0] != Colour.GREEN]


class Triage(StepForm):
    """研判: dispute, hidden danger, one of the six smalls, or not a dispute."""

    action = "dispute.triage"
    icon = "scale"

    nature = segments(_("What it is"), NATURES, cards=True)
    small_matter = chosen(_("Which of the six smalls"), lambda: codes("six_smalls"), required=False)
    kind = chosen(_("Kind of dispute"), kinds, required=False)
    forecast = chosen(_("Where it may lead"), lambda: codes("C-303"), required=False)
    scale = chosen(_("How many are drawn in"), lambda: codes("C-310"), required=False)
    people_count = number(_("People involved"))
    amount_at_stake = amount(_("Amount at stake (yuan)"))
    facts = ticks(_("What is known"), Fact.choices, help=_("From these and nothing else the colour follows."))
    reason = text(_("Reason"), required=False, rows=2, help=_("Needed only when it is not a dispute."))

    def opening(self) -> dict[str, Any]:
        row = self.subject
        return {
            "nature": row.nature if row.nature != Nature.UNKNOWN else Nature.DISPUTE,
            "small_matter": row.small_matter,
            "kind": row.kind,
            "forecast": row.forecast,
            "scale": row.scale,
            "people_count": row.people_count,
            "amount_at_stake": row.amount_at_stake,
            "facts": row.facts,
        }


class Grade(StepForm):
    """定级: the colour a person sets, with the reason (R-511)."""

    action = "dispute.grade"
    icon = "flag"

    colour = segments(_("Colour"), COLOURS, help=_("The colour of the dispute, never of a person."))
    reason = text(_("Reason"), rows=2, example=_("Both families have announced to go to the banner on Monday."))


class Restrict(StepForm):
    """限阅."""

    action = "dispute.restrict"
    icon = "lock"

    why = chosen(_("Why"), RestrictedWhy.choices)
    reason = text(_("Remark"), required=False, rows=2)
    excluded = ticks(_("Relatives who must not meet it"), [], help=_("They find it in no list and no search."))

    def set_up(self) -> None:
        near = people(self.place.actor.organisation)
        if self.subject.gacha is not None:
            committee = committee_of(place(self.subject.county, self.subject.gacha))
            near += people(committee.pk) if committee is not None else []
        offer(self, "excluded", list(dict(near).items()))


class LiftRestriction(StepForm):
    """解除限阅."""

    action = "dispute.lift_restriction"
    icon = "eye"

    reason = text(_("Reason"), rows=2)
