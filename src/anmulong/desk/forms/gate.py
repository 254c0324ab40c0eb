"""法律关口: the questions that this kind of dispute needs, as fields; what follows is shown while they are ticked."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.desk.forms.fields import day, text, ticks
from anmulong.disputes.public import AdmissibilityCheck, Dispute, FactsStated, latest_check, recorded_facts
from anmulong.kernel.admissibility import Question
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import gate_at, in_words, kinds_of


FACTS, KNOWN_ON, REASON = "gate_facts", "claim_known_on", "gate_reason"


def questions_of(dispute: Dispute) -> tuple[Question, ...]:
    """What is to be asked, by the rules under which the matter was asked first."""
    check = latest_check(dispute)
    day_of_rules = check.rules_day if check else local_day(clock.now())
    return gate_at(day_of_rules).asked(kinds_of(dispute.kind), recorded_facts(dispute))


def is_answered(dispute: Dispute) -> bool:
    """Whether the answers that stand are for the kind of dispute as it is now."""
    check = latest_check(dispute)
    return check is not None and check.kind == dispute.kind


def gate_fields(dispute: Dispute) -> dict[str, forms.Field]:
    """The questions: what is so is ticked; and the day for limitation where money or a thing is claimed."""
    asked = questions_of(dispute)
    url = reverse("desk:gate_preview", args=[dispute.pk])
    found = {
        FACTS: ticks(
            _("Tick what is so"),
            [(each.fact, _worded(each)) for each in asked if each.answer == "yes_no"],
            help=_("Tick nothing when none of it is so. What is ticked here decides nothing by itself."),
        )
    }
    for each in asked:
        if each.answer == "day":
            found[KNOWN_ON] = day(in_words(each.words))
    for field in found.values():
        field.widget.attrs |= {
            "hx-post": url,
            "hx-trigger": "change",
            "hx-target": "#gate-result",
            "hx-include": "closest form",
        }
    return found


def _worded(question: Question) -> Any:
    words = in_words(question.words)
    return format_html("<small>↳</small> {}", words) if question.after else words


def opening_of(check: AdmissibilityCheck | None) -> dict[str, Any]:
    """The answers that stand, to be looked at again."""
    if check is None:
        return {}
    stated = [fact for fact, answer in check.answers.items() if answer is True]
    return {FACTS: stated, KNOWN_ON: check.answers.get("claim_known_on")}


def stated(said: dict[str, Any]) -> FactsStated:
    """The answers as input of the action."""
    return FactsStated(tuple(said.get(FACTS) or ()), said.get(KNOWN_ON))


def reason_field() -> Any:
    """Why a case is taken on in spite of a warning."""
    return text(
        _("Why it is taken on in spite of a warning"),
        required=False,
        rows=2,
        example=_("Both sides ask for it; only the compensation is talked about, the boundary stays as it is."),
    )
