"""Files bound to a matter: read, checked, sealed, erased."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from PIL import Image

from anmulong.base.crypto import keyring
from anmulong.base.guards import guarded
from anmulong.base.recording import OffTheRoadError
from anmulong.base.scoping import Area, Scope
from anmulong.files.enums import Confidentiality, FileKind
from anmulong.files.models import StoredFile, Upload
from anmulong.files.public import (
    FileInput,
    bind,
    check_file,
    download_name,
    files_of,
    icon_of,
    open_file,
    open_preview,
    start_upload,
    store_upload,
)
from anmulong.files.rules import FRAME
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Stream
from anmulong.journal.public import (
    Actor,
    Event,
    FindingKind,
    Moment,
    deliver,
    destroy_key,
    verify_all,
    verify_stream,
)
from anmulong.kernel.errors import Conflict, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs.models import Division
from tests.files.conftest import phone_photo
from tests.stand_in_matter import StandIn, everything_stored


PAPER = b"%PDF-1.7\n" + b"the agreement about the north well " * 80_000
NOTE = "夫妻分开谈话记录".encode()


def uploaded(matters: StandIn, name: str, content: bytes) -> FileInput:
    return FileInput(store_upload(name, [content], len(content), account=matters.by.uid).uid)


def file_in(matters: StandIn, matter: UUID, given: FileInput) -> StoredFile:
    matters.run(matter, lambda stream, by, at: bind(stream, given, by=by, at=at).save())
    return StoredFile.objects.get(pk=given.upload)


def paper_in(matters: StandIn, matter: UUID) -> StoredFile:
    return file_in(matters, matter, uploaded(matters, "协议.pdf", PAPER))


def content_path(store: Path, stored: StoredFile) -> Path:
    return store / "files" / "content" / stored.uid.hex[-2:] / str(stored.uid)


def test_a_file_is_bound_in_the_action_that_opens_its_matter(matters: StandIn) -> None:
    given = replace(uploaded(matters, "协议.pdf", PAPER), kind=FileKind.PAPER, title="调解协议")
    matter = matters.open_with(lambda stream, by, at: bind(stream, given, by=by, at=at).save())
    (stored,) = files_of([matter])[matter]
    assert (stored.title, stored.original_name, stored.kind, stored.size) == (
        "调解协议",
        "协议.pdf",
        "paper",
        len(PAPER),
    )
    assert (stored.uploaded_by, stored.confidentiality) == (matters.by.uid, "ordinary")
    assert b"".join(open_file(stored)) == PAPER
    assert check_file(stored)
    assert matters.is_proven(matter)
    assert Upload.objects.count() == 0


def test_a_refused_action_leaves_the_upload_as_it_was(matters: StandIn) -> None:
    matter, given = matters.open(), uploaded(matters, "a.pdf", PAPER)

    def refuse(stream: UUID, by: Actor, at: Moment) -> None:
        bind(stream, given, by=by, at=at).save()
        raise Refused("no", "No.")

    with pytest.raises(Refused):
        matters.run(matter, refuse)
    assert (StoredFile.objects.count(), Upload.objects.count()) == (0, 1)
    assert check_file(file_in(matters, matter, given))


def test_an_upload_is_bound_once_and_by_its_sender(matters: StandIn) -> None:
    matter, given = matters.open(), uploaded(matters, "a.pdf", PAPER)
    other = replace(matters.by, uid=new_uid())
    with pytest.raises(NotFound):
        matters.run(matter, lambda stream, by, at: bind(stream, given, by=by, at=at).save(), by=other)
    file_in(matters, matter, given)
    with pytest.raises(NotFound):
        file_in(matters, matter, given)


def test_an_unfinished_upload_cannot_be_bound(matters: StandIn) -> None:
    upload = start_upload("a.pdf", 10, account=matters.by.uid)
    with pytest.raises(Conflict):
        file_in(matters, matters.open(), FileInput(upload.uid))


def test_no_file_is_bound_off_the_road(matters: StandIn) -> None:
    with pytest.raises(OffTheRoadError):
        StoredFile(stream=matters.open(), kind="other").save()


def test_a_part_of_a_long_file_can_be_read(matters: StandIn) -> None:
    stored = paper_in(matters, matters.open())
    assert stored.size > 2 * FRAME
    for start, stop in [(0, 5), (FRAME - 3, FRAME + 4), (2 * FRAME, None), (10, FRAME), (5, 5)]:
        assert b"".join(open_file(stored, start, stop)) == PAPER[start:stop]


def test_an_altered_byte_is_found(matters: StandIn, store_folder: Path) -> None:
    stored = paper_in(matters, matters.open())
    place = content_path(store_folder, stored)
    content = bytearray(place.read_bytes())
    content[FRAME + 500] ^= 1
    place.write_bytes(content)
    assert not check_file(stored)
    with pytest.raises(Refused) as refusal:
        list(open_file(stored))
    assert refusal.value.code == "file-altered"


@pytest.mark.parametrize("frames", [0, 1])
def test_a_cut_file_is_found(matters: StandIn, store_folder: Path, frames: int) -> None:
    stored = paper_in(matters, matters.open())
    place = content_path(store_folder, stored)
    place.write_bytes(place.read_bytes()[: frames * (FRAME + 28)])
    assert not check_file(stored)
    with pytest.raises(Refused):
        list(open_file(stored))


def test_swapped_frames_and_files_are_found(matters: StandIn, store_folder: Path) -> None:
    first, second = (paper_in(matters, matters.open()) for _ in range(2))
    sealed = content_path(store_folder, first).read_bytes()
    content_path(store_folder, second).write_bytes(sealed)
    assert not check_file(second)
    frame = FRAME + 28
    content_path(store_folder, first).write_bytes(sealed[frame : 2 * frame] + sealed[:frame] + sealed[2 * frame :])
    assert not check_file(first)


def test_a_missing_file_is_found(matters: StandIn, store_folder: Path) -> None:
    stored = paper_in(matters, matters.open())
    content_path(store_folder, stored).unlink()
    assert not check_file(stored)
    with pytest.raises(NotFound) as refusal:
        list(open_file(stored))
    assert refusal.value.code == "file-missing"


def test_a_photograph_is_kept_without_its_place(matters: StandIn) -> None:
    """O-4: GPS is stripped; the time stays as a fact of the file."""
    stored = file_in(matters, matters.open(), uploaded(matters, "IMG_1.jpeg", phone_photo()))
    kept = Image.open(io.BytesIO(b"".join(open_file(stored))))
    assert dict(kept.getexif()) == {}
    assert stored.taken_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    preview = open_preview(stored)
    assert preview is not None
    assert Image.open(io.BytesIO(preview)).size == (400, 267)
    assert check_file(stored)
    assert (icon_of(stored), download_name(stored)) == ("photo", "IMG_1.jpeg")


def test_an_altered_preview_is_found(matters: StandIn, store_folder: Path) -> None:
    stored = file_in(matters, matters.open(), uploaded(matters, "a.jpg", phone_photo()))
    (store_folder / "files" / "preview" / stored.uid.hex[-2:] / str(stored.uid)).write_bytes(b"x" * 100)
    assert not check_file(stored)


def test_the_real_type_names_the_download(matters: StandIn) -> None:
    """A PDF called .jpg is stored and handed out as a PDF."""
    stored = file_in(matters, matters.open(), uploaded(matters, "scan.jpg", PAPER))
    assert (stored.media_type, download_name(stored)) == ("application/pdf", "scan.jpg.pdf")
    assert open_preview(stored) is None


def test_nothing_is_readable_at_rest(matters: StandIn, store_folder: Path) -> None:
    """O-4: neither content nor name, in no table and in no file."""
    given = replace(uploaded(matters, "其其格的记录.txt", NOTE), title="北井的事")
    file_in(matters, matters.open(), given)
    stored = everything_stored()
    on_disk = b"".join(path.read_bytes() for path in (store_folder / "files").rglob("*") if path.is_file())
    for secret in (NOTE, "其其格".encode(), "北井".encode()):
        assert secret not in stored
        assert secret not in on_disk


def test_restricted_files_and_the_side_file_come_only_when_asked(matters: StandIn) -> None:
    """O-4, R-132."""
    matter = matters.open()
    for confidentiality in Confidentiality:
        file_in(matters, matter, replace(uploaded(matters, "a.txt", NOTE), confidentiality=confidentiality))

    def seen(*, restricted: bool = False, side_file: bool = False) -> list[str]:
        found = files_of([matter], restricted=restricted, side_file=side_file)
        return [stored.confidentiality for stored in found[matter]]

    with guarded():
        assert seen() == ["ordinary"]
        assert seen(restricted=True) == ["ordinary", "restricted"]
        assert seen(restricted=True, side_file=True) == ["ordinary", "restricted", "side_file"]
    assert list(StoredFile.objects.in_scope(Scope(county="otog", areas=(Area("county"),), restricted=True))) == []


def test_the_streams_key_takes_the_content_with_it(matters: StandIn) -> None:
    """Destroying the key of a matter erases its files (R-711, decision 0004)."""
    stored = paper_in(matters, matters.open())
    Stream.objects.filter(pk=stored.stream).update(key=b"")
    cast(StoreKeyring, keyring()).forget(stored.stream)
    erased = StoredFile.objects.get(pk=stored.pk)
    for attempt in (check_file, lambda row: list(open_file(row))):
        with pytest.raises(NotFound) as refusal:
            attempt(erased)
        assert refusal.value.code == "file-erased"


def test_a_bound_file_cannot_be_overwritten_by_an_upload_under_its_number(matters: StandIn) -> None:
    stored = paper_in(matters, matters.open())
    with pytest.raises(Conflict, match="upload-reused"):
        start_upload("协议.pdf", 5, account=matters.by.uid, uid=stored.uid)
    assert check_file(stored)


def test_verify_names_the_file_of_which_one_byte_was_changed(matters: StandIn, store_folder: Path) -> None:
    matter = matters.open()
    stored, other = paper_in(matters, matter), paper_in(matters, matter)
    assert verify_all().findings == []
    place = content_path(store_folder, stored)
    content = bytearray(place.read_bytes())
    content[FRAME + 500] ^= 1
    place.write_bytes(content)
    content_path(store_folder, other).unlink()
    for verdict in (verify_all(), verify_stream(matter)):
        told = {finding.where: (finding.kind, finding.columns) for finding in verdict.findings}
        assert told == {
            f"files.storedfile/{stored.uid}": (FindingKind.ALTERED, ("content",)),
            f"files.storedfile/{other.uid}": (FindingKind.MISSING, ("content",)),
        }
    assert verify_stream(matter, contents=False).good


def test_erasure_reaches_the_disk(matters: StandIn, store_folder: Path) -> None:
    """R-711: when the key of the matter is destroyed, sealed content and preview go too, and verify watches it."""
    matter, kept = matters.open(), matters.open()
    photo = file_in(matters, matter, uploaded(matters, "a.jpg", phone_photo()))
    paper = paper_in(matters, kept)
    places = [store_folder / "files" / what / photo.uid.hex[-2:] / str(photo.uid) for what in ("content", "preview")]
    matters.run(matter, lambda stream, by, at: destroy_key(Division.objects.get(pk=stream)))
    assert [finding.kind for finding in verify_stream(matter).findings] == [FindingKind.UNKNOWN]
    deliver()
    assert [place.exists() for place in (*places, content_path(store_folder, paper))] == [False, False, True]
    assert verify_all().findings == []
    Event.objects.filter(kind="stream.erased").update(handled_at=None)
    deliver()
    assert not Event.objects.filter(handled_at=None).exists(), "told twice, it finds nothing to do"
