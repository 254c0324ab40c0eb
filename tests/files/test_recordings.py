"""Videos and sound are kept without the place at which they were made (O-4)."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.files.actions.recordings import without_notes
from anmulong.files.models import Upload
from anmulong.files.public import check_file, open_file
from anmulong.kernel.errors import Invalid
from tests.files.test_stored import file_in, uploaded
from tests.stand_in_matter import StandIn


PLACE = b"+39.0850+107.9791/"
PICTURE = bytes(range(256)) * 40


def box(kind: bytes, content: bytes = b"", *, long: bool = False) -> bytes:
    """One box; ``long`` with a size of eight bytes."""
    if long:
        return struct.pack(">I4sQ", 1, kind, len(content) + 16) + content
    return struct.pack(">I4s", len(content) + 8, kind) + content


def track(handler: bytes, notes: bytes = b"") -> bytes:
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(13))
    where_the_data_are = box(b"hdlr", b"\x00\x00\x00\x00dhlralis" + bytes(13))
    inner = box(b"minf", where_the_data_are + box(b"stbl", bytes(20)))
    return box(b"trak", box(b"tkhd", bytes(84)) + notes + box(b"mdia", hdlr + inner))


def note() -> bytes:
    """The place as phones of both kinds write it."""
    return box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7" + PLACE)) + box(b"meta", b"location.ISO6709" + PLACE)


def video(*, moov_last: bool = False, long: bool = False, tracks: tuple[bytes, ...] = (b"vide", b"soun")) -> bytes:
    """A recording with its place in the film, in a track and beside both."""
    head = box(b"ftyp", b"isom\x00\x00\x02\x00isommp41")
    film = box(b"mvhd", bytes(100)) + note() + b"".join(track(each, note()) for each in tracks)
    moov, mdat = box(b"moov", film, long=long), box(b"mdat", PICTURE, long=long)
    beside = box(b"uuid", bytes(16) + PLACE) + box(b"free", PLACE) + box(b"meta", PLACE)
    return head + (mdat + beside + moov if moov_last else moov + beside + mdat)


def cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[begin : begin + size] for begin in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 7, 4096, 10**6])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("moov_last", [False, True])
def test_places_are_emptied_and_everything_else_stays_where_it_was(size: int, long: bool, moov_last: bool) -> None:
    content = video(moov_last=moov_last, long=long)
    kept = b"".join(without_notes(cut(content, size)))
    assert content.count(PLACE) == 9
    assert PLACE not in kept
    assert (len(kept), kept.index(PICTURE)) == (len(content), content.index(PICTURE))
    assert [kept.count(kind) for kind in (b"udta", b"meta", b"uuid", b"\xa9xyz")] == [0, 0, 0, 0]
    assert kept.count(b"trak") == 2
    assert b"".join(without_notes([kept])) == kept


def test_a_fragmented_film_is_emptied_too() -> None:
    part = box(b"moof", box(b"mfhd", bytes(8)) + box(b"traf", box(b"tfhd", bytes(8)) + note()))
    content = video() + part + struct.pack(">I4s", 0, b"mdat") + PICTURE
    kept = b"".join(without_notes(cut(content, 100)))
    assert PLACE not in kept
    assert (len(kept), kept.endswith(PICTURE)) == (len(content), True)


def test_what_hangs_behind_the_last_box_goes() -> None:
    behind = struct.pack(">I4s", 0, b"SEFT") + PLACE
    assert b"".join(without_notes([video() + behind])) == b"".join(without_notes([video()]))
    assert b"".join(without_notes([video() + b"tail"])) == b"".join(without_notes([video()]))


@pytest.mark.parametrize("handler", [b"meta", b"camm", b"mett"])
def test_a_track_of_places_is_refused_in_clear_words(handler: bytes) -> None:
    """Its points lie among the pictures; the person is told what to switch off."""
    with pytest.raises(Invalid, match="recording-notes") as caught:
        b"".join(without_notes([video(tracks=(b"vide", handler))]))
    assert caught.value.way_out is not None


@pytest.mark.parametrize(
    "content",
    [
        video()[:-1],
        video(moov_last=True)[:-1],
        box(b"ftyp", b"isom") + struct.pack(">I4s", 4, b"moov"),
        box(b"moov", struct.pack(">I4s", 50, b"udta")),
        box(b"moov", struct.pack(">I4s", 1, b"udta")),
        struct.pack(">I4sQ", 1, b"moov", 2**60),
        struct.pack(">I4s", 1, b"mdat"),
    ],
)
def test_a_damaged_recording_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="file-broken"):
        b"".join(without_notes([content]))


@given(st.binary(max_size=200), st.integers(1, 50))
def test_nonsense_is_refused_or_passes_but_never_falls_over(content: bytes, size: int) -> None:
    with suppress(Invalid):
        b"".join(without_notes(cut(box(b"ftyp", b"isom") + content, size)))


@pytest.mark.parametrize(("name", "brand"), [("film.mp4", b"isom"), ("ton.m4a", b"M4A ")])
def test_a_stored_recording_has_no_place(matters: StandIn, name: str, brand: bytes) -> None:
    content = video(moov_last=True).replace(b"ftypisom", b"ftyp" + brand)
    stored = file_in(matters, matters.open(), uploaded(matters, name, content))
    kept = b"".join(open_file(stored))
    assert (PLACE in kept, len(kept), stored.size) == (False, len(content), len(content))
    assert check_file(stored)


def test_a_refused_recording_leaves_nothing(matters: StandIn, store_folder: Path) -> None:
    with pytest.raises(Invalid, match="recording-notes"):
        uploaded(matters, "film.mp4", video(tracks=(b"vide", b"camm")))
    assert not Upload.objects.exists()
    assert [path for path in (store_folder / "files").rglob("*") if path.is_file()] == []
