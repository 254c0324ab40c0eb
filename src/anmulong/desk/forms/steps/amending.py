"""Mending the record: change, correct, declare void (O-2). Only what was touched is sent."""

import json
from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import codes, kinds, places
from anmulong.desk.forms.fields import LONGEST_STORY, amount, chosen, hidden, line, number, offer, text, ticks
from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Call, parse
from anmulong.kernel.canonical import plain


def as_typed(value: Any) -> Any:
    """A stored value as a form sends it back."""
    if isinstance(value, list | tuple):
        return sorted(str(item) for item in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


class Update(StepForm):
    """变更: while the matter is open. ``seen`` holds the values that stood on the page when it was opened."""

    action = "dispute.update"
    icon = "edit"

    title = line(_("Heading"), wide=True)
    narrative = text(_("What it is about"), rows=5, most=LONGEST_STORY)
    division = chosen(_("Place"), [], required=False)
    place = line(_("Where exactly"), required=False)
    kind = chosen(_("Kind of dispute"), kinds, required=False)
    people_count = number(_("People involved"))
    amount_at_stake = amount(_("Amount at stake (yuan)"))
    forecast = chosen(_("Where it may lead"), lambda: codes("C-303"), required=False)
    scale = chosen(_("How many are drawn in"), lambda: codes("C-310"), required=False)
    facts = ticks(_("What is known"), Fact.choices)
    seen = hidden()

    ASKED = (
        "title",
        "narrative",
        "division",
        "place",
        "kind",
        "people_count",
        "amount_at_stake",
        "forecast",
        "scale",
        "facts",
    )

    def opening(self) -> dict[str, Any]:
        now = standing(self.subject)
        return {**now, "seen": json.dumps({name: as_typed(value) for name, value in now.items()})}

    def set_up(self) -> None:
        offer(self, "division", places(self.place))

    def seen_values(self) -> dict[str, Any]:
        """What stood on the page; empty when that was not sent along."""
        try:
            found = json.loads(self.data.get("seen", "") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def touched(self) -> dict[str, Any]:
        """The answers that differ from what stood on the page."""
        seen = self.seen_values()
        found = {}
        for name in self.ASKED:
            if name in self.cleaned_data and as_typed(self.cleaned_data[name]) != seen.get(name, object()):
                value = self.cleaned_data[name]
                found[name] = None if name in ("people_count", "amount_at_stake", "division") and value == "" else value
        return found

    def values(self) -> dict[str, Any]:
        return self.touched()

    def call(self) -> Call:
        seen = self.seen_values()
        values = self.values()
        base = {
            name: None if seen[name] == "" and name in ("people_count", "amount_at_stake") else seen[name]
            for name in values
            if name in seen and name != "division"
        }
        return Call(
            self.action,
            parse(self.known().given, values),
            subject=self.subject.pk,
            operation=self.operation_uid(),
            version=self.cleaned_data.get("version"),
            base=base,
            happened_at=self.happened(),
        )

    def decide(self) -> None:
        """Take over what was chosen between two versions (``keep_<field>``)."""
        chosen_fields = [name for name in self.ASKED if f"keep_{name}" in self.data]
        if not chosen_fields:
            return
        now = {name: as_typed(value) for name, value in standing(self.subject).items()}
        data, seen = cast(QueryDict, self.data).copy(), self.seen_values()
        for name in chosen_fields:
            seen[name] = now[name]
            if data[f"keep_{name}"] == "theirs":
                data.setlist(name, now[name] if isinstance(now[name], list) else [now[name]])
        data["seen"], data["version"] = json.dumps(seen), str(self.subject.version)
        self.data = data


def standing(dispute: Dispute) -> dict[str, Any]:
    """The values that stand on the record now."""
    return {
        "title": dispute.title,
        "narrative": dispute.narrative,
        "division": plain(dispute.gacha or dispute.town) or "",
        "place": dispute.place,
        "kind": dispute.kind,
        "people_count": dispute.people_count,
        "amount_at_stake": dispute.amount_at_stake,
        "forecast": dispute.forecast,
        "scale": dispute.scale,
        "facts": list(dispute.facts),
    }


class Correct(Update):
    """更正: after the result, with a reason; the old value stays in the journal."""

    action = "dispute.correct"

    reason = text(_("Why it is corrected"), rows=2, example=_("The date on the paper was read wrongly."))

    def values(self) -> dict[str, Any]:
        return {**self.touched(), "reason": self.cleaned_data.get("reason", "")}


class Void(StepForm):
    """作废."""

    action = "dispute.void"
    icon = "ban"
    danger = True

    reason = text(_("Reason"), rows=2, example=_("Typed twice by mistake; the right one is number 000124."))
