"""法律关口: the questions that this kind of dispute needs, answered by a person (M-12)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import chosen, text
from anmulong.desk.forms.gate import FACTS, gate_fields, opening_of, stated
from anmulong.disputes.enums import CheckedAgain
from anmulong.disputes.public import FactsStated, finding_of, latest_check


class CheckAdmissibility(StepForm):
    """The questions; where something stood in the way before, also why it is gone (O-3)."""

    action = "dispute.check_admissibility"
    icon = "scale"

    def opening(self) -> dict[str, Any]:
        return opening_of(latest_check(self.subject))

    def set_up(self) -> None:
        self.fields.update(gate_fields(self.subject))
        check = latest_check(self.subject)
        if check is None or finding_of(self.subject, check).verdict != "block":
            return
        words = _("If what stood in the way is gone")
        self.fields["again"] = chosen(words, [EMPTY, *CheckedAgain.choices], required=False)
        self.fields["reason"] = text(_("How it is gone"), required=False, rows=2)

    def given(self) -> FactsStated:
        """The answers. A kind of input that fields do not carry by name."""
        answers, said = stated(self.cleaned_data), self.cleaned_data
        again = CheckedAgain(said["again"]) if said.get("again") else None
        return FactsStated(answers.facts, answers.claim_known_on, again, said.get("reason", ""))

    @property
    def many(self) -> tuple[str, ...]:
        """Fields that hold lists."""
        return (FACTS,)
