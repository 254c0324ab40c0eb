"""Who reported, who is in dispute, who must not see."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.disputes.models.dispute import Child, Dispute
from anmulong.people.public import Party


class Report(Child):
    """One report of a matter, with its own receipt. Many reports may point to one matter; a merge moves them.

    The person who reports (反映人) is not a party: sealed, confidential, on no paper (O-4). ``code`` is the public
    code on the receipt (≥ 64 random bits), ``code_key`` its keyed digest for the question "how does it stand".
    ``requested_at`` is legal evidence and never changes (R-131).
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="reports")
    number = models.CharField(max_length=40)
    code = SealedTextField()
    code_key = models.BinaryField(max_length=16)
    source = models.CharField(max_length=24)
    anonymous = models.BooleanField(default=False)
    wants_answer = models.BooleanField(default=True)
    reporter = SealedTextField()
    reporter_phone = SealedTextField()
    text = SealedTextField()
    requested_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    next_date = models.DateField(null=True)
    taken_by = models.UUIDField(null=True)

    class Meta:
        db_table = "disputes_report"
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="disputes_report_number_once"),
            models.UniqueConstraint(fields=["county", "code_key"], name="disputes_report_code_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DisputeParty(Child):
    """A party's place in a matter: side, role (C-309), who represents whom (R-207)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="sides")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="places")
    side = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=16, default="applicant")
    represents = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="representatives")
    position = models.PositiveSmallIntegerField(default=0)
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disputes_party"
        constraints = [models.UniqueConstraint(fields=["dispute", "party"], name="disputes_party_once")]
        indexes = [models.Index(fields=["dispute", "side", "position"], name="disputes_party_order")]

    def __str__(self) -> str:
        return f"{self.side}/{self.position}"


class Exclusion(Child):
    """An account that must not see this matter, because its holder is a relative of a party (O-4, R-136)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="exclusions")
    account = models.UUIDField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disputes_exclusion"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "account"], condition=Q(ended_at=None), name="disputes_exclusion_once"
            )
        ]
        indexes = [models.Index(fields=["account", "dispute"], name="disputes_exclusion_by_account")]

    def __str__(self) -> str:
        return str(self.account)
