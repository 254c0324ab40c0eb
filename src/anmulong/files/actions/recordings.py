"""Videos and sound of phones as they are kept: without place, device and other notes (O-4).

MP4 and M4A are boxes in boxes. What is not needed to play becomes an empty ``free`` box of the same size, so that every
offset into the picture and sound data stays true and a long video passes through piece by piece.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anmulong.files.rules import MIB, broken_file, notes_track


HEADER, LONG_HEADER = 8, 16
MOST_TABLES = 64 * MIB  # bytes of the tables that are held in memory at once
DEEPEST = 8
DATA = b"mdat"
TABLES = {b"moov", b"moof"}
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
NEEDED = {b"ftyp", b"styp", b"pdin", b"sidx", b"ssix", b"mfra"}
NOTES = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"XMP_"}
TRACKS = {b"vide", b"auxv", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint", b"pict"}
EMPTY = bytes(MIB)


def without_notes(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same recording with every note emptied. Raises ``Invalid`` for a damaged file and for one that carries a
    track of notes (places, sensors) beside picture and sound, which cannot be emptied without opening it."""
    source = _Source(iter(pieces))
    while header := source.take(HEADER):
        yield from _box(source, header)


def _box(source: "_Source", header: bytes) -> Iterator[bytes]:
    if len(header) < HEADER:
        return  # some bytes behind the last box, which nothing plays
    size, kind = struct.unpack(">I4s", header)
    if size == 1:
        header += source.exactly(HEADER)
        size = struct.unpack(">Q", header[HEADER:])[0]
    left = size - len(header)
    if size and left < 0:
        raise broken_file()
    if kind == DATA:
        yield header
        yield from source.pass_on(left if size else None)
    elif kind in TABLES or kind in NEEDED:
        content = bytearray(source.exactly(left) if size else source.rest())
        if kind in TABLES:
            _clean(content)
        yield header
        yield bytes(content)
    elif size:
        yield header[:4] + b"free" + header[HEADER:]
        for piece in source.pass_on(left):
            yield from _empty(len(piece))
    else:
        source.drop()


def _empty(size: int) -> Iterator[bytes]:
    while size > 0:
        yield EMPTY[:size]
        size -= len(EMPTY)


def _clean(content: bytearray, around: tuple[bytes, ...] = (), begin: int = 0, end: int | None = None) -> None:
    """Empty the notes among the boxes from ``begin`` to ``end``, in place; ``around``: the boxes that hold them."""
    end = len(content) if end is None else end
    if len(around) > DEEPEST:
        raise broken_file()
    while end - begin >= HEADER:
        size, kind = struct.unpack_from(">I4s", content, begin)
        inside = begin + HEADER
        if size == 1:
            if end - begin < LONG_HEADER:
                raise broken_file()
            size, inside = struct.unpack_from(">Q", content, inside)[0], begin + LONG_HEADER
        after = begin + size if size else end
        if not inside <= after <= end:
            raise broken_file()
        if kind in NOTES:
            content[begin + 4 : begin + HEADER] = b"free"
            content[inside:after] = bytes(after - inside)
        elif kind in CONTAINERS:
            _clean(content, (*around, kind), inside, after)
        elif kind == b"hdlr" and around[-1:] == (b"mdia",) and bytes(content[inside + 8 : inside + 12]) not in TRACKS:
            raise notes_track()
        begin = after


@dataclass
class _Source:
    """Bytes that come in pieces, taken by number."""

    pieces: Iterator[bytes]
    waiting: bytes = b""

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end."""
        return b"".join(self._next(size))

    def exactly(self, size: int) -> bytes:
        """The next ``size`` bytes of a table; raises ``Invalid`` when there are fewer, or too many to hold."""
        if size > MOST_TABLES:
            raise broken_file()
        found = self.take(size)
        if len(found) < size:
            raise broken_file()
        return found

    def rest(self) -> bytes:
        """All that is left; raises ``Invalid`` when that is too much to hold."""
        found = self.take(MOST_TABLES + 1)
        if len(found) > MOST_TABLES:
            raise broken_file()
        return found

    def pass_on(self, size: int | None) -> Iterator[bytes]:
        """The next ``size`` bytes piece by piece, all that is left when none is named; raises ``Invalid`` when there
        are fewer."""
        passed = 0
        for piece in self._next(size):
            passed += len(piece)
            yield piece
        if size is not None and passed < size:
            raise broken_file()

    def drop(self) -> None:
        """Read to the end."""
        for _ in self._next(None):
            pass

    def _next(self, size: int | None) -> Iterator[bytes]:
        while size is None or size > 0:
            if not self.waiting:
                self.waiting = next(self.pieces, b"")
                if not self.waiting:
                    return
            piece = self.waiting if size is None else self.waiting[:size]
            self.waiting = self.waiting[len(piece) :]
            size = None if size is None else size - len(piece)
            yield piece
