"""Agreements, obligations, signatures, performance (人民调解法 art. 28-31)."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.cases.enums import AgreementForm, ObligationState, SignedWay, SignerKind
from anmulong.cases.models.case import Case, CaseRow


class Agreement(CaseRow):
    """F-08 or F-09. A change of the text replaces the row by the next ``edition``; earlier signatures fall with it.

    ``effective_at``: oral, the moment they agreed (R-116); written, the last of all signatures, the mediator's
    signature and the seal (R-115). ``proofs`` of an oral one: two are wanted, none blocks (R-452, O-3).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(max_length=8, choices=AgreementForm.choices)
    number = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    facts = SealedTextField()
    content = SealedTextField()
    performance = SealedTextField()
    place = SealedTextField()
    copies = models.PositiveSmallIntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    made_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    proofs = models.JSONField(default=list)
    replaced_at = models.DateTimeField(null=True)
    made_by = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_agreement"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(replaced_at=None), name="cases_one_agreement"),
            models.UniqueConstraint(fields=["case", "edition"], name="cases_agreement_edition_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Obligation(CaseRow):
    """Who owes what to whom until when: kind of C-306, an amount in CNY or a thing in words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="obligations")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="obligations")
    position = models.PositiveIntegerField()
    debtor = models.UUIDField()
    creditor = models.UUIDField()
    kind = models.CharField(max_length=24)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    thing = SealedTextField()
    due_on = models.DateField()
    place = SealedTextField()
    proof_wanted = SealedTextField()
    state = models.CharField(max_length=10, choices=ObligationState.choices, default=ObligationState.OPEN)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_obligation"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="cases_obligation_position_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="cases_obligation_amount_above_zero"
            ),
        ]
        indexes = [
            models.Index(
                fields=["county", "due_on"],
                name="cases_obligation_due",
                condition=Q(state__in=[ObligationState.OPEN, ObligationState.PART]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind}"


class Signature(CaseRow):
    """One signer of one edition with the date on the paper. ``counts`` is false when the powers are missing (R-222).

    ``signer`` is the uid of a case party, an agent or a mediator; none for the seal and the recorder.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signatures")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=16, choices=SignerKind.choices)
    signer = models.UUIDField(null=True)
    party = models.UUIDField(null=True)
    way = models.CharField(max_length=12, choices=SignedWay.choices, default=SignedWay.INK)
    signed_at = models.DateTimeField()
    scan = models.UUIDField(null=True)
    counts = models.BooleanField(default=True)
    why_not = models.CharField(max_length=24, default="")

    class Meta:
        db_table = "cases_signature"
        indexes = [models.Index(fields=["agreement", "kind"], name="cases_signature_of_agreement")]

    def __str__(self) -> str:
        return f"{self.kind} {self.signed_at}"


class Performance(CaseRow):
    """What was done on an obligation, or that it was not: amount in CNY, proof, when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="performances")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="performances")
    breach = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    text = SealedTextField()
    proof = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_performance"

    def __str__(self) -> str:
        return str(self.happened_at)


class OutsideEvent(CaseRow):
    """What happened to the agreement outside the committee: suit, ruling, payment order (C-305)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outside_events")
    outcome = models.CharField(max_length=16)
    text = SealedTextField()
    happened_at = models.DateTimeField()
    account = models.UUIDField(null=True)

    class Meta:
        db_table = "cases_outside_event"

    def __str__(self) -> str:
        return self.outcome
