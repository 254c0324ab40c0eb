"""Judicial confirmation of an agreement, and urging to perform it (人民调解法 art. 31, 33; R-121 … R-129)."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.cases.enums import OPEN_CONFIRMATION, ConfirmationState, CourtGround
from anmulong.cases.models.agreement import Agreement, Obligation
from anmulong.cases.models.case import Case, CaseRow
from anmulong.disputes.enums import ContactWay


class Confirmation(CaseRow):
    """F-11: one joint application to a court, and what became of it.

    ``ground`` says by which rule of R-121 the court was chosen; ``reason`` is a code of ``NOT_TAKEN`` (R-126) or
    ``NOT_CONFIRMED`` (R-127). ``partly``: the court confirmed the separable part only (T-4). Times are aware UTC.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="confirmations")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="confirmations")
    state = models.CharField(max_length=12, choices=ConfirmationState.choices, default=ConfirmationState.APPLIED)
    court = models.CharField(max_length=100)
    ground = models.CharField(max_length=12, choices=CourtGround.choices)
    applicants = models.JSONField(default=list)
    applied_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    court_number = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)
    ruling_number = models.CharField(max_length=60, default="")
    reason = models.CharField(max_length=16, default="")
    partly = models.BooleanField(default=False)
    text = SealedTextField()
    scan = models.UUIDField(null=True)
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_confirmation"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=OPEN_CONFIRMATION), name="cases_one_open_confirmation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.state}"


class Urging(CaseRow):
    """A word to whoever owes, and what was promised (人民调解法 art. 31)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="urgings")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="urgings")
    way = models.CharField(max_length=12, choices=ContactWay.choices)
    reached = models.BooleanField(default=True)
    promised_on = models.DateField(null=True)
    text = SealedTextField()
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_urging"

    def __str__(self) -> str:
        return str(self.happened_at)
