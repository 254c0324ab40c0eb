"""Where an account is signed in (R-722)."""

from uuid import UUID

from anmulong.access.models import Session
from anmulong.base import clock


def sessions_of(account: UUID) -> list[Session]:
    """The running sessions of an account, the latest seen first. Show ``uid``, never ``session_key``."""
    return list(Session.objects.filter(account=account, expire_date__gt=clock.now()).order_by("-last_seen_at"))
