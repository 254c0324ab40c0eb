"""Keys for sealed fields. The journal supplies the keyring, because it keeps the key of every stream."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.utils.module_loading import import_string

from anmulong.kernel.cipher.suite import Suite


class KeyGoneError(LookupError):
    """The stream's key was destroyed: its personal parts are erased for good."""


class Keyring(Protocol):
    """Where keys come from."""

    @property
    def suite(self) -> Suite:
        """The cipher suite in force."""

    def stream_key(self, stream: UUID) -> bytes:
        """The key of a stream; raises :class:`KeyGoneError`."""

    def warm(self, streams: Iterable[UUID]) -> None:
        """Fetch several stream keys in one query before a list is shown."""

    def index_key(self, purpose: str) -> bytes:
        """The key for keyed indexes and search tokens of one purpose."""


class _Slot:
    path: str = ""
    ring: Keyring | None = None


def use_keyring(path: str) -> None:
    """Name the class of this process's keyring; it is made at first use, when the tables of the journal are loaded."""
    _Slot.path, _Slot.ring = path, None


def keyring() -> Keyring:
    """The keyring of this process."""
    if _Slot.ring is None:
        made: Keyring = import_string(_Slot.path)()
        _Slot.ring = made
    return _Slot.ring


def blind_index(purpose: str, text: str) -> bytes:
    """A keyed digest of ``text`` (16 bytes) for equality search without the plain value."""
    ring = keyring()
    return ring.suite.mac(ring.index_key(purpose), text.encode())[:16]
