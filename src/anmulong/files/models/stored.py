"""One stored file of one matter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.files.enums import Confidentiality, FileKind, MediaType


class StoredFile(Record):
    """What is known of a file; the content lies sealed in the store under ``uid``.

    ``seed`` together with the installation's key makes the key of the content. It is sealed under the stream's key,
    so that destroying that key erases the content too. ``digest`` is SHA-256 or SM3 (by ``suite``) of the content as
    kept: photographs are digested after their place data were removed.
    """

    root_field: ClassVar[str] = "stream"

    stream = models.UUIDField(editable=False, db_index=True)
    kind = models.CharField(max_length=12, choices=FileKind.choices)
    title = SealedTextField()
    original_name = SealedTextField()
    media_type = models.CharField(max_length=80, choices=MediaType.choices)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    suite = models.CharField(max_length=8)
    seed = SealedTextField()
    confidentiality = models.CharField(max_length=12, choices=Confidentiality.choices)
    has_preview = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField(null=True)

    class Meta:
        db_table = "files_stored"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nobody reads files by area: read the matter in scope, then its files (O-4)."""
        return [NOTHING]
