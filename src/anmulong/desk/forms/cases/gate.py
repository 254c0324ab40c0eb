"""The questions of the law on the forms that take a case on: asked where nobody has answered them yet (M-12)."""

from typing import Any

from django.utils.translation import gettext

from anmulong.desk.forms.acting import numbered
from anmulong.desk.forms.cases.base import CaseForm, FormGroup
from anmulong.desk.forms.gate import FACTS, KNOWN_ON, REASON, gate_fields, is_answered, reason_field, stated
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Call


def put_gate(form: CaseForm, dispute: Dispute) -> None:
    """The questions, unless they are answered, and the reason in spite of a warning."""
    fields: dict[str, Any] = {} if is_answered(dispute) else gate_fields(dispute)
    form.fields.update({**fields, REASON: reason_field()})


def gate_groups(form: CaseForm) -> list[FormGroup]:
    """The questions as a group of their own; none when they are answered."""
    asked = form.named(FACTS, KNOWN_ON)
    return [FormGroup(gettext("Gate of the law"), asked, gate=True)] if asked else []


def gate_calls(form: CaseForm, dispute: Dispute) -> list[Call]:
    """The answers as a step of their own in the click."""
    if FACTS not in form.fields:
        return []
    return [
        Call(
            "dispute.check_admissibility",
            stated(form.cleaned_data),
            subject=dispute.pk,
            operation=numbered(form.operation_uid(), "gate"),
            happened_at=form.happened(),
        )
    ]
