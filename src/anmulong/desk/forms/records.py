"""The form of one step on a place, a body, a grid or an account; its fields are named as the input of the action."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar

from django import forms

from anmulong.base.models import Record
from anmulong.desk.forms.fields import hidden
from anmulong.desk.requests import Here
from anmulong.journal.public import ActionSpec, Call, parse, spec
from anmulong.kernel.ids import new_uid


KEEP = "keep_"


class RecordForm(forms.Form):
    """Answers, the version that was seen and the operation number; the action alone decides what holds.

    ``compared`` names the fields of a ``fields`` merge: what they held when the page was opened goes along unseen, so
    that two people who change different fields do not disturb each other.
    """

    action: ClassVar[str] = ""
    icon: ClassVar[str] = "edit"
    danger: ClassVar[bool] = False
    compared: ClassVar[tuple[str, ...]] = ()
    notice: Any = ""

    operation = hidden(forms.UUIDField)
    version = hidden(forms.IntegerField)
    seen = hidden()

    def __init__(self, data: Any = None, files: Any = None, *, place: Here, subject: Record | None = None) -> None:
        self.place = place
        self.subject: Any = subject  # each form knows what it is asked about
        now = self.present()
        first = {"operation": new_uid(), "version": getattr(subject, "version", None), "seen": json.dumps(now)}
        self.decided = data is not None and any(name.startswith(KEEP) for name in data)
        if self.decided:
            data = _decided(data, now, subject)
        super().__init__(data, files, initial={**now, **self.opening(), **first})
        self.set_up()

    def opening(self) -> dict[str, Any]:
        """What stands in the fields when the page is opened."""
        return {}

    def set_up(self) -> None:
        """Fill the lists that depend on the subject or on the person."""

    def present(self) -> dict[str, str]:
        """What the compared fields hold now."""
        return {name: str(getattr(self.subject, name) or "") for name in self.compared} if self.subject else {}

    @classmethod
    def known(cls) -> ActionSpec:
        """The action behind this form."""
        return spec(cls.action)

    def values(self) -> dict[str, Any]:
        """The answers by the names of the input. Compared fields go in even when they were emptied; of the others
        empty ones are left to the input's own defaults."""
        names = {item.name for item in fields(self.known().given)}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in names and (name in self.compared or value not in (None, "", []))
        }

    def call(self) -> Call:
        """The operation that this page asks for. Raises ``Invalid``."""
        return Call(
            self.action,
            parse(self.known().given, self.values()),
            subject=self.subject.pk if self.subject else None,
            operation=self.cleaned_data.get("operation") or new_uid(),
            version=self.cleaned_data.get("version"),
            base=self.base() if self.compared else None,
        )

    def calls(self) -> list[Call]:
        """Everything that one click does."""
        return [self.call()]

    def base(self) -> Mapping[str, Any]:
        """What the person saw in the compared fields."""
        found = _read(self.cleaned_data.get("seen", ""))
        return {name: found[name] for name in self.compared if name in found}


def _decided(data: Any, now: Mapping[str, str], subject: Record | None) -> Any:
    """What was typed, with the present value wherever the person chose theirs. A decided field has now been seen as it
    is; the others keep what was seen when the page was opened, so that changes by others in them still stand."""
    chosen = data.copy()
    seen = _read(data.get("seen", ""))
    for name, value in now.items():
        side = data.get(f"{KEEP}{name}")
        if side == "theirs":
            chosen[name] = value
        if side:
            seen[name] = value
    chosen["seen"] = json.dumps(seen)
    chosen["version"] = str(getattr(subject, "version", "") or "")
    chosen["operation"] = str(new_uid())
    return chosen


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
