"""How an entry becomes bytes, a hash and column marks."""

from typing import Any
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.journal.models import Entry
from anmulong.kernel.canonical import Plain, encode
from anmulong.kernel.chain import link
from anmulong.kernel.cipher.suite import CipherError, Suite
from anmulong.kernel.cipher.suites import suite as suite_called


MARK_BYTES = 3


def stream_body_key(stream: UUID) -> bytes:
    """The key under which the personal parts of a stream's entries are sealed."""
    return keyring().stream_key(stream)


def aad_of(entry: Entry) -> bytes:
    """What binds a sealed part to its place in the chain."""
    return f"journal/{entry.stream}/{entry.seq}".encode()


def seal_entry(entry: Entry, facts: dict[str, Any], secret: dict[str, Any], key: bytes) -> None:
    """Fill the byte columns of an entry: facts, sealed part, suite, marks, hash."""
    suite = keyring().suite
    entry.suite = suite.code
    entry.facts = encode(facts).decode()
    entry.sealed = suite.seal(key, encode(secret), aad_of(entry)) if secret else b""
    entry.marks = marks(entry, suite)
    entry.hash = entry_hash(entry, suite)


def _plain_columns(entry: Entry) -> dict[str, Any]:
    return {
        name: bytes(value) if isinstance(value, memoryview) else value for name, value in entry.columns().items()
    }


def marks(entry: Entry, suite: Suite) -> bytes:
    """A short digest per chained column, in the order of ``Entry.CHAINED``."""
    columns = _plain_columns(entry)
    return b"".join(suite.digest(encode([name, columns[name]]))[:MARK_BYTES] for name in Entry.CHAINED)


def entry_hash(entry: Entry, suite: Suite) -> bytes:
    """The hash of an entry over its columns, its marks and the hash before it."""
    body: dict[str, Plain | Any] = _plain_columns(entry)
    body["marks"] = bytes(entry.marks)
    return link(bytes(entry.previous), encode(body), suite.digest)


def altered_columns(entry: Entry) -> list[str]:
    """Names of the columns of a stored entry that no longer hold what was chained; empty when all is well."""
    try:
        suite = suite_called(entry.suite)
    except CipherError:
        return ["suite"]
    stored, computed = bytes(entry.marks), marks(entry, suite)
    changed = [
        name
        for place, name in enumerate(Entry.CHAINED)
        if stored[place * MARK_BYTES : (place + 1) * MARK_BYTES]
        != computed[place * MARK_BYTES : (place + 1) * MARK_BYTES]
    ]
    if entry_hash(entry, suite) == bytes(entry.hash):
        return changed
    if not changed:
        return ["hash"]
    entry.marks = computed
    return ["marks"] if entry_hash(entry, suite) == bytes(entry.hash) else changed
