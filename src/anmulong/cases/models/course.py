"""The course of a case: investigations, sessions, clocks, visits, holds."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.cases.enums import ClockKind, PauseReason, Satisfied
from anmulong.cases.models.case import Case, CaseRow
from anmulong.disputes.enums import ContactWay


class Investigation(CaseRow):
    """F-05: who was asked, where, when, by whom, and what was found."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="investigations")
    asked = SealedTextField()
    place = SealedTextField()
    investigator = SealedTextField()
    recorder = SealedTextField()
    text = SealedTextField()
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_investigation"

    def __str__(self) -> str:
        return str(self.happened_at)


class Session(CaseRow):
    """F-07: one session. ``ways`` are codes of C-222, ``result`` one of C-307.

    A separate session (背对背) goes into the side file (副卷): it is shown to no party and copied to no court
    (O-4, R-132). ``present`` holds uids of case parties; ``tour`` and ``clinic`` name the occasion, if any.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    ways = models.JSONField(default=list)
    separate = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    place = SealedTextField()
    present = models.JSONField(default=list)
    others_present = SealedTextField()
    recorder = SealedTextField()
    text = SealedTextField()
    result = models.CharField(max_length=16)
    tour = models.UUIDField(null=True)
    clinic = models.UUIDField(null=True)
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_session"
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="cases_session_position_once")]

    def __str__(self) -> str:
        return str(self.position)


class CaseClock(CaseRow):
    """One running or stopped limit with its arithmetic (R-210); ``parameter_day`` says which version holds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    parameter = models.CharField(max_length=60)
    parameter_day = models.DateField()
    law = models.CharField(max_length=200, default="")
    steps = models.JSONField(default=list)

    class Meta:
        db_table = "cases_clock"
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], condition=Q(stopped_at=None), name="cases_clock_runs_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"


class Suspension(CaseRow):
    """A time in which the mediation clock stands still (R-210): from, to, why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=12, choices=PauseReason.choices)
    note = SealedTextField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_suspension"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="cases_one_open_suspension")
        ]

    def __str__(self) -> str:
        return self.reason


class Extension(CaseRow):
    """More time (domain.md 2.5): to which day, and which parties agreed; or which leader approved, for a petition, and
    when the petitioner was told."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    until_on = models.DateField()
    agreed_by = models.JSONField(default=list)
    approved_by = SealedTextField()
    told_on = models.DateField(null=True)
    happened_at = models.DateTimeField()

    class Meta:
        db_table = "cases_extension"

    def __str__(self) -> str:
        return str(self.until_on)


class ReturnVisit(CaseRow):
    """F-10: a follow-up after the agreement or the end (R-211)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    party = models.UUIDField(null=True)
    way = models.CharField(max_length=12, choices=ContactWay.choices)
    reached = models.BooleanField(default=True)
    satisfied = models.CharField(max_length=8, choices=Satisfied.choices, default=Satisfied.NOT_SAID)
    sued = models.BooleanField(default=False)
    new_danger = models.BooleanField(default=False)
    arrived = models.BooleanField(null=True)
    text = SealedTextField()
    visitor = models.UUIDField(null=True)
    happened_at = models.DateTimeField()

    class Meta:
        db_table = "cases_return_visit"

    def __str__(self) -> str:
        return str(self.happened_at)


class FraudHold(CaseRow):
    """A hold because sham mediation is suspected, with its report (R-133); the parties' rights stay open."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fraud_holds")
    facts = SealedTextField()
    reported_to = SealedTextField()
    began_at = models.DateTimeField()
    began_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    finding = SealedTextField()

    class Meta:
        db_table = "cases_fraud_hold"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="cases_one_open_fraud_hold")
        ]

    def __str__(self) -> str:
        return str(self.began_at)
