"""What they agreed: words, and who owes what to whom until when. Rows come from a plan, from a pasted list, or typed.

The instalment maker takes total, number, first date and interval, the remainder goes into the last row (O-1); a list
of names and amounts gives one row for each name (O-8). The rows stay open to be changed until the form goes in.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.public import ObligationInput, instalments
from anmulong.desk.forms.cases.base import CaseForm, FormGroup, FormRow, FormTable
from anmulong.desk.forms.cases.pasted import named_amounts
from anmulong.desk.forms.fields import LONGEST_STORY, amount, chosen, day, hidden, line, number, offer, text
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import choices


MOST_ROWS = 600
ROW = ("debtor", "creditor", "kind", "amount", "thing", "due_on")
HEADS = (_("Who owes"), _("to whom"), _("Kind"), _("Amount (yuan)"), _("or what"), _("Due on"))
PAY = "compensate"
PLAN = ("plan_debtor", "plan_creditor", "plan_kind", "plan_total", "plan_number", "plan_first", "plan_months")
LIST = ("list_debtor", "list_first", "listed")


class AgreementForm(CaseForm):
    """A form that asks what the parties agreed. ``do=rows`` lays out the rows and changes nothing."""

    wide = True
    most_obligations: ClassVar[int] = MOST_ROWS
    folds_makers: ClassVar[bool] = False

    rows = hidden(forms.IntegerField)
    facts = text(_("Facts and points at issue"), rows=3, most=LONGEST_STORY)
    content = text(
        _("What they agreed"),
        rows=4,
        most=LONGEST_STORY,
        example=_("The Suhe family pays 12,000 yuan for the sheep in six parts; both keep to the old boundary stone."),
    )
    performance = text(_("How and until when"), required=False, rows=2)
    place = line(_("Where"), required=False, example=_("gacha office, meeting room"))

    plan_debtor = chosen(_("Who pays"), [], required=False)
    plan_creditor = chosen(_("to whom"), [], required=False)
    plan_kind = chosen(_("Kind"), lambda: choices("C-306"), required=False)
    plan_total = amount(_("Total (yuan)"))
    plan_number = number(_("Number of parts"), most=MOST_ROWS)
    plan_first = day(_("First date"))
    plan_months = number(_("Every … months"), most=24)

    list_debtor = chosen(_("Who pays everybody on the list"), [], required=False)
    list_first = day(_("Due on"))
    listed = text(_("Names and amounts"), required=False, rows=4, help=_("One line for each: name, then amount."))

    def set_up(self) -> None:
        super().set_up()
        people = self.people()
        for name in ("plan_debtor", "plan_creditor", "list_debtor"):
            offer(self, name, people)
        first, other = self._opposed()
        self.initial.setdefault("plan_debtor", other)
        self.initial.setdefault("plan_creditor", first)
        self.initial.setdefault("list_debtor", other)
        self.initial.setdefault("plan_kind", PAY)
        self.initial.setdefault("plan_months", 1)
        for place in range(self.row_count()):
            self.fields.update(self._row_fields(place, people, first=first, other=other))

    def people(self) -> list[tuple[str, str]]:
        """Who may owe and receive."""
        return self.party_choices()

    def _opposed(self) -> tuple[str, str]:
        """The first party of each side."""
        sides = self.sides()
        return next(iter(sides.get(1, [])), ""), next(iter(sides.get(2, [])), "")

    def sides(self) -> dict[int, list[str]]:
        """The uids of the parties by side."""
        return {side: [uid for uid, _name in self.party_choices(side=side)] for side in (1, 2)}

    def row_count(self) -> int:
        """How many rows the page shows."""
        told = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        try:
            return min(max(int(str(told or 1)), 1), self.most_obligations)
        except ValueError:
            return 1

    def _row_fields(self, place: int, people: list[Any], *, first: str, other: str) -> dict[str, Any]:
        row: dict[str, Any] = {
            "debtor": chosen(HEADS[0], people, required=False),
            "creditor": chosen(HEADS[1], people, required=False),
            "kind": chosen(HEADS[2], choices("C-306"), required=False),
            "amount": amount(HEADS[3]),
            "thing": line(HEADS[4], required=False),
            "due_on": day(HEADS[5]),
        }
        row["debtor"].initial, row["creditor"].initial, row["kind"].initial = other, first, PAY
        return {f"o{place}_{name}": field for name, field in row.items()}

    def agreement_groups(self) -> list[FormGroup]:
        """Words, the two makers of rows, the rows."""
        table = FormTable(
            HEADS,
            [
                FormRow(str(place + 1), "", [self[f"o{place}_{name}"] for name in ROW])
                for place in range(self.row_count())
            ],
        )
        makers = (("rows", gettext("Make the rows"), "table"), ("more", gettext("One more row"), "plus"))
        return [
            FormGroup(gettext("What they agreed"), self.named("facts", "content", "performance", "place")),
            FormGroup(
                gettext("Instalments"),
                self.named(*PLAN),
                hint=gettext("The remainder goes into the last part."),
                folded=self.folds_makers,
            ),
            FormGroup(
                gettext("List of names and amounts"),
                self.named(*LIST),
                hint=gettext("Paste it from Excel."),
                folded=self.folds_makers,
            ),
            FormGroup(gettext("Who owes what to whom until when"), (), table, key="rows", buttons=makers),
        ]

    def clean(self) -> dict[str, Any]:
        """A typed row needs its day; rows that were planned but not laid out are laid out now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in self._typed(cleaned):
            if not cleaned.get(f"o{place}_due_on") and f"o{place}_due_on" not in self.errors:
                self.add_error(f"o{place}_due_on", gettext("This is needed."))
        return cleaned

    def _typed(self, said: Mapping[str, Any]) -> list[int]:
        return [
            place for place in range(self.row_count()) if said.get(f"o{place}_amount") or said.get(f"o{place}_thing")
        ]

    def obligations(self) -> tuple[ObligationInput, ...]:
        """The rows as inputs; planned ones when none was typed. Raises ``Invalid``."""
        said = self.cleaned_data
        typed = [
            ObligationInput(
                debtor=UUID(said[f"o{place}_debtor"]),
                creditor=UUID(said[f"o{place}_creditor"]),
                due_on=said[f"o{place}_due_on"],
                kind=said[f"o{place}_kind"] or PAY,
                amount=said.get(f"o{place}_amount"),
                thing=said.get(f"o{place}_thing", ""),
            )
            for place in self._typed(said)
        ]
        return tuple(typed or self.planned(said))

    def planned(self, said: Mapping[str, Any]) -> list[ObligationInput]:
        """The rows of the plan and of the list. Raises ``Invalid`` for a plan or a line that makes no row."""
        found = []
        if said.get("plan_total"):
            if not said.get("plan_first"):
                raise Invalid(
                    "no-date", noop("Say when the first part is due."), fields={"plan_first": noop("This is needed.")}
                )
            found += self._instalments(said)
        if said.get("listed", "").strip():
            if not said.get("list_first"):
                raise Invalid("no-date", noop("Say when it is due."), fields={"list_first": noop("This is needed.")})
            found += self._of_list(said)
        return found

    def _instalments(self, said: Mapping[str, Any]) -> list[ObligationInput]:
        debtor, creditor = UUID(said["plan_debtor"]), UUID(said["plan_creditor"])
        parts = instalments(
            Decimal(said["plan_total"]),
            said.get("plan_number") or 1,
            said["plan_first"],
            months=said.get("plan_months") or 1,
        )
        kind = said.get("plan_kind") or PAY
        return [ObligationInput(debtor, creditor, part.due_on, kind, part.amount) for part in parts]

    def _of_list(self, said: Mapping[str, Any]) -> list[ObligationInput]:
        debtor, due_on = UUID(said["list_debtor"]), said["list_first"]
        by_name = {name: uid for uid, name in self.people()}
        rows = named_amounts(said["listed"], by_name)
        return [ObligationInput(debtor, UUID(uid), due_on, PAY, owed) for uid, owed in rows]

    def laid_out(self) -> dict[str, Any]:
        """What was typed with the rows that the plan and the list make: the values for a fresh page.

        The form is bound; mistakes elsewhere wait until it is sent.
        """
        self.full_clean()
        said = self.cleaned_data
        sent = cast(QueryDict, self.data)
        kept: dict[str, Any] = {name: sent.getlist(name) if name in self.many else sent.get(name) for name in sent}
        rows = self.planned(said)
        for place, row in enumerate(rows):
            kept |= {f"o{place}_{name}": _shown(getattr(row, name)) for name in ROW}
        count = len(rows) or self.row_count() + (1 if self.data.get("do") == "more" else 0)
        return {**kept, "rows": count}


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
