"""The daily signed root over everything that changed on a day."""

from typing import Any, ClassVar

from django.db import models

from anmulong.kernel.ids import new_uid


class DailyRoot(models.Model):
    """Merkle root over the heads of the chains that changed on ``day`` (Asia/Shanghai), the day's read and refusal
    logs and the previous root, signed with the installation's key. Append-only.

    ``marks`` holds a short digest per signed column, so that ``verify`` can name the column that was altered.
    """

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12)
    day = models.DateField()
    leaves = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32, default=b"")
    root = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=128)
    public_key = models.BinaryField(max_length=128)
    suite = models.CharField(max_length=8)
    signed_at = models.DateTimeField()
    marks = models.BinaryField(default=b"")

    SIGNED: ClassVar[tuple[str, ...]] = (
        "uid", "county", "day", "leaves", "previous", "root", "public_key", "suite", "signed_at",
    )  # fmt: skip

    class Meta:
        db_table = "journal_daily_root"
        constraints = [models.UniqueConstraint(fields=["county", "day"], name="journal_daily_root_once")]

    def __str__(self) -> str:
        return f"{self.county} {self.day}"

    def signed_columns(self) -> dict[str, Any]:
        """The signed columns by name, as Python values."""
        return {name: getattr(self, name) for name in self.SIGNED}
