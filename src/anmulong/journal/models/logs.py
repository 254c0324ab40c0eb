"""What was refused, what was read, and what others must be told."""

from django.db import models

from anmulong.journal.enums import ActorKind, Channel, ReadingKind
from anmulong.kernel.ids import new_uid


class Refusal(models.Model):
    """An operation that was refused: kept outside the rolled-back transaction. Holds no input. Append-only."""

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12)
    action = models.CharField(max_length=64)
    subject = models.UUIDField(null=True)
    operation = models.UUIDField()
    actor_kind = models.CharField(max_length=8, choices=ActorKind.choices)
    actor = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    address = models.CharField(max_length=45, default="")
    code = models.CharField(max_length=64)
    law = models.CharField(max_length=200, default="")
    refused_at = models.DateTimeField()

    class Meta:
        db_table = "journal_refusal"
        indexes = [models.Index(fields=["county", "refused_at"], name="journal_refusal_by_day")]

    def __str__(self) -> str:
        return f"{self.action}: {self.code}"


class Reading(models.Model):
    """Personal data were read: who, what, for which purpose (R-723, O-4). Append-only."""

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=ReadingKind.choices)
    subject_kind = models.CharField(max_length=32)
    subject = models.UUIDField(null=True)
    detail = models.CharField(max_length=200, default="")
    purpose = models.CharField(max_length=200, default="")
    rows = models.PositiveIntegerField(default=1)
    actor_kind = models.CharField(max_length=8, choices=ActorKind.choices)
    actor = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    address = models.CharField(max_length=45, default="")
    read_at = models.DateTimeField()

    class Meta:
        db_table = "journal_reading"
        indexes = [
            models.Index(fields=["county", "read_at"], name="journal_reading_by_day"),
            models.Index(fields=["subject", "read_at"], name="journal_reading_of_subject"),
            models.Index(fields=["county", "actor", "-read_at", "-uid"], name="journal_reading_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}/{self.subject}"


class Event(models.Model):
    """News for packages above, stored with the change that caused it and handed out by the worker.

    ``handled_at`` and ``attempts`` are moved by the outbox; everything else stays as written.
    """

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12)
    kind = models.CharField(max_length=64)
    stream = models.UUIDField()
    operation = models.UUIDField()
    payload = models.JSONField(default=dict)
    emitted_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "journal_event"
        indexes = [
            models.Index(fields=["emitted_at"], name="journal_event_waiting", condition=models.Q(handled_at=None)),
        ]

    def __str__(self) -> str:
        return self.kind
