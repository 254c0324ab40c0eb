"""Signed-in sessions, so that a person sees where the account is in use and ends what is not theirs (R-722)."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from anmulong.base import clock
from anmulong.kernel.ids import new_uid


SEEN_EVERY = timedelta(seconds=60)


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
    last_seen_at = models.DateTimeField()

    class Meta:
        db_table = "access_session"

    def __str__(self) -> str:
        return str(self.uid)


class SessionStore(DatabaseSessions):
    """Sessions in our own table, with whose they are and when they were last seen."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = clock.now()
        data.setdefault("uid", str(new_uid()))
        data.setdefault("started_at", now.isoformat())
        data["last_seen_at"] = now.isoformat()
        session = cast(Session, super().create_model_instance(data))
        session.uid = UUID(data["uid"])
        session.account = UUID(data["_auth_user_id"]) if "_auth_user_id" in data else None
        session.post = UUID(data["post"]) if "post" in data else None
        session.address = data.get("address", "")[:45]
        session.agent = data.get("agent", "")[:200]
        session.started_at = datetime.fromisoformat(data["started_at"])
        session.last_seen_at = now
        return session

    def save(self, must_create: bool = False) -> None:
        """Write what changed. A mere "still here" is written once a minute, not with every request."""
        if must_create:
            # A new key for the same session is a new row beside the old one: it needs a public name of its own.
            cast(Any, self)._get_session(no_load=True).pop("uid", None)
        if must_create or self.modified or not self._seen_lately():
            super().save(must_create)

    def _seen_lately(self) -> bool:
        seen = self.get("last_seen_at")
        return seen is not None and clock.now() - datetime.fromisoformat(seen) < SEEN_EVERY
