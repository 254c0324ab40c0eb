"""What this database is: demonstration or real."""

from django.conf import settings
from django.db import connection

from anmulong.base import clock
from anmulong.base.recording import is_recording
from anmulong.journal.enums import StoreKind
from anmulong.journal.models import Store
from anmulong.journal.recorder import running
from anmulong.kernel.errors import Conflict
from anmulong.kernel.wording import noop


def identity() -> Store | None:
    """The store's identity; ``None`` before the first start has made one. It never changes, so it is read once."""
    if _Known.store is not None and _Known.folder is settings.STORE_FOLDER:
        return _Known.store
    found = running().road.once("store", Store.objects.first) if is_recording() else Store.objects.first()
    if found is not None and not connection.in_atomic_block:
        # What a transaction has just written may still be taken back.
        _Known.store, _Known.folder = found, settings.STORE_FOLDER
    return found


class _Known:
    """What this process has read."""

    store: Store | None = None
    folder: object = None


def establish(kind: StoreKind, county: str, name: str, key_id: str) -> Store:
    """Say once what this database is. Raises :class:`Conflict` when it is something else already (O-5)."""
    found = identity()
    if found is None:
        found = Store(kind=str(kind), county=county, name=name, key_id=key_id, made_at=clock.now())
        found.save(force_insert=True)
    if found.kind != kind or found.county != county:
        raise Conflict(
            "other-store",
            noop("This database already belongs to %(name)s (%(kind)s)."),
            way_out=noop("Start with another folder or database."),
            params={"name": found.name or found.county, "kind": found.kind},
        )
    return found
