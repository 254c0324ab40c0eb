"""How it ended, and who was told: settled, guided, answered, visited again (O-3, R-113)."""

from datetime import date, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import codes
from anmulong.desk.forms.fields import chosen, day, line, segments, tick, ticks
from anmulong.desk.forms.fields import text as words
from anmulong.disputes.enums import AnswerWay, Arrived, ContactWay, GuidanceReceipt, OnTheSpot
from anmulong.disputes.public import Dispute, finding_of, judged, latest_check, recorded_facts
from anmulong.kernel.admissibility import Finding
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import codes as rows_of
from anmulong.lawbook.public import in_words, label_of, parameter_int


def next_visit() -> date:
    """When somebody looks again after a result, unless another day is chosen."""
    return local_day(clock.now()) + timedelta(days=parameter_int("disputes.strike_off_follow_up_days"))


class SettleOnTheSpot(StepForm):
    """当场化解: both sides willing, a tick each; it binds nobody (O-3)."""

    action = "dispute.settle_on_the_spot"
    icon = "heart-handshake"

    way = segments(_("How it was settled"), OnTheSpot.choices)
    result = words(
        _("What was arranged"), example=_("The Bao family mends the fence before the 30th; both keep to it.")
    )
    willing_first = tick(_("The first side is willing"))
    willing_second = tick(_("The other side is willing"))
    evidence = words(_("What proves it"), required=False, rows=2, example=_("photograph of the mended fence"))
    follow_up_on = day(_("Look again on"))

    def opening(self) -> dict[str, Any]:
        return {"way": OnTheSpot.PERSUASION, "follow_up_on": next_visit()}

    def values(self) -> dict[str, Any]:
        willing = self.cleaned_data.get("willing_first") and self.cleaned_data.get("willing_second")
        return {**super().values(), "both_willing": bool(willing)}


def routes() -> list[tuple[str, Any]]:
    """The lawful routes with what to bring and until when, so that it can be told as it stands."""
    english = (get_language() or "").startswith("en")
    tail = "en" if english else "zh"
    return [
        (
            row.code,
            format_html("{} <small>{}</small>", label_of(row), _told(row.facts, tail)),
        )
        for row in rows_of("C-241")
    ]


def _told(facts: dict[str, Any], tail: str) -> str:
    parts = (facts.get(f"bring_{tail}", ""), facts.get(f"limit_{tail}", ""))
    return " · ".join(part for part in parts if part)


class Guide(StepForm):
    """引导: the other lawful routes, named one by one (R-113)."""

    action = "dispute.guide"
    icon = "route"
    prints = "desk:guidance_paper"

    routes = ticks(_("What was named"), routes, required=True, help=_("Tick every route that was told."))
    gate_code = chosen(_("Why it is not for mediation"), lambda: codes("C-240"), required=False, wide=True)
    explanation = words(_("What was explained"), required=False)
    receipt = chosen(_("The paper with the channels"), GuidanceReceipt.choices, required=False)
    evidence = words(_("What proves it"), required=False, rows=2, example=_("copy of the paper handed over"))

    def opening(self) -> dict[str, Any]:
        return guided_by(gate_says(self.subject))


def gate_says(dispute: Dispute) -> Finding:
    """What the gate of the law says by the answers that stand, else by the record alone."""
    check = latest_check(dispute)
    if check is not None:
        return finding_of(dispute, check)
    today = local_day(clock.now())
    return judged(dispute.kind, {}, recorded_facts(dispute), day=today, asked_on=local_day(dispute.requested_at))


def guided_by(found: Finding) -> dict[str, Any]:
    """The reason, the routes and the words with which a guidance opens; the gravest rules that fired speak."""
    named = [rule for rule in found.fired if rule.act == found.verdict and rule.routes]
    if not named:
        return {}
    routes = dict.fromkeys(route for rule in named for route in rule.routes)
    return {
        "gate_code": named[0].code,
        "routes": list(routes),
        "explanation": "\n".join(in_words(rule.words, "means") for rule in named),
    }


class Answer(StepForm):
    """有回音: whoever raised it is told."""

    action = "dispute.answer"
    icon = "message-circle"

    way = segments(_("How"), AnswerWay.choices)
    text = words(
        _("What was answered"),
        required=False,
        help=_("May stay empty only when no answer is wanted."),
        example=_("Told that the fence is mended and where to turn if it happens again."),
    )

    def opening(self) -> dict[str, Any]:
        return {"way": AnswerWay.TELEPHONE}


class FollowUp(StepForm):
    """回访."""

    action = "dispute.follow_up"
    icon = "home-check"

    way = segments(_("How"), ContactWay.choices)
    whom = line(_("Whom"), required=False)
    reached = tick(_("Reached"))
    said = words(_("How it stands"), required=False, example=_("Both sides keep to it; no new quarrel."))

    def opening(self) -> dict[str, Any]:
        return {"way": ContactWay.TELEPHONE, "reached": True}


class AskArrival(StepForm):
    """问一问走通没有: what became of people who were guided elsewhere."""

    action = "dispute.ask_arrival"
    icon = "route"

    arrived = segments(_("What they say"), Arrived.choices)
    said = words(_("In their words"), required=False, rows=2, example=_("The court gave a number on the 3rd."))

    def opening(self) -> dict[str, Any]:
        return {"arrived": Arrived.YES}
