"""Stored words of what goes out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a list is taken for; kept in the read log and printed on the list (R-723, O-4)."""

    HANDLING = "handling", _("handling of the matters")
    MEETING = "meeting", _("meeting of the unit")
    REPORT = "report", _("report to the higher tier")
    INSPECTION = "inspection", _("inspection")
    ARCHIVE = "archive", _("own files")


class ChangeWay(models.TextChoices):
    """What becomes of something that a ledger says otherwise than last time (R-521)."""

    CHANGE = "change", _("is changed")
    STEP = "step", _("is recorded")
    NOTE = "note", _("goes into a note")
    CLASH = "clash", _("stays: changed here meanwhile")


class RecordShape(models.TextChoices):
    """In which records matters go out (R-302)."""

    LEDGER = "ledger", _("ledger: the columns of the list")
    GBT31000 = "gbt31000", _("GB/T 31000: records for the governance platform")
    SFT0018 = "sft0018", _("SF/T 0018: records for the people's mediation system")
