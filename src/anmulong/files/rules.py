"""Which files are taken, how they are recognised, and how their content is cut for sealing. No rows here."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Annotated, BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from pydantic import StringConstraints

from anmulong.files.enums import Confidentiality, FileKind, MediaType
from anmulong.journal.public import personal
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


MIB = 1024 * 1024
FRAME = MIB  # bytes of plain content in one sealed frame
PART_MOST = 8 * MIB  # bytes that one request may bring
PICTURE_MOST_PIXELS = 80_000_000
PREVIEW_SIDE = 400  # pixels
HEAD = 8192  # bytes that tell a type

_DOCUMENT_MOST, _PICTURE_MOST, _SOUND_MOST, _VIDEO_MOST, _TEXT_MOST = 50 * MIB, 30 * MIB, 200 * MIB, 500 * MIB, 5 * MIB

MOST_BYTES: dict[MediaType, int] = {
    MediaType.JPEG: _PICTURE_MOST,
    MediaType.PNG: _PICTURE_MOST,
    MediaType.WEBP: _PICTURE_MOST,
    MediaType.PDF: _DOCUMENT_MOST,
    MediaType.DOCX: _DOCUMENT_MOST,
    MediaType.XLSX: _DOCUMENT_MOST,
    MediaType.WAV: _SOUND_MOST,
    MediaType.MP3: _SOUND_MOST,
    MediaType.M4A: _SOUND_MOST,
    MediaType.MP4: _VIDEO_MOST,
    MediaType.TEXT: _TEXT_MOST,
}
ENDINGS: dict[str, MediaType] = {
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "png": MediaType.PNG,
    "webp": MediaType.WEBP,
    "pdf": MediaType.PDF,
    "docx": MediaType.DOCX,
    "xlsx": MediaType.XLSX,
    "wav": MediaType.WAV,
    "mp3": MediaType.MP3,
    "m4a": MediaType.M4A,
    "mp4": MediaType.MP4,
    "txt": MediaType.TEXT,
}
ICONS: dict[MediaType, str] = {
    MediaType.JPEG: "photo",
    MediaType.PNG: "photo",
    MediaType.WEBP: "photo",
    MediaType.PDF: "file-text",
    MediaType.DOCX: "file-text",
    MediaType.XLSX: "file-spreadsheet",
    MediaType.WAV: "speakerphone",
    MediaType.MP3: "speakerphone",
    MediaType.M4A: "speakerphone",
    MediaType.MP4: "paperclip",
    MediaType.TEXT: "file-text",
}
PICTURES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
RECORDINGS = frozenset({MediaType.MP4, MediaType.M4A})
_TAKEN = "JPG, PNG, WebP, PDF, DOCX, XLSX, WAV, MP3, M4A, MP4, TXT"

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


@dataclass(frozen=True)
class FileInput:
    """A finished upload and what it is. ``taken_at`` is aware; left out, the time that the camera wrote is used."""

    upload: UUID
    kind: FileKind = FileKind.OTHER
    title: Line = personal(default="")
    confidentiality: Confidentiality = Confidentiality.ORDINARY
    taken_at: datetime | None = None


def check_start(name: str, size: int) -> None:
    """Refuse at once what will not be taken: by ending and announced size in bytes. Raises ``Invalid``."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending and ending not in ENDINGS:
        raise type_not_taken()
    check_size(size, MOST_BYTES[ENDINGS[ending]] if ending else max(MOST_BYTES.values()))


