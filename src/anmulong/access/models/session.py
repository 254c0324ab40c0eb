"""Signed-in sessions, so that a person sees where the account is in use and ends what is not theirs (R-722)."""

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from anmulong.kernel.ids import new_uid


class Session(AbstractBaseSession):
    """One browser. Not a record: it is thrown away when it ends, and the journal does not know it.

    ``uid`` is its public name; the key itself is the secret in the cookie and is never shown.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    account = models.UUIDField(null=True, db_index=True)
    post = models.UUIDField(null=True)
    address = models.CharField(max_length=45, default="")
    agent = models.CharField(max_length=200, default="")
    started_at = models.DateTimeField()
    last_seen = models.DateTimeField()

    objects: BaseSessionManager["Session"] = BaseSessionManager()

    class Meta:
        db_table = "access_session"

    def __str__(self) -> str:
        return str(self.uid)
