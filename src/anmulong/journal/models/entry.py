"""The journal entry: what was done, by whom, when, and what it changed. Append-only in the database itself."""

from typing import Any, ClassVar

from django.db import models

from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.models.packed import PackedTextField
from anmulong.kernel.ids import new_uid


class Entry(models.Model):
    """One entry of one chain (architecture.md 3, R-723).

    ``facts`` is canonical JSON: the open part of the input, the rows touched with their changes and the digest of
    their resulting state, the result; it is stored packed. ``sealed`` is the personal part, packed, under the stream's
    key. ``marks`` holds a short digest per column, so that ``verify`` can name the column that was altered.
    """

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12)
    stream = models.UUIDField()
    stream_kind = models.CharField(max_length=32)
    seq = models.PositiveIntegerField()
    operation = models.UUIDField()
    leg = models.PositiveSmallIntegerField(default=0)
    bundle = models.UUIDField(null=True)
    action = models.CharField(max_length=64)
    subject = models.UUIDField()
    actor_kind = models.CharField(max_length=8, choices=ActorKind.choices)
    actor = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    on_behalf = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    device = models.CharField(max_length=64, default="")
    address = models.CharField(max_length=45, default="")
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)
    version_before = models.PositiveIntegerField()
    version_after = models.PositiveIntegerField()
    input_digest = models.BinaryField(max_length=32)
    facts = PackedTextField()
    sealed = models.BinaryField(default=b"")
    previous = models.BinaryField(max_length=32)
    suite = models.CharField(max_length=8)
    marks = models.BinaryField()
    hash = models.BinaryField(max_length=32)

    CHAINED: ClassVar[tuple[str, ...]] = (
        "uid", "county", "stream", "stream_kind", "seq", "operation", "leg", "bundle", "action", "subject",
        "actor_kind", "actor", "organisation", "post", "on_behalf", "channel", "device", "address", "happened_at",
        "entered_at", "simulated", "version_before", "version_after", "input_digest", "facts", "sealed", "previous",
        "suite",
    )  # fmt: skip

    class Meta:
        db_table = "journal_entry"
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="journal_entry_one_per_place"),
            models.UniqueConstraint(fields=["operation", "leg"], name="journal_entry_operation_once"),
        ]
        indexes = [models.Index(fields=["county", "entered_at"], name="journal_entry_by_day")]

    def __str__(self) -> str:
        return f"{self.stream_kind}/{self.stream}#{self.seq} {self.action}"

    def columns(self) -> dict[str, Any]:
        """The chained columns by name, as Python values."""
        return {name: getattr(self, name) for name in self.CHAINED}
