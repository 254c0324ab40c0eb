"""Files that are read and thrown away: kept sealed in the upload area, laid out in clear only while they are read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from anmulong.files.public import read_upload, receive, start_upload
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


MIB = 1024 * 1024
PART = 4 * MIB
MOST_BYTES = 20 * MIB
"""Larger files are brought in by the command, where nobody waits for a page."""

NAME = "ledger"
"""Uploads are named alike: what a file is, is seen from its content."""


def begin(size: int, account: UUID | None) -> UUID:
    """Announce a file that will come in parts. Raises ``Invalid`` for an empty or too large one."""
    if size > MOST_BYTES:
        raise Invalid(
            "file-too-big",
            noop("Files of more than %(most)s MB are brought in with the command, not on the page."),
            way_out=noop("On the server: ./anmulong import-ledger FILE"),
            params={"most": MOST_BYTES // MIB},
        )
    return start_upload(NAME, size, account=account).uid


def keep(file: UploadedFile, account: UUID | None) -> UUID:
    """Put a file that came with a form into the upload area."""
    return keep_bytes(file.chunks(PART), file.size or 0, account)


def keep_bytes(pieces: Iterable[bytes], size: int, account: UUID | None) -> UUID:
    """Put content into the upload area; it waits there for a day."""
    uid, offset = begin(size, account), 0
    for piece in pieces:
        offset = receive(uid, offset, piece, account=account).received
    return uid


@contextmanager
def laid_out(uid: UUID, account: UUID | None) -> Iterator[Path]:
    """The file in a folder that only this process reads and that is gone afterwards."""
    with TemporaryDirectory(dir=settings.STORE_FOLDER) as folder:
        raw = Path(folder) / NAME
        with raw.open("wb") as out:
            for piece in read_upload(uid, account=account):
                out.write(piece)
        yield raw.rename(raw.with_suffix(_ending(raw)))


def _ending(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"PK\x03\x04":
        return ".xlsx"
    return ".xls" if head == b"\xd0\xcf\x11\xe0" else ".csv"
