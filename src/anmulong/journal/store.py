"""What this database is: demonstration or real."""

from anmulong.base import clock
from anmulong.base.recording import is_recording
from anmulong.journal.enums import StoreKind
from anmulong.journal.models import Store
from anmulong.journal.recorder import running
from anmulong.kernel.errors import Conflict
from anmulong.kernel.wording import noop


def identity() -> Store | None:
    """The store's identity; ``None`` before the first start has made one. Asked once in a transaction of actions."""
    if is_recording():
        return running().road.once("store", Store.objects.first)
    return Store.objects.first()


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
