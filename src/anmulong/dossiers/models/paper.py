"""Papers that were issued (R-223)."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.cases.public import Case
from anmulong.dossiers.enums import FormCode, PaperState


class Paper(Record):
    """One paper as it was issued. It stands in the stream of the dispute and is read through its case only.

    ``about`` is the row that it tells of (a session, a visit, an agent) or the case. ``content`` are the frozen values
    (``rules.frozen``), ``digest`` their digest in hexadecimal with form, version and code. ``code`` is random, 80 bits,
    so that nobody guesses it. ``number`` repeats that of the case or agreement; a void paper keeps it (R-212).
    """

    root_field = "stream"

    stream = models.UUIDField(editable=False, db_index=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=8, choices=FormCode.choices)
    form_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=16)
    about = models.UUIDField()
    number = models.CharField(max_length=60, default="")
    code = models.CharField(max_length=20)
    content = SealedTextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.ISSUED)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True)
    replaced_by = models.UUIDField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.UUIDField(null=True)
    void_reason = SealedTextField()

    class Meta:
        db_table = "dossiers_paper"
        constraints = [
            models.UniqueConstraint(fields=["code"], name="dossiers_paper_code_once"),
            models.UniqueConstraint(
                fields=["case", "form", "about"],
                condition=Q(state=PaperState.ISSUED),
                name="dossiers_paper_one_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number or self.code}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nothing: read ``case.papers`` of a case that was read in scope."""
        return [NOTHING]
