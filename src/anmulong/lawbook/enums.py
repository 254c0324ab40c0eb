"""Words that are stored in the lawbook. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LawbookRight(models.TextChoices):
    """What a post may do here."""

    EDIT = "lawbook.edit", _("change parameters, code tables, statutes and the working calendar")


class Standing(models.TextChoices):
    """How far a row may be trusted (data/README.md); for parameters also what fixed the value."""

    VERIFIED = "verified", _("read in its source")
    UNVERIFIED = "unverified", _("to be checked against the original")
    DESIGN = "design", _("default of the project")
    LAW = "law", _("fixed by law")
    LOCAL = "local", _("decided by the banner")


class DayKind(models.TextChoices):
    """What a day is in the working calendar (R-210)."""

    HOLIDAY = "holiday", _("day off")
    MAKEUP = "makeup", _("make-up working day")
    ORDINARY = "ordinary", _("as the weekday says")


class GateAct(models.TextChoices):
    """What the gate of the law does with a situation (C-240)."""

    BLOCK = "block", _("may not be mediated")
    WARN = "warn", _("may be mediated, with a warning")
    ACCEPT = "accept", _("may be mediated")
