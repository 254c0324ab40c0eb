"""Phrases that a unit says often, offered while somebody writes (O-1)."""

from django.db import models

from anmulong.base.models import Record
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.models.organisation import Organisation


class Phrase(Record):
    """A phrase of one unit for notes or for what was said; never for a result, which the parties word themselves."""

    root_field = "organisation_id"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="phrases")
    used_for = models.CharField(max_length=12, choices=PhraseUse.choices)
    text = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "orgs_phrase"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "organisation", "used_for", "text"],
                condition=models.Q(until=None),
                name="orgs_phrase_once",
            )
        ]

    def __str__(self) -> str:
        return self.text
