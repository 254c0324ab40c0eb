"""What a party was told and what he or she answered (R-703, R-704)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, Spoken
from anmulong.people.models.party import Party


class Consent(Record):
    """One line of the consent ledger. A later line of the same kind stands over the earlier one; none is changed."""

    root_field: ClassVar[str] = "stream"

    stream = models.UUIDField(editable=False, db_index=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    answer = models.CharField(max_length=12, choices=ConsentAnswer.choices)
    way = models.CharField(max_length=12, choices=ConsentWay.choices)
    text_version = models.CharField(max_length=40)
    language = models.CharField(max_length=12, choices=Spoken.choices)
    answered_by = SealedTextField()
    told_at = models.DateTimeField()
    told_by = models.UUIDField(null=True)

    class Meta:
        db_table = "people_consent"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ConsentKind.NOTICE, answer=ConsentAnswer.TOLD)
                | (~Q(kind=ConsentKind.NOTICE) & ~Q(answer=ConsentAnswer.TOLD)),
                name="people_consent_answer_fits_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.answer}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nobody reads consents by area: read the matter in scope, then its consents (O-4)."""
        return [NOTHING]
