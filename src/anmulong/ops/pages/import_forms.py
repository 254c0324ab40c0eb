"""What the import of a ledger asks."""

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.desk.public import Here, chosen, codes, dressed, hidden, offer, places, segments
from anmulong.exchange.public import Options


MAP, HEAD = "map_", "head_"
HISTORY, OPEN = "history", "open"


class UploadForm(forms.Form):
    """The file, and what its rows are."""

    file = dressed(
        forms.FileField(
            label=_("Ledger"),
            required=False,
            help_text=_("Excel (.xlsx, .xls) or CSV. It is read first; nothing is written before the preview."),
            widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        ),
        wide=True,
    )
    uploaded = hidden()
    rows = segments(
        _("What the rows are"),
        (
            (HISTORY, _("History: kept and searchable, no time limits start")),
            (OPEN, _("Open matters: time limits start, each waits to be assessed")),
        ),
        cards=True,
    )
    division = chosen(_("Place of rows that name none"), [], required=False)
    source = chosen(_("Where the matters came from"), [])

    def __init__(self, data: Any = None, files: Any = None, *, place: Here) -> None:
        super().__init__(data, files, initial={"rows": HISTORY, "source": "import"})
        self.place = place
        offer(self, "division", places(place))
        offer(self, "source", [each for each in codes("C-302") if each[0]])
        words = {"sending": _("sending"), "done": _("arrived"), "failed": _("not sent, please choose it again")}
        attrs = {f"data-upload-{name}": word for name, word in words.items()}
        self.fields["file"].widget.attrs.update({"data-upload-url": reverse("ops:import_part_start"), **attrs})

    def clean(self) -> Any:
        """A file must have come, with the form or before it."""
        told = super().clean() or self.cleaned_data
        if not told.get("file") and not self.uploads():
            self.add_error("file", _("Choose a file first."))
        return told

    def uploads(self) -> list[UUID]:
        """The numbers of files that were sent in parts beforehand; the last one counts."""
        return [uid for text in str(self.data.get("uploaded", "")).split() if (uid := uid_of(text)) is not None]


class MappingForm(forms.Form):
    """The choices that the preview carries along, and the mapping as a person corrected it."""

    upload = hidden(forms.UUIDField, required=True)
    rows = hidden(required=True)
    division = hidden()
    source = hidden(required=True)
    sheet = forms.CharField(required=False)
    only_new = forms.BooleanField(required=False)

    def options(self) -> Options:
        """What was chosen, for ``exchange``."""
        told = self.cleaned_data
        return Options(
            sheet=told["sheet"],
            mapping=self.mapping(),
            open_rows=told["rows"] == OPEN,
            division=uid_of(told["division"]),
            source=told["source"],
            changes=not told["only_new"],
        )

    def mapping(self) -> dict[str, str]:
        """Head of a column → field, as posted; empty at the first look and after another sheet was chosen."""
        if self.data.get("do") == "sheet":
            return {}
        found = {}
        for name, value in self.data.items():
            head = self.data.get(f"{HEAD}{name.removeprefix(MAP)}")
            if name.startswith(MAP) and head:
                found[head] = value
        return found


def uid_of(text: str) -> UUID | None:
    """A uid; ``None`` for anything else."""
    try:
        return UUID(text)
    except (ValueError, AttributeError):
        return None
