"""The form of one step on a matter. Its fields are named as the input of the action, which alone decides what holds."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django import forms

from anmulong.desk.forms.fields import HappenedAt, hidden, now_text
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute
from anmulong.journal.public import ActionSpec, Call, parse, spec
from anmulong.kernel.ids import new_uid


UNKEPT = {"operation", "version", "opened_at", "happened_at", "seen", "uid", "uploaded", "file", "again"}
"""What a draft does not bring back: it belongs to the page that was opened."""


def numbered(first: UUID, name: str) -> UUID:
    """The operation number of a further step of one click; the same for every repeat of it."""
    return uuid5(first, name)


class StepForm(HappenedAt):
    """What every step asks: its answers, when it happened, which version was seen, under which operation number.

    The operation number is made when the page is opened, so that a second click finds the first one's result.
    """

    action: ClassVar[str] = ""
    icon: ClassVar[str] = "check"
    danger: ClassVar[bool] = False
    prints: ClassVar[str] = ""

    operation = hidden(forms.UUIDField)
    version = hidden(forms.IntegerField)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        place: Here,
        subject: Dispute,
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        now = now_text()
        first = {"happened_at": now, "opened_at": now, "version": subject.version, "operation": new_uid()}
        self.place, self.subject = place, subject
        super().__init__(data, files, initial={**first, **self.opening(), **(kept or {})})
        self.set_up()
        last = ["happened_at", "opened_at", "operation", "version"]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def opening(self) -> dict[str, Any]:
        """What stands in the fields when the page is opened."""
        return {}

    def set_up(self) -> None:
        """Fill the lists that depend on the matter or on the person."""

    @classmethod
    def known(cls) -> ActionSpec:
        """The action behind this form."""
        return spec(cls.action)

    def values(self) -> dict[str, Any]:
        """The answers by the names of the input; empty ones are left to the input's own defaults."""
        names = {item.name for item in fields(self.known().given)}
        return {
            name: value for name, value in self.cleaned_data.items() if name in names and value not in (None, "", [])
        }

    def given(self) -> Any:
        """The input of the action. Raises ``Invalid``."""
        return parse(self.known().given, self.values())

    def call(self) -> Call:
        """The operation that this page asks for. Raises ``Invalid``."""
        return Call(
            self.action,
            self.given(),
            subject=self.subject.pk,
            operation=self.operation_uid(),
            version=self.cleaned_data.get("version"),
            happened_at=self.happened(),
        )

    def operation_uid(self) -> UUID:
        """The number under which a repeat is told from a new step."""
        found: UUID = self.cleaned_data.get("operation") or new_uid()
        return found

    def calls(self) -> list[Call]:
        """Everything that one click does."""
        return [self.call()]
