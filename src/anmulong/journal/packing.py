"""Canonical JSON made small for storing: a third to a seventh of its bytes, and exactly the same text when read.

What is hashed, sealed and shown is always the text; packing is only how it lies in the column. In the text, uids,
digests and moments become their bytes behind a control character (JSON never holds one in clear), then everything is
deflated with a dictionary of what entries usually say. The first byte tells how: ``{`` is text that was never packed.

A dictionary must never change once something was packed with it; a better one gets the next number.
"""

import re
import zlib
from datetime import datetime, timedelta
from pathlib import Path


_FIRST = b"\x01"
_CHECK_BYTES = 4
_DICTIONARY = (Path(__file__).parent / "packing-1.txt").read_bytes()
_UID, _DIGEST, _MOMENT, _MARK = b"\x01", b"\x02", b"\x03", b"\x04"
_LONG = re.compile(
    rb"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    rb'|"([0-9a-f]{32})"'
    rb'|"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)"'
    rb'|"([0-9a-f]{8})"'
)
_SHORT = re.compile(rb"\x01(.{16})|\x02(.{16})|\x03(.{8})|\x04(.{4})", re.DOTALL)
_BEGIN = datetime.fromisoformat("0001-01-01T00:00:00+00:00")
_MICROSECOND = timedelta(microseconds=1)


class DamagedError(ValueError):
    """The stored bytes are not what was packed."""


def pack(text: bytes) -> bytes:
    """The bytes to store for canonical JSON that begins with ``{``."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    body = deflate.compress(_LONG.sub(_shortened, text)) + deflate.flush()
    return _FIRST + body + zlib.crc32(body).to_bytes(_CHECK_BYTES, "big")


def unpack(stored: bytes) -> bytes:
    """The text again. Raises :class:`DamagedError`; every single altered byte is noticed."""
    if stored[:1] == b"{":
        return stored
    body, check = stored[1:-_CHECK_BYTES], stored[-_CHECK_BYTES:]
    if stored[:1] != _FIRST or zlib.crc32(body).to_bytes(_CHECK_BYTES, "big") != check:
        raise DamagedError
    inflate = zlib.decompressobj(-15, _DICTIONARY)
    try:
        return _SHORT.sub(_lengthened, inflate.decompress(body))
    except (zlib.error, OverflowError) as error:
        raise DamagedError from error


def _shortened(found: "re.Match[bytes]") -> bytes:
    uid, digest, moment, mark = found.groups()
    if uid is not None:
        return _UID + bytes.fromhex(uid.replace(b"-", b"").decode())
    if digest is not None:
        return _DIGEST + bytes.fromhex(digest.decode())
    if mark is not None:
        return _MARK + bytes.fromhex(mark.decode())
    try:
        since = datetime.fromisoformat(moment.decode()) - _BEGIN
    except ValueError:  # words that only look like a moment
        return found[0]
    return _MOMENT + (since // _MICROSECOND).to_bytes(8, "big")


def _lengthened(found: "re.Match[bytes]") -> bytes:
    uid, digest, moment, mark = found.groups()
    if uid is not None:
        text = uid.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}".encode()
    if moment is not None:
        told = _BEGIN + int.from_bytes(moment, "big") * _MICROSECOND
        return f'"{told.replace(tzinfo=None).isoformat("T", "microseconds")}Z"'.encode()
    return b'"%s"' % (digest or mark).hex().encode()
