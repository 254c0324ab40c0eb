"""Parameters: clocks, limits and thresholds with the day from which each value holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anmulong.base.models import Record
from anmulong.lawbook.enums import Standing


class Parameter(Record):
    """One value of one key. A new value is a new row with a later day; a matter keeps the values it began under."""

    stream_type = "parameter"

    key = models.CharField(max_length=80)
    value = models.JSONField()
    unit = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=Standing.choices)
    source = models.TextField()
    approved_by = models.CharField(max_length=100)
    valid_from = models.DateField()
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)

    class Meta:
        db_table = "lawbook_parameter"
        verbose_name = _("parameter")
        constraints = [
            models.UniqueConstraint(fields=["county", "key", "valid_from"], name="lawbook_parameter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit} ({self.valid_from})"
