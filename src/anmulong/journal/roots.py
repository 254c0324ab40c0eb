"""The daily signed root: one value that vouches for everything that changed on a day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import cast

from django.db.models import Max, Min

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import DailyRoot, Entry, Reading, Refusal
from anmulong.kernel.canonical import encode
from anmulong.kernel.chain import merkle_root
from anmulong.kernel.cipher.suite import Suite
from anmulong.kernel.clock import LOCAL, local_day


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
    return [*found, _log_leaf("readings", readings.values(), suite), _log_leaf("refusals", refusals.values(), suite)]


def _log_leaf(name: str, rows: Iterable[dict[str, object]], suite: Suite) -> bytes:
    mark = b""
    for row in rows:
        mark = suite.digest(mark + encode(row))
    return encode([name, mark])


def root_body(county: str, day: date, root: bytes, previous: bytes) -> bytes:
    """The bytes that are signed."""
    return encode(["anmulong/root/1", county, day, root, previous])


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
    root = merkle_root([previous, *found], keys.suite.digest)
    made = DailyRoot(
        county=county,
        day=day,
        leaves=len(found),
        previous=previous,
        root=root,
        signature=keys.suite.sign(keys.signing_key, root_body(county, day, root, previous)),
        public_key=keys.public_key,
        suite=keys.suite.code,
        signed_at=clock.now(),
    )
    made.save(force_insert=True)
    return made


def sign_finished_days(county: str) -> int:
    """Sign every finished day that has entries and no root yet; returns how many. The worker calls it."""
    newest = DailyRoot.objects.filter(county=county).order_by("-day").first()
    if newest is not None:
        day = newest.day + timedelta(days=1)
    else:
        first = Entry.objects.filter(county=county).aggregate(first=Min("entered_at"))["first"]
        if first is None:
            return 0
        day = local_day(first)
    signed = 0
    while day < local_day(clock.now()):
        signed += sign_day(county, day) is not None
        day += timedelta(days=1)
    return signed
