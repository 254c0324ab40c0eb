"""What was done: contacts, meetings, notes, guidance, reports to the police."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.scoping import Scope
from anmulong.disputes.enums import Arrived, CheckedAgain, ContactWay, GuidanceReceipt
from anmulong.disputes.models.dispute import Child, Dispute


class Contact(Child):
    """Somebody was called, visited or met: who, how, reached or not, what was said."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="contacts")
    party = models.UUIDField(null=True)
    whom = SealedTextField()
    way = models.CharField(max_length=12, choices=ContactWay.choices)
    reached = models.BooleanField(default=True)
    follow_up = models.BooleanField(default=False)
    said = SealedTextField()
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_contact"
        indexes = [models.Index(fields=["dispute", "-happened_at"], name="disputes_contact_newest")]

    def __str__(self) -> str:
        return self.way


class Meeting(Child):
    """An arranged meeting: time, place, who is told. ``host`` is the account whose calendar it blocks."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="meetings")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = SealedTextField()
    subject = SealedTextField()
    told = SealedTextField()
    host = models.UUIDField()
    organisation = models.UUIDField(null=True)
    arranged_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = SealedTextField()

    class Meta:
        db_table = "disputes_meeting"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("begins_at")), name="disputes_meeting_ends_after_it_begins"
            )
        ]
        indexes = [
            models.Index(fields=["host", "begins_at"], name="disputes_meeting_by_host"),
            models.Index(fields=["organisation", "begins_at"], name="disputes_meeting_by_unit"),
        ]

    def __str__(self) -> str:
        return str(self.begins_at)

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """The calendar of the person and of the units; whoever shows a meeting also reads its matter in scope."""
        county = Q(county=scope.county)
        own = [county & Q(host=scope.account)] if scope.account is not None else []
        return [*own, county & Q(organisation__in=scope.organisations)]


class Note(Child):
    """A note by the handler; ``side_file`` notes (副卷) are never copied to a party or a court (O-4, R-132)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="notes")
    text = SealedTextField()
    side_file = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_note"

    def __str__(self) -> str:
        return str(self.happened_at)


class Guidance(Child):
    """The lawful routes that were named to the people (R-113, C-241), what was handed to them, and whether they got
    there when they were asked later."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="guidance")
    routes = models.JSONField(default=list)
    gate_code = models.CharField(max_length=8, default="")
    explanation = SealedTextField()
    told_at = models.DateTimeField()
    account = models.UUIDField(null=True)
    receipt = models.CharField(max_length=12, choices=GuidanceReceipt.choices, default="")
    arrived = models.CharField(max_length=12, choices=Arrived.choices, default="")
    arrived_said = SealedTextField()
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_guidance"

    def __str__(self) -> str:
        return ", ".join(self.routes)


class AdmissibilityCheck(Child):
    """The questions of the gate of the law as somebody answered them (M-12); the latest check stands.

    ``answers``: fact to yes or no, and the day of ``claim_known_on``; ``kind``: the kind of dispute that was asked
    about; ``rules_day``: the day whose rules hold; ``fired`` and ``verdict``: what they said then.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="admissibility_checks")
    kind = models.CharField(max_length=32, default="")
    answers = models.JSONField(default=dict)
    rules_day = models.DateField()
    fired = models.JSONField(default=list)
    verdict = models.CharField(max_length=8)
    again = models.CharField(max_length=8, choices=CheckedAgain.choices, default="")
    reason = SealedTextField()
    made_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_admissibility_check"

    def __str__(self) -> str:
        return self.verdict


class Escalation(Child):
    """A report to the police or another department: to whom, when, receipt (R-112, 人民调解法 art. 25)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="escalations")
    receiver = SealedTextField()
    facts_told = SealedTextField()
    receipt = SealedTextField()
    reported_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_escalation"

    def __str__(self) -> str:
        return str(self.reported_at)
