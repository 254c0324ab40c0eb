"""Owners over time, clocks, colours."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.disputes.enums import ClockKind, Colour, HandoverKind
from anmulong.disputes.models.dispute import Child, Dispute


class Responsibility(Child):
    """One stretch of responsibility: offered, accepted, ended. Exactly one accepted and open per matter (R-502)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="responsibilities")
    kind = models.CharField(max_length=12, choices=HandoverKind.choices)
    organisation = models.UUIDField()
    person = models.UUIDField(null=True)
    offered_at = models.DateTimeField()
    offered_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = SealedTextField()

    class Meta:
        db_table = "disputes_responsibility"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(ended_at=None, accepted_at__isnull=False),
                name="disputes_one_responsible_unit",
            ),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(ended_at=None, accepted_at=None), name="disputes_one_open_offer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation}"


class Clock(Child):
    """One running or stopped time limit with its arithmetic (R-210).

    ``parameter`` and ``parameter_day`` say under which version of the limit it runs; ``steps`` is what a page shows.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    parameter = models.CharField(max_length=60)
    parameter_day = models.DateField()
    law = models.CharField(max_length=200, default="")
    steps = models.JSONField(default=list)
    pauses = models.JSONField(default=list)

    class Meta:
        db_table = "disputes_clock"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "kind"], condition=Q(stopped_at=None), name="disputes_clock_runs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"


class ColourChange(Child):
    """A change of the risk colour, by rule or by a person, with reasons (R-511)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="colour_changes")
    colour = models.CharField(max_length=8, choices=Colour.choices)
    before = models.CharField(max_length=8, choices=Colour.choices)
    by_rule = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    reason_text = SealedTextField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_colour_change"

    def __str__(self) -> str:
        return f"{self.before} → {self.colour}"
