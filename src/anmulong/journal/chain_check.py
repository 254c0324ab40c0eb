"""Whether a chain is whole: each entry as it was chained, each in its place, the stream's own row in step."""

import json
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.journal.chaining import altered_columns, entry_hash
from anmulong.journal.findings import FindingKind, Verdict
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Entry, Stream
from anmulong.kernel.cipher.suite import CipherError
from anmulong.kernel.cipher.suites import suite as suite_called
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Chain:
    """The entries of one stream in their places. ``whole``: rows can be compared with what the entries tell."""

    stream: Stream
    entries: list[Entry]
    whole: bool


def check_chain(stream: Stream, entries: list[Entry], verdict: Verdict) -> Chain:
    """Look at every entry, at their order, and at the row of the stream."""
    verdict.streams += 1
    verdict.entries += len(entries)
    if not entries:
        if stream.length or stream.head:
            verdict.add(str(stream), noop("No entry belongs to this chain."), ["uid"])
        return Chain(stream, [], whole=False)
    altered = {entry.pk: altered_columns(entry) for entry in entries}
    for entry in entries:
        if altered[entry.pk]:
            verdict.add(str(entry), noop("Entry altered: %(columns)s"), altered[entry.pk])
    places = _places(entries, altered)
    complete, head = _check_order(places, altered, verdict)
    complete = complete and len(entries) >= stream.length
    told = {name for names in altered.values() for name in names}
    sound = [entry for entry in places.values() if not altered[entry.pk]]
    _check_stream_row(stream, len(entries), head, complete=complete, verdict=verdict)
    if sound:
        _check_stream_facts(stream, sound, verdict)
    in_order = list(places.values())
    if not told & {"facts", "stream"}:
        _check_key(stream, in_order, verdict)
    return Chain(stream, in_order, whole=complete and not told & {"facts", "stream"})


def _places(entries: list[Entry], altered: dict[UUID, list[str]]) -> dict[int, Entry]:
    """Entries by their number; those whose number was altered stand in the gaps that they left."""
    places = {entry.seq: entry for entry in entries if "seq" not in altered[entry.pk]}
    gaps = (number for number in range(1, len(entries) + 1) if number not in places)
    strays = [entry for entry in entries if "seq" in altered[entry.pk]]
    found = {**places, **dict(zip(gaps, strays, strict=False))}
    return dict(sorted(found.items()))


def _check_order(places: dict[int, Entry], altered: dict[UUID, list[str]], verdict: Verdict) -> tuple[bool, bytes]:
    """Whether no number is missing, and the hash of the last entry."""
    complete, head, expected = True, b"", 1
    for number, entry in places.items():
        wrong = altered[entry.pk]
        if number != expected:
            complete = False
            verdict.add(str(entry), noop("An entry is missing before this one."), ["seq"], kind=FindingKind.MISSING)
        elif bytes(entry.previous) != head and "previous" not in wrong:
            verdict.add(str(entry), noop("This entry does not follow the one before it."), ["previous"])
        head = entry_hash(entry, suite_called(entry.suite)) if wrong == ["hash"] else bytes(entry.hash)
        expected = number + 1
    return complete, head


def _check_stream_row(stream: Stream, found: int, head: bytes, *, complete: bool, verdict: Verdict) -> None:
    kind = FindingKind.ALTERED if complete else FindingKind.MISSING
    if bytes(stream.head) != head:
        verdict.add(str(stream), noop("The head of the chain is not its last entry."), ["head"], kind=kind)
    if stream.length != found:
        text = noop("The chain has %(found)s entries, not %(told)s.")
        verdict.add(str(stream), text, ["length"], kind=kind, found=found, told=stream.length)


def _check_stream_facts(stream: Stream, sound: list[Entry], verdict: Verdict) -> None:
    """Kind and county as in the entries, suite as in the first one: its key was made with it."""
    told = {"kind": sound[-1].stream_kind, "county": sound[-1].county}
    if sound[0].seq == 1:
        told["suite"] = sound[0].suite
    names = [name for name, value in told.items() if getattr(stream, name) != value]
    if names:
        verdict.add(str(stream), noop("Chain altered: %(columns)s"), names)


def _check_key(stream: Stream, entries: list[Entry], verdict: Verdict) -> None:
    """The key opens, and it is gone only where an entry says that it was destroyed."""
    ring = cast(StoreKeyring, keyring())
    erased = any(json.loads(entry.facts).get("erased") for entry in entries)
    if erased != (not stream.key):
        verdict.add(str(stream), noop("The key of this chain is not what its entries say."), ["key"])
        return
    try:
        ring.forget(stream.uid)
        ring.open_stream(stream)
    except CipherError:
        verdict.add(str(stream), noop("The key of this chain was altered."), ["key"])
