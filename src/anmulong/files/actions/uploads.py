"""The upload area: content comes in parts, is checked and sealed, and waits at most a day for its action.

Nothing here is a record of the office, so nothing here is journaled; binding is (``actions.binding``).
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PureWindowsPath
from uuid import UUID

from django.db import transaction

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.guards import trusted
from anmulong.files.actions.pictures import clean_picture
from anmulong.files.actions.recordings import without_notes
from anmulong.files.enums import MediaType
from anmulong.files.models import StoredFile, Upload
from anmulong.files.queries.content import CONTENT, PART, PREVIEW, Vault
from anmulong.files.rules import (
    HEAD,
    MOST_BYTES,
    PART_MOST,
    PICTURES,
    RECORDINGS,
    Digest,
    check_size,
    check_start,
    framed,
    sniff,
)
from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop


KEEP_FOR = timedelta(days=1)
SEED_BYTES = 32
NAME = "name"


def start_upload(name: str, size: int, *, account: UUID | None, uid: UUID | None = None) -> Upload:
    """Announce a file of ``size`` bytes. The same ``uid`` again gives back the upload as far as it has come.

    Raises ``Invalid`` for a type or size that is not taken, ``Conflict`` when the uid serves another file.
    """
    check_start(name, size)
    ring = keyring()
    wanted = uid or new_uid()
    if uid is not None:
        _refuse_bound(uid)
    seed = secrets.token_bytes(SEED_BYTES)
    sent_name = PureWindowsPath(name).name[-200:].encode()
    known, _ = Upload.objects.get_or_create(
        uid=wanted,
        defaults={
            "account": account,
            "name": Vault(wanted, seed, ring.suite.code).seal(NAME, sent_name),
            "seed": seed,
            "suite": ring.suite.code,
            "expected": size,
            "touched_at": clock.now(),
        },
    )
    if known.account != account or known.expected != size:
        raise _reused()
    return known


def _refuse_bound(uid: UUID) -> None:
    """A file that stands in a matter keeps its place: an upload under its uid would overwrite or clear it."""
    with trusted():
        if StoredFile.objects.filter(pk=uid).exists():
            raise _reused()


def _reused() -> Conflict:
    return Conflict("upload-reused", noop("This upload number was already used for another file."))


def find_upload(uid: UUID, *, account: UUID | None, lock: bool = False) -> Upload:
    """One's own upload; ``received`` says where to go on. ``NotFound`` for anybody else's, bound or cleared one."""
    uploads = Upload.objects.select_for_update() if lock else Upload.objects.all()
    upload = uploads.filter(pk=uid, account=account).first()
    if upload is None:
        raise NotFound(
            "upload-gone",
            noop("This upload is not there any more."),
            way_out=noop("Choose the file again; an upload is kept for one day."),
        )
    return upload


def receive(uid: UUID, offset: int, data: bytes, *, account: UUID | None) -> Upload:
    """Take the bytes from ``offset`` on. What had arrived before is skipped, so a part may be sent twice.

    Raises ``Conflict`` for a gap (``details["received"]`` says where to go on), ``Invalid`` for too much.
    """
    if len(data) > PART_MOST:
        raise _too_much()
    with transaction.atomic():
        upload = find_upload(uid, account=account, lock=True)
        if not 0 <= offset <= upload.received:
            raise Conflict(
                "upload-gap",
                noop("A part of the file is missing."),
                way_out=noop("Go on from the place where it stopped."),
                details={"received": upload.received},
            )
        new = data[upload.received - offset :]
        if upload.received + len(new) > upload.expected:
            raise _too_much()
        if new:
            vault = vault_of_upload(upload)
            vault.write(PART, [vault.seal(PART, new, upload.received)], upload.received)
            upload.parts = [*upload.parts, upload.received]
            upload.received += len(new)
        upload.touched_at = clock.now()
        upload.save(update_fields=["parts", "received", "touched_at"])
    return upload


def finish_upload(uid: UUID, *, account: UUID | None) -> Upload:
    """Look into the whole content, clean it, seal it where it will stay, and drop the parts; may be asked twice.

    Raises ``Conflict`` while bytes are missing; ``Invalid`` when it is not taken, and then the upload is gone.
    """
    upload = find_upload(uid, account=account)
    if upload.finished:
        return upload
    if upload.received != upload.expected:
        raise unfinished(upload)
    try:
        _settle(upload)
    except Invalid:
        discard_upload(uid, account=account)
        raise
    upload.touched_at = clock.now()
    upload.save()
    _remove_parts(upload)
    return upload


def store_upload(name: str, pieces: Iterable[bytes], size: int, *, account: UUID | None) -> Upload:
    """An upload in one go, for content that is already here (a form, an import, a printed paper)."""
    upload = start_upload(name, size, account=account)
    try:
        for piece in framed(pieces):
            upload = receive(upload.uid, upload.received, piece, account=account)
        return finish_upload(upload.uid, account=account)
    except DomainError:
        discard_upload(upload.uid, account=account)
        raise


def read_upload(uid: UUID, *, account: UUID | None) -> Iterator[bytes]:
    """The content of one's own upload, piece by piece, before or after it was finished: for an import that reads a
    file and binds it to nothing. Raises ``NotFound`` for a stranger's, ``Conflict`` while bytes are missing."""
    upload = find_upload(uid, account=account)
    if upload.finished:
        return vault_of_upload(upload).frames(CONTENT)
    if upload.received != upload.expected:
        raise unfinished(upload)
    return _parts(upload)


