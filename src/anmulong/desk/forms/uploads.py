"""Files in a form: chosen without script, or sent in parts beforehand and named by their upload numbers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from anmulong.files.public import store_upload


class SeveralFiles(forms.FileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """Every file under the name."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Files(forms.Field):
    """Any number of files."""

    widget = SeveralFiles

    def to_python(self, value: Any) -> list[UploadedFile]:
        return list(value or [])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def store_all(files: Iterable[UploadedFile], *, account: UUID | None) -> list[UUID]:
    """Put files into the upload area. Raises ``Invalid`` for one that is not taken."""
    return [store_upload(file.name or "file", file.chunks(), file.size or 0, account=account).uid for file in files]


def upload_uids(text: str) -> list[UUID]:
    """Upload numbers from a hidden field; what is no number is left out."""
    found = []
    for part in text.replace(",", " ").split():
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found
