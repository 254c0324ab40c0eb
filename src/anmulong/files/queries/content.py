"""Where content lies in the store and how it is sealed there: frames of 1 MiB, each bound to its file and place."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

from anmulong.base.crypto import keyring
from anmulong.files.rules import FRAME, frame_mark
from anmulong.kernel.cipher.suite import NONCE_BYTES, TAG_BYTES, CipherError
from anmulong.kernel.cipher.suites import suite as suite_called
from anmulong.kernel.errors import Conflict, NotFound, Refused
from anmulong.kernel.wording import noop


SEALED_FRAME = FRAME + NONCE_BYTES + TAG_BYTES
CONTENT, PREVIEW, PART = "content", "preview", "part"
_PURPOSE = "file contents"


def place_of(what: str, uid: UUID) -> str:
    """Where content or preview of a file lies below the store folder."""
    return f"{what}/{uid.hex[-2:]}/{uid}"


def is_there(uid: UUID) -> bool:
    """Whether content of this file lies in the store, whoever may open it."""
    return default_storage.exists(place_of(CONTENT, uid))


def remove(uid: UUID) -> None:
    """Take content and preview of a file away; nothing happens when they are gone."""
    for what in (CONTENT, PREVIEW):
        default_storage.delete(place_of(what, uid))


class Vault:
    """The sealed places of one file or upload; ``seed`` and the installation's key make its key."""

    def __init__(self, uid: UUID, seed: bytes, suite: str) -> None:
        ring = keyring()
        self.uid = uid
        self._suite = suite_called(suite)
        self._key = ring.suite.mac(ring.index_key(_PURPOSE), seed)

    def path(self, what: str, number: int = 0) -> str:
        """The path below the store folder: by uid, never by name."""
        return f"uploads/{self.uid}/{number}" if what == PART else place_of(what, self.uid)

    def seal(self, what: str, data: bytes, number: int = 0) -> bytes:
        """One frame, sealed."""
        return self._suite.seal(self._key, data, frame_mark(self.uid, what, number))

    def open(self, what: str, sealed: bytes, number: int = 0) -> bytes:
        """One frame, opened; ``Refused`` when any byte or its place was changed."""
        try:
            return self._suite.open(self._key, sealed, frame_mark(self.uid, what, number))
        except CipherError as error:
            raise altered() from error

    def write(self, what: str, sealed: Iterable[bytes], number: int = 0) -> None:
        """Put sealed frames in their place, over what an interrupted attempt left there."""
        path = self.path(what, number)
        default_storage.delete(path)
        name = default_storage.save(path, _Frames(sealed))
        if name != path:
            default_storage.delete(name)
            raise Conflict(
                "upload-busy",
                noop("This upload is being finished just now."),
                way_out=noop("Wait a moment and look again."),
            )
        _flush(path)

    def read(self, what: str, number: int = 0) -> bytes:
        """A place that holds one frame, opened."""
        with self._file(what, number) as file:
            return self.open(what, file.read(), number)

    def frames(self, what: str, first: int = 0) -> Iterator[bytes]:
        """The frames of a place from number ``first`` on, opened one by one."""
        with self._file(what, 0) as file:
            file.seek(first * SEALED_FRAME)
            number = first
            while sealed := file.read(SEALED_FRAME):
                yield self.open(what, sealed, number)
                number += 1

    def _file(self, what: str, number: int) -> IO[Any]:
        try:
            return default_storage.open(self.path(what, number))
        except FileNotFoundError as error:
            raise NotFound(
                "file-missing",
                noop("The content of this file is missing in the store."),
                way_out=noop("Restore the files folder from the backup."),
            ) from error

    def remove(self, what: str, number: int = 0) -> None:
        """Take away a place; nothing happens when it is empty."""
        default_storage.delete(self.path(what, number))

    def remove_folder(self) -> None:
        """Take away the emptied folder of the parts."""
        with suppress(OSError):
            default_storage.delete(f"uploads/{self.uid}")


def _flush(path: str) -> None:
    # Content must be on the disk before a row says that it is there; a remote storage sees to that itself.
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:
        return
    for target in (place, place.parent):
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Frames(File):  # type: ignore[type-arg]  # generic in the stubs only
    """Sealed frames handed to the storage as they are made, so that a long video never lies in memory."""

    def __init__(self, frames: Iterable[bytes]) -> None:
        super().__init__(None)
        self._frames = frames

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The frames."""
        yield from self._frames


def altered() -> Refused:
    """The refusal to show content that is not what was stored."""
    return Refused(
        "file-altered",
        noop("This file was altered in the store; it is not shown."),
        way_out=noop("Restore it from the backup and tell the administrator of security."),
    )