def discard_upload(uid: UUID, *, account: UUID | None) -> None:
    """Take back one's own upload; nothing happens when it is gone or bound already."""
    upload = Upload.objects.filter(pk=uid, account=account).first()
    if upload is not None and Upload.objects.filter(pk=uid).delete()[0]:
        _remove_content(upload)


def clear_stale_uploads() -> int:
    """Remove what nobody bound within a day; returns how many. For the worker; safe beside running uploads."""
    with transaction.atomic():
        stale = list(
            Upload.objects.select_for_update(skip_locked=True).filter(touched_at__lt=clock.now() - KEEP_FOR)[:500]
        )
        Upload.objects.filter(pk__in=[upload.uid for upload in stale]).delete()
    for upload in stale:
        _remove_content(upload)
    return len(stale)


def vault_of_upload(upload: Upload) -> Vault:
    """The sealed places of an upload; they become the file's own when it is bound."""
    return Vault(upload.uid, bytes(upload.seed), upload.suite)


def name_of(upload: Upload) -> str:
    """The name that the sender's machine gave the file."""
    return vault_of_upload(upload).open(NAME, bytes(upload.name)).decode()


def unfinished(upload: Upload) -> Conflict:
    """The refusal to use an upload that is not whole."""
    return Conflict(
        "upload-unfinished",
        noop("The file has not arrived completely."),
        way_out=noop("Go on from the place where it stopped."),
        details={"received": upload.received, "expected": upload.expected},
    )


def _too_much() -> Invalid:
    return Invalid("upload-too-much", noop("More bytes came than were announced."))


def _settle(upload: Upload) -> None:
    vault = vault_of_upload(upload)
    media = sniff(next(_parts(upload))[:HEAD], lambda: b"".join(_parts(upload)))
    check_size(upload.received, MOST_BYTES[media])
    pieces: Iterable[bytes] = _parts(upload)
    if media in PICTURES:
        picture = clean_picture(b"".join(pieces), media)
        vault.write(PREVIEW, [vault.seal(PREVIEW, picture.preview)])
        pieces, upload.has_preview, upload.taken_at = [picture.content], True, picture.taken_at
    elif media in RECORDINGS:
        pieces = without_notes(pieces)
    upload.media_type, upload.size, upload.digest = _sealed_away(vault, pieces, media, upload.suite)


def _sealed_away(vault: Vault, pieces: Iterable[bytes], media: MediaType, suite: str) -> tuple[str, int, str]:
    digest = Digest(suite)
    frames = (vault.seal(CONTENT, digest.add(frame), number) for number, frame in enumerate(framed(pieces)))
    vault.write(CONTENT, frames)
    return media, digest.size, digest.hexadecimal()


def _parts(upload: Upload) -> Iterator[bytes]:
    vault = vault_of_upload(upload)
    for offset in upload.parts:
        yield vault.read(PART, offset)


def _remove_parts(upload: Upload) -> None:
    vault = vault_of_upload(upload)
    for offset in {*upload.parts, upload.received}:  # the last one may have been written just before a crash
        vault.remove(PART, offset)
    vault.remove_folder()


def _remove_content(upload: Upload) -> None:
    _remove_parts(upload)
    vault = vault_of_upload(upload)
    vault.remove(CONTENT)
    vault.remove(PREVIEW)
