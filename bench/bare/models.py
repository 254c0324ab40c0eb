"""Two tables as anybody would make them first."""

from django.db import models

from anmulong.kernel.ids import new_uid


class Matter(models.Model):
    """A matter with a body of some 100 Chinese signs."""

    uid = models.UUIDField(primary_key=True, default=new_uid)
    number = models.CharField(max_length=40)
    town = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="registered")
    title = models.CharField(max_length=80)
    body = models.TextField()
    owner = models.CharField(max_length=40, default="")
    registered_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        app_label = "bare"
        indexes = [models.Index(fields=["town", "-registered_at", "-uid"], name="bare_town_new")]

    def __str__(self) -> str:
        return self.number


class Happening(models.Model):
    """What happened to it."""

    uid = models.UUIDField(primary_key=True, default=new_uid)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    what = models.CharField(max_length=40)
    happened_at = models.DateTimeField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.what
