"""The daily signed root: one value that vouches for everything that changed on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Max, Min

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import DailyRoot, Entry, Reading, Refusal, Stream
from anmulong.kernel.canonical import encode, encode_plain, plain
from anmulong.kernel.chain import merkle_root
from anmulong.kernel.cipher.suite import CipherError, Suite
from anmulong.kernel.cipher.suites import suite as suite_called
from anmulong.kernel.clock import LOCAL, local_day


MARK_BYTES = 3
# An operation that began before midnight may be written after it; the day is signed when none can come any more.
SETTLING = timedelta(minutes=15)


def counties() -> list[str]:
    """Every county that has a chain in this store."""
    return sorted(Stream.objects.order_by().values_list("county", flat=True).distinct())


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of the day in Asia/Shanghai and of the day after."""
    start = datetime.combine(day, time(), LOCAL)
    return start, start + timedelta(days=1)


def leaves(county: str, day: date, suite: Suite) -> list[bytes]:
    """What the root of a day stands on: chain heads in uid order, then the day's readings and refusals."""
    begin, end = bounds(day)
    entries = Entry.objects.filter(county=county, entered_at__gte=begin, entered_at__lt=end)
    last = entries.values("stream").annotate(seq=Max("seq")).order_by("stream")
    places = {row["stream"]: row["seq"] for row in last}
    heads = {
        stream: bytes(value)
        for stream, seq, value in entries.values_list("stream", "seq", "hash").iterator(chunk_size=2000)
        if places.get(stream) == seq
    }
    found = [encode(["stream", stream, places[stream], heads[stream]]) for stream in sorted(heads)]
    readings = Reading.objects.filter(county=county, read_at__gte=begin, read_at__lt=end).order_by("uid")
    refusals = Refusal.objects.filter(county=county, refused_at__gte=begin, refused_at__lt=end).order_by("uid")
    return [
        *found,
        _log_leaf("readings", readings.values().iterator(chunk_size=2000), suite),
        _log_leaf("refusals", refusals.values().iterator(chunk_size=2000), suite),
    ]


def _log_leaf(name: str, rows: Iterable[Mapping[str, Any]], suite: Suite) -> bytes:
    mark = b""
    for row in rows:
        mark = suite.digest(mark + encode(row))
    return encode([name, mark])


def root_over(previous: bytes, found: list[bytes], suite: Suite) -> bytes:
    """The Merkle root over the root before and the leaves of a day."""
    return merkle_root([previous, *found], suite.digest)


def _pieces(root: DailyRoot) -> dict[str, bytes]:
    return {name: encode_plain(plain(value)) for name, value in root.signed_columns().items()}


def _marks(pieces: dict[str, bytes], suite: Suite) -> bytes:
    return b"".join(suite.digest(b'["%s",%s]' % (name.encode(), piece))[:MARK_BYTES] for name, piece in pieces.items())


def _body(pieces: dict[str, bytes], marks: bytes) -> bytes:
    return b"anmulong/root/2\x00" + b"\x00".join([*pieces.values(), bytes(marks)])


def sign_day(county: str, day: date) -> DailyRoot | None:
    """Make the root of a finished day; ``None`` when nothing happened or the root exists."""
    if DailyRoot.objects.filter(county=county, day=day).exists():
        return None
    keys = cast(StoreKeyring, keyring()).keys
    found = leaves(county, day, keys.suite)
    if found == [_log_leaf("readings", (), keys.suite), _log_leaf("refusals", (), keys.suite)]:
        return None
    before = DailyRoot.objects.filter(county=county, day__lt=day).order_by("-day").first()
    previous = bytes(before.root) if before else b""
    made = DailyRoot(
        county=county,
        day=day,
        leaves=len(found),
        previous=previous,
        root=root_over(previous, found, keys.suite),
        public_key=keys.public_key,
        suite=keys.suite.code,
        signed_at=clock.now(),
    )
    pieces = _pieces(made)
    made.marks = _marks(pieces, keys.suite)
    made.signature = keys.suite.sign(keys.signing_key, _body(pieces, made.marks))
    made.save(force_insert=True)
    return made


def sign_finished_days(county: str) -> int:
    """Sign every finished day that has entries and no root yet; returns how many. The worker calls it.

    A day is finished a quarter of an hour after its midnight, when no late transaction can add to it.
    """
    newest = DailyRoot.objects.filter(county=county).order_by("-day").first()
    if newest is not None:
        day = newest.day + timedelta(days=1)
    else:
        first = Entry.objects.filter(county=county).aggregate(first=Min("entered_at"))["first"]
        if first is None:
            return 0
        day = local_day(first)
    signed = 0
    while day < local_day(clock.now() - SETTLING):
        signed += sign_day(county, day) is not None
        day += timedelta(days=1)
    return signed


def altered_root_columns(root: DailyRoot) -> list[str]:
    """Names of the columns of a stored root that no longer hold what was signed; empty when all is well.

    A signature by another key than the installation's counts as an altered ``public_key``.
    """
    try:
        suite = suite_called(root.suite)
    except CipherError:
        return ["suite"]
    keys = cast(StoreKeyring, keyring()).keys
    pieces = _pieces(root)
    signature, stored = bytes(root.signature), bytes(root.marks)
    if suite.verify(keys.public_key, signature, _body(pieces, stored)):
        return []
    computed = _marks(pieces, suite)
    changed = [
        name
        for at, name in zip(range(0, len(computed), MARK_BYTES), DailyRoot.SIGNED, strict=True)
        if stored[at : at + MARK_BYTES] != computed[at : at + MARK_BYTES]
    ]
    if not changed:
        return ["signature"] if bytes(root.public_key) == keys.public_key else ["public_key"]
    if set(changed) == set(DailyRoot.SIGNED):
        return ["suite"]
    return ["marks"] if suite.verify(keys.public_key, signature, _body(pieces, computed)) else changed
