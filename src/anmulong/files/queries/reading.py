"""Stored files of a matter: list, open, check."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.base.fields import BROKEN, ERASED
from anmulong.base.guards import trusted
from anmulong.files.enums import Confidentiality, MediaType
from anmulong.files.models import StoredFile
from anmulong.files.queries.content import CONTENT, PREVIEW, Vault, altered
from anmulong.files.rules import ENDINGS, FRAME, ICONS, Digest
from anmulong.kernel.errors import NotFound, Refused
from anmulong.kernel.wording import noop


def files_of(
    streams: Iterable[UUID], *, restricted: bool = False, side_file: bool = False
) -> dict[UUID, list[StoredFile]]:
    """The files of several matters in the order of their entry; restricted ones and the side file only when asked."""
    wanted = set(streams)
    classes = [Confidentiality.ORDINARY]
    classes += [Confidentiality.RESTRICTED] if restricted else []
    classes += [Confidentiality.SIDE_FILE] if side_file else []
    found: dict[UUID, list[StoredFile]] = {uid: [] for uid in wanted}
    keyring().warm(wanted)
    with trusted():
        for stored in StoredFile.objects.filter(stream__in=wanted, confidentiality__in=classes).order_by("uid"):
            found[stored.stream].append(stored)
    return found


def vault_of(stored: StoredFile) -> Vault:
    """The sealed places of a file. ``NotFound`` when it was erased with its stream, ``Refused`` when altered."""
    seed = stored.seed
    if seed == ERASED:
        raise NotFound("file-erased", noop("This file was erased together with its matter."))
    if seed == BROKEN:
        raise altered()
    return Vault(stored.uid, bytes.fromhex(seed), stored.suite)


def open_file(stored: StoredFile, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes from ``start`` to before ``stop``, opened frame by frame. Log the reading before you call this.

    Raises ``NotFound`` (erased, missing) or ``Refused`` (altered) when the first bytes are asked for; a later frame
    that was altered ends the stream with ``Refused``.
    """
    vault = vault_of(stored)
    end = stored.size if stop is None else min(stop, stored.size)
    position = (start // FRAME) * FRAME
    for frame in vault.frames(CONTENT, start // FRAME):
        yield frame[max(start - position, 0) : max(end - position, 0)]
        position += len(frame)
        if position >= end:
            return
    if position < end:
        raise altered()


def open_preview(stored: StoredFile) -> bytes | None:
    """The small WebP picture; ``None`` for a file that has none, where the face draws ``icon_of``."""
    return vault_of(stored).read(PREVIEW) if stored.has_preview else None


def check_file(stored: StoredFile) -> bool:
    """Whether the content in the store still has the recorded digest and size. An erased file raises ``NotFound``."""
    digest = Digest(stored.suite)
    try:
        for piece in vault_of(stored).frames(CONTENT):
            digest.add(piece)
        if stored.has_preview:
            open_preview(stored)
    except Refused:
        return False
    except NotFound as error:
        if error.code == "file-erased":
            raise
        return False
    return digest.size == stored.size and digest.hexadecimal() == stored.digest


def icon_of(stored: StoredFile) -> str:
    """The name of the icon for the file's type."""
    return ICONS[MediaType(stored.media_type)]


def download_name(stored: StoredFile) -> str:
    """The original name with the ending of the real type."""
    path = PurePath(stored.original_name or stored.title or str(stored.uid))
    real = MediaType(stored.media_type)
    if ENDINGS.get(path.suffix.lower().removeprefix(".")) == real:
        return path.name
    ending = next(ending for ending, media in ENDINGS.items() if media == real)
    return f"{path.name}.{ending}"
