"""A sealed archive: named parts in frames of at most a mebibyte, each bound to its archive and its place in it.

Layout: a first line, the header (JSON, in clear: for which key, when, what of), then frames of four bytes length and
sealed content; the last frame is the manifest with count and digest of every part. A changed, missing, moved or cut
frame is found when it is read, and its bytes are named. Memory stays at a frame, whatever the size.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Self

from anmulong.kernel.cipher.holder import HolderKey, HolderPublic
from anmulong.kernel.cipher.suite import KEY_BYTES, NONCE_BYTES, TAG_BYTES, CipherError, Suite
from anmulong.kernel.cipher.suites import suite
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import Message, noop


FIRST_LINE = b"ANMULONG BACKUP 1\n"
FRAME = 1024 * 1024  # most bytes of content in a frame
_LONGEST = FRAME + FRAME // 512 + 64 + NONCE_BYTES + TAG_BYTES  # what packing may add at worst
_BEGIN, _PACKED, _PLAIN, _END, _MANIFEST = b"S", b"Z", b"B", b"E", b"M"
_LONGEST_HEADER = 64 * 1024


@dataclass(frozen=True)
class Part:
    """One part: its name, how many things it holds, its bytes and their digest (chained over its frames)."""

    name: str
    count: int
    size: int
    digest: str


class ArchiveWriter:
    """Writes parts one after the other; :meth:`finish` closes with the manifest."""

    def __init__(self, file: BinaryIO, holder: HolderPublic, told: Mapping[str, Any]) -> None:
        self._file, self._suite, self.data_key = file, holder.suite, secrets.token_bytes(KEY_BYTES)
        header = {
            **told,
            "suite": holder.suite_code,
            "key_id": holder.key_id,
            "wrapped": base64.b64encode(self._suite.wrap(holder.public, self.data_key)).decode("ascii"),
        }
        text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
        file.write(FIRST_LINE + len(text).to_bytes(4, "big") + text)
        self._mark, self._number = self._suite.digest(text), 0
        self._name, self._chain, self._size = "", b"", 0
        self.parts: list[Part] = []

    def begin(self, name: str, **told: Any) -> None:
        """Start a part; ``told`` is given back to the reader first."""
        self._name, self._chain, self._size = name, b"", 0
        self._frame(_BEGIN, json.dumps({"name": name, **told}, ensure_ascii=False).encode())

    def put(self, content: bytes, *, pack: bool) -> None:
        """Content of the part, at most ``FRAME`` bytes; ``pack`` what can become smaller."""
        self._chain = self._suite.digest(self._chain + content)
        self._size += len(content)
        self._frame(_PACKED if pack else _PLAIN, zlib.compress(content, 1) if pack else content)

    def end(self, count: int) -> None:
        """Close the part, which held ``count`` things."""
        part = Part(self._name, count, self._size, self._chain.hex())
        self.parts.append(part)
        self._frame(_END, json.dumps(asdict(part)).encode())

    def finish(self, **facts: Any) -> None:
        """The manifest: every part, and what the maker wants to be compared after a restore."""
        manifest = {"parts": [asdict(part) for part in self.parts], **facts}
        text = zlib.compress(json.dumps(manifest, ensure_ascii=False).encode(), 6)
        for start in range(0, len(text), FRAME):
            self._frame(_MANIFEST, text[start : start + FRAME])
        self._frame(_MANIFEST, b"")

    def _frame(self, kind: bytes, content: bytes) -> None:
        aad = self._mark + self._number.to_bytes(8, "big")
        sealed = self._suite.seal(self.data_key, kind + content, aad)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


@dataclass(frozen=True)
class Begun:
    """A part starts."""

    name: str
    told: dict[str, Any]


@dataclass(frozen=True)
class Content:
    """A piece of the part."""

    bytes: bytes


@dataclass(frozen=True)
class Ended:
    """The part is over, and was whole."""

    part: Part


class ArchiveReader:
    """Reads an archive front to back. ``header`` needs no key; :meth:`open_with` or :meth:`open_as_made` first."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        text = self._read_header()
        self.header: dict[str, Any] = _json(text)
        try:
            self._suite: Suite = suite(str(self.header["suite"]))
            self._wrapped = base64.b64decode(self.header["wrapped"], validate=True)
        except (KeyError, ValueError, CipherError):
            raise _no_archive() from None
        self._mark, self._key, self._number = self._suite.digest(text), b"", 0
        self._name = ""
        self.manifest: dict[str, Any] = {}

    @property
    def place(self) -> int:
        """How many bytes of the archive were read."""
        return self._file.tell()

    def _read_header(self) -> bytes:
        if self._file.read(len(FIRST_LINE)) != FIRST_LINE:
            raise _no_archive()
        length = int.from_bytes(self._file.read(4), "big")
        text = self._file.read(length) if length <= _LONGEST_HEADER else b""
        if not text or len(text) != length:
            raise _no_archive()
        return text

    def open_with(self, holder: HolderKey) -> Self:
        """Open with the holder's private half. Raises ``Refused`` for another pair, ``Invalid`` for a changed head."""
        told = str(self.header.get("key_id"))
        if holder.suite_code != self._suite.code or holder.public.key_id != told:
            raise Refused(
                "backup-other-key",
                noop("This backup was made for the key %(wanted)s; the key given is %(given)s."),
                way_out=noop("Bring the backup key with the number %(wanted)s."),
                params={"wanted": told, "given": holder.public.key_id},
            )
        try:
            self._key = self._suite.unwrap(holder.private, self._wrapped)
        except CipherError:
            raise _damaged(0, self._file.tell(), Message(noop("the head of the file"))) from None
        return self

    def open_as_made(self, data_key: bytes) -> Self:
        """Open with the key that the writer still holds: for the drill right after a backup."""
        self._key = data_key
        return self

    def events(self) -> Iterator[Begun | Content | Ended]:
        """Every part with its content; ``manifest`` is there afterwards. Raises ``Invalid`` naming changed bytes."""
        parts: list[Part] = []
        chain, size = b"", 0
        for kind, content in self._frames():
            if kind == _BEGIN:
                told = _json(content)
                self._name, chain, size = str(told.pop("name")), b"", 0
                yield Begun(self._name, told)
            elif kind in {_PACKED, _PLAIN}:
                plain = zlib.decompress(content) if kind == _PACKED else content
                chain, size = self._suite.digest(chain + plain), size + len(plain)
                yield Content(plain)
            else:
                part = Part(**_json(content))
                if (part.name, part.size, part.digest) != (self._name, size, chain.hex()):
                    raise _damaged(0, self._file.tell(), self._name)
                parts.append(part)
                yield Ended(part)
        if self.manifest.get("parts") != [asdict(part) for part in parts]:
            raise _damaged(0, self._file.tell(), Message(noop("the manifest")))

    def _frames(self) -> Iterator[tuple[bytes, bytes]]:
        manifest = b""
        while True:
            kind, content = self._frame()
            if kind != _MANIFEST:
                yield kind, content
            elif content:
                manifest += content
            else:
                break
        at = self._file.tell()
        if self._file.read(1):
            raise _damaged(at, at + 1, Message(noop("behind the end")))
        self.manifest = _json(zlib.decompress(manifest))

    def _frame(self) -> tuple[bytes, bytes]:
        first = self._file.tell()
        length = int.from_bytes(self._file.read(4), "big")
        sealed = self._file.read(length) if 0 < length <= _LONGEST else b""
        aad = self._mark + self._number.to_bytes(8, "big")
        try:
            if len(sealed) != length or not sealed:
                raise _damaged(first, self._file.tell(), self._where())
            plain = self._suite.open(self._key, sealed, aad)
        except CipherError:
            raise _damaged(first, self._file.tell(), self._where()) from None
        self._number += 1
        return plain[:1], plain[1:]

    def _where(self) -> str | Message:
        return self._name or Message(noop("the head of the file"))


def _json(text: bytes) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        raise _no_archive() from None
    if not isinstance(read, dict):
        raise _no_archive()
    return read


def _damaged(first: int, last: int, part: str | Message) -> Invalid:
    return Invalid(
        "backup-damaged",
        noop("The backup is damaged: bytes %(first)s to %(last)s (%(part)s) are not as they were written."),
        way_out=noop("Take another copy of this backup, or an older one."),
        params={"first": first, "last": last, "part": part},
    )


def _no_archive() -> Invalid:
    return Invalid(
        "no-backup",
        noop("This file is not a backup of this program, or its first bytes are damaged."),
        way_out=noop("Choose a file that ends in .backup, or another copy of it."),
    )
