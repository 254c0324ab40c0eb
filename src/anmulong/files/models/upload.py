"""Content on its way in, before an action binds it to a matter."""

from django.db import models

from anmulong.files.enums import MediaType
from anmulong.kernel.ids import new_uid


class Upload(models.Model):
    """How far an upload has come. No record of the office yet: it leaves no journal entry and is gone after a day.

    ``seed`` and the installation's key make the key under which the parts, the finished content and ``name`` are
    sealed; the row is removed when a file is bound or the day is over. ``digest`` is empty until it is finished.
    """

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    account = models.UUIDField(null=True)
    name = models.BinaryField(default=b"")
    seed = models.BinaryField(max_length=32)
    suite = models.CharField(max_length=8)
    expected = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    parts = models.JSONField(default=list)
    media_type = models.CharField(max_length=80, choices=MediaType.choices, default="")
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    has_preview = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "files_upload"

    def __str__(self) -> str:
        return f"{self.pk}: {self.received} of {self.expected} bytes"

    @property
    def finished(self) -> bool:
        """Whether the content is whole, checked and sealed."""
        return bool(self.digest)
