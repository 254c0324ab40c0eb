"""结案, 归档, 再次受理: with the list of what is missing (R-114, O-3)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.public import Archiving, CaseVoided, Closing, file_gaps
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.forms.fields import chosen, day, ticks
from anmulong.desk.forms.fields import text as words
from anmulong.desk.forms.steps.settling import routes
from anmulong.journal.public import Call
from anmulong.lawbook.public import choices


class Close(CaseForm):
    """结案."""

    action = "case.close"
    icon = "circle-check"
    many = ("routes",)

    next_on = day(_("Next visit"), help=_("Needed when nobody has been visited yet."))
    routes = ticks(_("Other lawful routes that were told meanwhile"), routes)
    text = words(_("Note"), required=False, rows=2)

    def opening(self) -> dict[str, Any]:
        return {"next_on": self.case.next_follow_up_on}

    def set_up(self) -> None:
        if self.case.effective_at is not None:
            self.fields.pop("routes")

    def calls(self) -> list[Call]:
        """The close."""
        said = self.cleaned_data
        given = Closing(said["next_on"], tuple(said.get("routes", ())), said["text"])
        return self.bundle([(self.action, given)])


class Archive(CaseForm):
    """归档: what the file lacks stands above the form."""

    action = "case.archive"
    icon = "folder"

    retention = chosen(_("Kept for"), lambda: choices("C-930"))
    situation = words(
        _("What is missing and why (F-15)"),
        required=False,
        rows=3,
        help=_("Only when something is missing; a second person confirms it, and the file is marked."),
    )

    def opening(self) -> dict[str, Any]:
        return {"retention": "long"}

    def set_up(self) -> None:
        gaps = file_gaps(self.case)
        if gaps:
            lines = [f"· {gap.text.render(gettext)} ({gap.form})" for gap in gaps]
            self.note = "\n".join([gettext("Missing in the file:"), *lines])
        else:
            self.note = gettext("The file is complete.")
            self.fields.pop("situation")

    def calls(self) -> list[Call]:
        """The archive."""
        said = self.cleaned_data
        return self.bundle([(self.action, Archiving(said["retention"], said.get("situation", "")))])


class Void(CaseForm):
    """作废: a wrong entry; its number is never used again."""

    action = "case.void"
    icon = "ban"
    danger = True

    reason = words(_("Why"), rows=2)

    def calls(self) -> list[Call]:
        """Declared void."""
        return self.bundle([(self.action, CaseVoided(self.cleaned_data["reason"]))])
