"""What this database is, and its running numbers."""

from django.db import models

from anmulong.journal.enums import StoreKind


class Store(models.Model):
    """The identity of the database: demonstration or real, made once (O-5)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=4, choices=StoreKind.choices)
    county = models.CharField(max_length=12, default="")
    name = models.CharField(max_length=60, default="")
    key_id = models.CharField(max_length=64, default="")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "journal_store"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_store_is_single")]

    def __str__(self) -> str:
        return f"{self.kind} {self.county}"


class Counter(models.Model):
    """The last running number of one series in one county and year; moved inside the action's transaction, so a
    refused action leaves no gap."""

    county = models.CharField(max_length=12)
    series = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "journal_counter"
        constraints = [models.UniqueConstraint(fields=["county", "series", "year"], name="journal_counter_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
