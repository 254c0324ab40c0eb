"""A person, a firm or another body on one side of one matter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.people.enums import IdentityKind, PartyKind, Reading, Sex, Spoken


class Party(Record):
    """One party in one matter: it lives and is erased with the matter's stream (decision 0004).

    The ``*_key`` columns are keyed digests by which the same number or name is found elsewhere without its plain
    text. ``is_minor`` is as of the recording and stays: a file about a child goes on protecting the child (R-751).
    """

    root_field: ClassVar[str] = "stream"
    personal_columns: ClassVar[tuple[str, ...]] = ("name_key", "telephone_key", "identity_key")

    stream = models.UUIDField(editable=False, db_index=True)
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = SealedTextField()
    other_names = SealedTextField()
    identity_kind = models.CharField(max_length=20, choices=IdentityKind.choices, default="")
    identity_number = SealedTextField()
    sex = models.CharField(max_length=8, choices=Sex.choices, default="")
    birth_date = SealedTextField()
    birth_year = models.PositiveSmallIntegerField(null=True)
    is_minor = models.BooleanField(default=False)
    telephone = SealedTextField()
    address = SealedTextField()
    note = SealedTextField()
    unit_name = SealedTextField()
    credit_code = SealedTextField()
    legal_representative = SealedTextField()
    people = models.PositiveIntegerField(default=1)
    spoken = models.CharField(max_length=12, choices=Spoken.choices, default="")
    reads = models.CharField(max_length=12, choices=Reading.choices, default="")
    needs_interpreter = models.BooleanField(default=False)
    safe_telephone = SealedTextField()
    safe_hours = SealedTextField()
    do_not_visit = models.BooleanField(default=False)
    no_sms = models.BooleanField(default=False)
    protected_address = models.BooleanField(default=False)
    name_key = models.BinaryField(max_length=16, default=b"")
    telephone_key = models.BinaryField(max_length=16, default=b"")
    identity_key = models.BinaryField(max_length=16, default=b"")

    class Meta:
        db_table = "people_party"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_minor=False) | Q(kind=PartyKind.NATURAL), name="people_party_only_people_are_minors"
            )
        ]
        indexes = [
            models.Index(fields=["county", "name_key"], name="people_party_by_name"),
            models.Index(fields=["county", "telephone_key"], name="people_party_by_telephone"),
            models.Index(fields=["county", "identity_key"], name="people_party_by_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nobody reads parties by area: read the matter in scope, then its parties (O-4)."""
        return [NOTHING]

    @property
    def needs_reading_out(self) -> bool:
        """Whether papers must be read out in the party's language (R-803)."""
        reads_chinese = self.reads in ("", Reading.CHINESE, Reading.BOTH)
        speaks_chinese = self.spoken in ("", Spoken.CHINESE, Spoken.BOTH)
        return self.needs_interpreter or not (reads_chinese and speaks_chinese)
