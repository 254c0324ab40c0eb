"""A step with a scan: the file goes to the dispute, in the same click as the step that it proves (O-1)."""

from typing import Any, cast
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.acting import numbered
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.forms.fields import dressed, hidden
from anmulong.desk.forms.uploads import Files, store_all, upload_uids
from anmulong.files.enums import FileKind
from anmulong.files.public import FileInput
from anmulong.journal.public import Call
from anmulong.kernel.errors import Invalid


class ScanForm(CaseForm):
    """Takes files in, so that a mistake elsewhere on the page does not lose them."""

    file = dressed(Files(label=_("Scan or photograph"), required=False), wide=True)
    uploaded = hidden()

    def set_up(self) -> None:
        super().set_up()
        words = {"sending": gettext("being sent"), "done": gettext("arrived"), "failed": gettext("did not arrive")}
        attrs = {f"data-upload-{name}": word for name, word in words.items()}
        self.fields["file"].widget.attrs.update({"data-upload-url": reverse("desk:upload_start"), **attrs})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        waiting = upload_uids(cleaned.get("uploaded", ""))
        try:
            waiting += store_all(cleaned.get("file") or [], account=self.place.actor.uid)
        except Invalid as error:
            put_on_form(self, error)
        self.data = data = cast(QueryDict, self.data).copy()
        data["uploaded"] = " ".join(str(uid) for uid in waiting)
        cleaned["uploads"] = waiting
        return cleaned

    def scan(self) -> UUID | None:
        """The stored file that proves the step; a stored file keeps the number of its upload."""
        waiting: list[UUID] = self.cleaned_data["uploads"]
        return waiting[0] if waiting else None

    def attaching(self) -> list[Call]:
        """The files as attachments of the dispute."""
        title = str(self.title or self.known().label)
        return [
            Call(
                "dispute.attach",
                FileInput(upload, FileKind.OTHER, title),
                subject=self.case.dispute_id,
                operation=numbered(self.operation_uid(), f"scan-{place}"),
                happened_at=self.happened(),
            )
            for place, upload in enumerate(self.cleaned_data["uploads"])
        ]
