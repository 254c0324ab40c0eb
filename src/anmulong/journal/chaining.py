"""How an entry becomes bytes, a hash and column marks."""

from typing import Any

from anmulong.base.crypto import keyring
from anmulong.journal.models import Entry
from anmulong.journal.packing import pack
from anmulong.kernel.canonical import encode_plain, plain
from anmulong.kernel.chain import link
from anmulong.kernel.cipher.suite import CipherError, Suite
from anmulong.kernel.cipher.suites import suite as suite_called


MARK_BYTES = 3
_IN_ORDER = sorted((*Entry.CHAINED, "marks"))


def aad_of(entry: Entry) -> bytes:
    """What binds a sealed part to its place in the chain."""
    return f"journal/{entry.stream}/{entry.seq}".encode()


def seal_entry(entry: Entry, facts: dict[str, Any], secret: dict[str, Any]) -> None:
    """Fill the byte columns of an entry: facts, sealed part, suite, marks, hash. ``facts`` holds plain values only.

    Raises ``KeyGoneError`` when there is a personal part and the stream's key was destroyed.
    """
    ring = keyring()
    suite = ring.suite
    entry.suite = suite.code
    entry.facts = encode_plain(facts).decode()
    entry.sealed = _sealed(entry, secret) if secret else b""
    pieces = _pieces(entry)
    entry.marks = _marks(pieces, suite)
    entry.hash = _hash(entry, pieces, suite)


def _sealed(entry: Entry, secret: dict[str, Any]) -> bytes:
    ring = keyring()
    return ring.suite.seal(ring.stream_key(entry.stream), pack(encode_plain(secret)), aad_of(entry))


def _pieces(entry: Entry) -> dict[str, bytes]:
    """Each chained column in its canonical encoding."""
    return {name: encode_plain(plain(getattr(entry, name))) for name in Entry.CHAINED}


def _marks(pieces: dict[str, bytes], suite: Suite) -> bytes:
    return b"".join(suite.digest(b'["%s",%s]' % (name.encode(), piece))[:MARK_BYTES] for name, piece in pieces.items())


def _hash(entry: Entry, pieces: dict[str, bytes], suite: Suite) -> bytes:
    # Joined by hand from the pieces, this is the canonical encoding of the mapping of all columns.
    whole = {**pieces, "marks": encode_plain(plain(entry.marks))}
    body = b"{" + b",".join(b'"%s":%s' % (name.encode(), whole[name]) for name in _IN_ORDER) + b"}"
    return link(bytes(entry.previous), body, suite.digest)


def marks(entry: Entry, suite: Suite) -> bytes:
    """A short digest per chained column, in the order of ``Entry.CHAINED``."""
    return _marks(_pieces(entry), suite)


def entry_hash(entry: Entry, suite: Suite) -> bytes:
    """The hash of an entry over its columns, its marks and the hash before it."""
    return _hash(entry, _pieces(entry), suite)


def altered_columns(entry: Entry) -> list[str]:
    """Names of the columns of a stored entry that no longer hold what was chained; empty when all is well."""
    try:
        suite = suite_called(entry.suite)
    except CipherError:
        return ["suite"]
    pieces = _pieces(entry)
    if _hash(entry, pieces, suite) == bytes(entry.hash):
        return []
    stored, computed = bytes(entry.marks), _marks(pieces, suite)
    changed = [
        name
        for at, name in zip(range(0, len(computed), MARK_BYTES), Entry.CHAINED, strict=True)
        if stored[at : at + MARK_BYTES] != computed[at : at + MARK_BYTES]
    ]
    if not changed:
        return ["hash"]
    if set(changed) == set(Entry.CHAINED):
        return ["suite"]  # another suite's digests: every mark differs
    mended = Entry(marks=computed, previous=entry.previous)
    return ["marks"] if _hash(mended, pieces, suite) == bytes(entry.hash) else changed
