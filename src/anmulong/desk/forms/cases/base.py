"""The form of one step on a case: what every step asks, who takes part, and how one click becomes a bundle (O-1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, cast
from uuid import UUID

from django.forms import BoundField

from anmulong.cases.public import Case, CaseParty
from anmulong.desk.forms.acting import StepForm, numbered
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.journal.public import Call


@dataclass(frozen=True)
class FormRow:
    """One row of a table of questions: what it is about, and a cell per question (a field or plain text)."""

    head: str
    note: str
    cells: Sequence[Any]


@dataclass(frozen=True)
class FormTable:
    """Rows of like questions. ``same`` offers a button that repeats the first row's answers."""

    heads: Sequence[Any]
    rows: Sequence[FormRow]
    same: bool = False


@dataclass(frozen=True)
class FormGroup:
    """Questions that belong together."""

    title: Any
    fields: Sequence[BoundField] = ()
    table: FormTable | None = None
    hint: Any = ""
    key: str = ""
    buttons: Sequence[tuple[str, Any, str]] = field(default=())
    folded: bool = False
    gate: bool = False


MAKING = ("case.apply", "case.reopen")
"""The steps that make a case; the others of the bundle go on with it."""


class CaseForm(StepForm):
    """A step on a case. ``wide`` marks a form that needs a page of its own and is not shown as a dialog.

    ``waits_for`` names refusals that the form itself removes in the same click; ``also_in`` the states in which its
    bundle takes the steps before.
    """

    wide: ClassVar[bool] = False
    waits_for: ClassVar[frozenset[str]] = frozenset()
    also_in: ClassVar[dict[str, str]] = {}
    title: ClassVar[Any] = ""
    submit: ClassVar[Any] = ""
    saved_at: Any = None
    note: str = ""
    many: ClassVar[tuple[str, ...]] = ()

    @property
    def case(self) -> Case:
        """The case that the step is about."""
        return cast(Case, self.subject)

    @cached_property
    def present(self) -> list[CaseParty]:
        """Who takes part now, in order."""
        rows = self.case.parties.filter(left_at=None).select_related("party")
        return list(rows.order_by("side", "position", "uid"))

    def party_choices(self, *, side: int | None = None) -> list[tuple[str, str]]:
        """Who takes part, as choices."""
        masked = not sees_names(self.place.scope)
        return [
            (str(row.party_id), name_of(row.party, masked=masked))
            for row in self.present
            if side is None or row.side == side
        ]

    def groups(self) -> list[FormGroup]:
        """The questions in groups; none when one list of them is enough."""
        return []

    def named(self, *names: str) -> list[BoundField]:
        """Fields by name; those that are not asked now are left out."""
        return [self[name] for name in names if name in self.fields]

    def bundle(self, steps: Iterable[tuple[str, Any]], subject: UUID | None = None) -> list[Call]:
        """One call for each step. A repeat of the page finds the same numbers."""
        first = self.operation_uid()
        wanted = self.case.pk if subject is None else subject
        return [
            Call(
                action,
                given,
                subject=None if action in MAKING else wanted,
                operation=numbered(first, f"{place}-{action}"),
                happened_at=self.happened(),
            )
            for place, (action, given) in enumerate(steps)
        ]
