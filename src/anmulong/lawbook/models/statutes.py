"""Statutes and their articles, version beside version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anmulong.base.models import Record


class Statute(Record):
    """One version of one statute. Always quoted as law code + version + article, because numbers move."""

    stream_type = "statute"

    law_code = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    law_version = models.DateField()
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "lawbook_statute"
        verbose_name = _("statute")
        constraints = [
            models.UniqueConstraint(fields=["county", "law_code", "law_version"], name="lawbook_statute_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.law_code}({self.law_version})"


class Article(Record):
    """One article; ``number`` is ``17`` or ``17-1`` (之一), ``position`` its place in the statute."""

    stream_type = "statute"
    root_field = "statute_id"

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="articles")
    number = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField()

    class Meta:
        db_table = "lawbook_article"
        verbose_name = _("article")
        constraints = [models.UniqueConstraint(fields=["county", "statute", "number"], name="lawbook_article_once")]

    def __str__(self) -> str:
        return f"{self.number}"
