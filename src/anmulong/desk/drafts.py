"""Keeping and giving back what was typed."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk.models import Draft
from anmulong.kernel.cipher.suite import CipherError


MOST_BYTES = 200_000
UNKEPT = {"csrfmiddlewaretoken", "operation", "draft_url", "draft_by"}


def keep(account: UUID, form: str, values: Mapping[str, list[str]]) -> datetime | None:
    """Keep the typed values of a form; ``None`` when they are empty or too many."""
    typed = {name: given for name, given in values.items() if name not in UNKEPT and any(given)}
    body = json.dumps(typed).encode()
    if not typed or len(body) > MOST_BYTES:
        return None
    ring = keyring()
    sealed = ring.suite.seal(ring.index_key("drafts"), body, _aad(account, form))
    now = clock.now()
    Draft.objects.update_or_create(account=account, form=form, defaults={"sealed": sealed, "saved_at": now})
    return now


def give_back(account: UUID, form: str) -> tuple[dict[str, list[str]], datetime] | None:
    """The kept values and when they were kept."""
    row = Draft.objects.filter(account=account, form=form).first()
    if row is None:
        return None
    ring = keyring()
    try:
        body = ring.suite.open(ring.index_key("drafts"), bytes(row.sealed), _aad(account, form))
    except CipherError:
        return None
    return json.loads(body), row.saved_at


def drop(account: UUID, form: str) -> None:
    """Forget the draft, because the form has gone in."""
    Draft.objects.filter(account=account, form=form).delete()


def _aad(account: UUID, form: str) -> bytes:
    return f"draft/{account}/{form}".encode()
