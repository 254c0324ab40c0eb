"""Stored words of papers. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperState(models.TextChoices):
    """What became of a paper that was issued (R-212, R-223)."""

    ISSUED = "issued", _("issued")
    REPLACED = "replaced", _("replaced by a newer issue")
    VOID = "void", _("declared void")


class FormCode(models.TextChoices):
    """The forms that the data of a case can fill, in the order of the file (domain.md 2.7)."""

    COVER = "F-13", _("Cover of the file (F-13)")
    INDEX = "F-14", _("Index of the file (F-14)")
    APPLICATION = "F-01", _("Application for mediation (F-01)")
    ACCEPTANCE = "F-02", _("Acceptance register (F-02)")
    RIGHTS = "F-03", _("Notice of rights and duties (F-03)")
    AUTHORITY = "F-04b", _("Power of attorney (F-04b)")
    INVESTIGATION = "F-05", _("Record of an investigation (F-05)")
    SESSION = "F-07", _("Record of mediation (F-07)")
    AGREEMENT = "F-08", _("Mediation agreement (F-08)")
    ORAL = "F-09", _("Register of an oral agreement (F-09)")
    VISIT = "F-10", _("Record of a return visit (F-10)")
    GUIDANCE = "F-12", _("Notice of the end and of other lawful channels (F-12)")
    SITUATION = "F-15", _("Note on the state of the file (F-15)")
