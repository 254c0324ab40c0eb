"""A private draft of one form: what was typed survives a logout, a crash or a telephone call (O-1)."""

from django.db import models

from anmulong.kernel.ids import new_uid


class Draft(models.Model):
    """What one person has typed into one form and not yet sent. Sealed under a key of the account; not journaled,
    because nothing has been done yet; removed when the form goes in."""

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    account = models.UUIDField()
    form = models.CharField(max_length=80)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "desk_draft"
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="desk_draft_once_per_form")]

    def __str__(self) -> str:
        return self.form
