"""Code tables: our own stable words, the official digits per receiver beside them (R-303)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anmulong.base.models import Record
from anmulong.lawbook.enums import Standing


class CodeTable(Record):
    """One table, such as C-301; ``receivers`` are the systems for which every row has an official digit."""

    stream_type = "code_table"

    key = models.CharField(max_length=32)
    zh = models.CharField(max_length=100)
    en = models.CharField(max_length=100)
    status = models.CharField(max_length=12, choices=Standing.choices)
    source = models.TextField()
    effective_from = models.DateField()
    parent_key = models.CharField(max_length=32, default="", blank=True)
    receivers = models.JSONField(default=list, blank=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        db_table = "lawbook_code_table"
        verbose_name = _("code table")
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="lawbook_code_table_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.zh}"


class CodeRow(Record):
    """One row; ``facts`` holds what is special to its table (act, guide_to, law, gate …)."""

    stream_type = "code_table"
    root_field = "table_id"

    table = models.ForeignKey(CodeTable, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Standing.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    parent = models.CharField(max_length=40, default="", blank=True)
    digits = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        db_table = "lawbook_code_row"
        verbose_name = _("code")
        constraints = [models.UniqueConstraint(fields=["county", "table", "code"], name="lawbook_code_row_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.zh}"