def check_size(size: int, most: int) -> None:
    """Raises ``Invalid`` for an empty file and for one of more than ``most`` bytes."""
    if size <= 0:
        raise _bad("file-empty", noop("The file is empty."), way_out=noop("Choose the file again."))
    if size > most:
        raise Invalid(
            "file-too-large",
            noop("The file is too large: at most %(most)s MB for this type."),
            way_out=noop("Send it in pieces or with lower quality."),
            params={"most": most // MIB},
            fields={"file": noop("The file is too large: at most %(most)s MB for this type.")},
        )


def type_not_taken() -> Invalid:
    """The refusal of every other type."""
    return Invalid(
        "file-type",
        noop("Files of this type are not taken. Taken are: %(types)s."),
        way_out=noop("Save it as one of these types. For an iPhone picture choose the most compatible format."),
        params={"types": _TAKEN},
        fields={"file": noop("Files of this type are not taken. Taken are: %(types)s.")},
    )


def sniff(head: bytes, whole: Callable[[], bytes]) -> MediaType:
    """The type that the content itself shows; ``whole`` gives everything, asked only where the head is not enough.

    Raises ``Invalid`` for any other type, for a document with macros, and for text that is none.
    """
    for mark, found in _MARKS:
        if mark(head):
            return found
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[:4] == b"PK\x03\x04":
        return _office(io.BytesIO(whole()))
    if _is_text(whole()):
        return MediaType.TEXT
    raise type_not_taken()


_MARKS: tuple[tuple[Callable[[bytes], bool], MediaType], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), MediaType.JPEG),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", MediaType.WEBP),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", MediaType.WAV),
    (lambda head: head.startswith(b"%PDF-"), MediaType.PDF),
    (lambda head: head.startswith(b"ID3"), MediaType.MP3),
    (lambda head: len(head) > 3 and head[0] == 0xFF and head[1] in (0xFB, 0xFA, 0xF3, 0xF2), MediaType.MP3),
)
_SOUND_BRANDS = {b"M4A ", b"M4B "}
_VIDEO_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"MSNV",
    b"3gp4",
    b"3gp5",
}


def _iso_media(head: bytes) -> MediaType:
    brand = head[8:12]
    if brand in _SOUND_BRANDS:
        return MediaType.M4A
    if brand in _VIDEO_BRANDS:
        return MediaType.MP4
    raise type_not_taken()


def _office(content: BinaryIO) -> MediaType:
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise _bad("file-broken", noop("The file is damaged and cannot be opened.")) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _bad("file-macros", noop("Documents with macros are not taken."), way_out=noop("Save it without macros."))
    if "word/document.xml" in names:
        return MediaType.DOCX
    if "xl/workbook.xml" in names:
        return MediaType.XLSX
    raise type_not_taken()


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)
    return False


def broken_file() -> Invalid:
    """The refusal of a picture or recording that cannot be read."""
    return _bad("file-broken", noop("The file is damaged and cannot be opened."))


def notes_track() -> Invalid:
    """The refusal of a recording in which places or other notes run along with picture and sound (O-4)."""
    return _bad(
        "recording-notes",
        noop("This recording carries a track of places or other notes beside picture and sound; it is not taken."),
        way_out=noop("Switch off the place in the camera, or save the recording anew without it."),
    )


def check_picture(width: int, height: int, frames: int) -> None:
    """Raises ``Invalid`` for a picture of too many pixels and for a moving one."""
    if width * height > PICTURE_MOST_PIXELS:
        raise Invalid(
            "picture-too-large",
            noop("The picture has too many pixels: at most %(most)s million."),
            way_out=noop("Take it again with a lower resolution."),
            params={"most": PICTURE_MOST_PIXELS // 1_000_000},
            fields={"file": noop("The picture has too many pixels: at most %(most)s million.")},
        )
    if frames > 1:
        raise _bad("picture-moves", noop("Moving pictures are not taken."), way_out=noop("Send it as an MP4 video."))


def _bad(code: str, text: str, *, way_out: str | None = None) -> Invalid:
    return Invalid(code, text, way_out=way_out, fields={"file": text})


class Digest:
    """The digest of content that comes piece by piece: SHA-256 or, in the national suite, SM3."""

    def __init__(self, suite: str) -> None:
        self._context = hashes.Hash(hashes.SM3() if suite == "gm" else hashes.SHA256())
        self.size = 0

    def add(self, data: bytes) -> bytes:
        """Take a piece; gives it back, so that it can stand in a pipe."""
        self._context.update(data)
        self.size += len(data)
        return data

    def hexadecimal(self) -> str:
        """64 signs; ends the taking."""
        return self._context.finalize().hex()


def framed(pieces: Iterable[bytes], size: int = FRAME) -> Iterator[bytes]:
    """Pieces of any length as frames of exactly ``size`` bytes, the last one shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)


def frame_mark(uid: UUID, what: str, number: int) -> bytes:
    """What a sealed frame is bound to: the file, its role in the store, its place in the row of frames."""
    return f"{uid}/{what}/{number}".encode()
