"""Uploads that break and go on, that are refused, and that nobody binds."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.files.models import Upload
from anmulong.files.public import (
    clear_stale_uploads,
    discard_upload,
    find_upload,
    finish_upload,
    receive,
    start_upload,
    store_upload,
)
from anmulong.files.rules import MIB, PART_MOST
from anmulong.journal.public import Actor
from anmulong.kernel.errors import Conflict, Invalid, NotFound
from anmulong.kernel.ids import new_uid
from tests.files.conftest import phone_photo
from tests.stand_in_matter import everything_stored


pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7\n" + b"the mediation agreement of the two neighbours " * 60_000


@pytest.fixture
def account(clerk: Actor) -> UUID | None:
    return clerk.uid


def places(store: Path) -> list[str]:
    return sorted(str(path.relative_to(store)) for path in (store / "files").rglob("*") if path.is_file())


def test_a_broken_upload_goes_on_where_it_stopped(account: UUID | None) -> None:
    upload = start_upload("agreement.pdf", len(PAPER), account=account)
    receive(upload.uid, 0, PAPER[:MIB], account=account)
    receive(upload.uid, 0, PAPER[:MIB], account=account)  # the answer was lost and the part sent again
    again = start_upload("agreement.pdf", len(PAPER), account=account, uid=upload.uid)
    assert again.received == MIB
    receive(upload.uid, MIB - 100, PAPER[MIB - 100 :], account=account)
    done = finish_upload(upload.uid, account=account)
    assert (done.size, done.media_type, done.finished) == (len(PAPER), "application/pdf", True)
    assert finish_upload(upload.uid, account=account).digest == done.digest


def test_a_gap_says_where_to_go_on(account: UUID | None) -> None:
    upload = start_upload("a.pdf", len(PAPER), account=account)
    receive(upload.uid, 0, PAPER[:10], account=account)
    for offset in (11, -1):
        with pytest.raises(Conflict) as refusal:
            receive(upload.uid, offset, b"x", account=account)
        assert refusal.value.details == {"received": 10}
    with pytest.raises(Conflict) as refusal:
        finish_upload(upload.uid, account=account)
    assert refusal.value.details == {"received": 10, "expected": len(PAPER)}


def test_a_part_left_by_a_crash_is_written_over(account: UUID | None, store_folder: Path) -> None:
    upload = start_upload("a.pdf", len(PAPER), account=account)
    left = store_folder / "files" / "uploads" / str(upload.uid) / "0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a part")
    receive(upload.uid, 0, PAPER, account=account)
    assert finish_upload(upload.uid, account=account).size == len(PAPER)


def test_more_than_announced_is_refused(account: UUID | None) -> None:
    upload = start_upload("a.pdf", 10, account=account)
    with pytest.raises(Invalid):
        receive(upload.uid, 0, b"%PDF-1.7 and more", account=account)
    with pytest.raises(Invalid):
        receive(upload.uid, 0, bytes(PART_MOST + 1), account=account)
    assert find_upload(upload.uid, account=account).received == 0


def test_an_upload_is_its_senders_alone(account: UUID | None) -> None:
    upload = start_upload("a.pdf", 10, account=account)
    with pytest.raises(NotFound):
        find_upload(upload.uid, account=new_uid())
    with pytest.raises(NotFound):
        receive(upload.uid, 0, b"%PDF-", account=None)
    with pytest.raises(Conflict):
        start_upload("a.pdf", 10, account=new_uid(), uid=upload.uid)
    discard_upload(upload.uid, account=new_uid())
    assert Upload.objects.count() == 1


def test_a_wrong_type_under_a_right_name_leaves_nothing(account: UUID | None, store_folder: Path) -> None:
    """The sender's word for the type is not trusted."""
    with pytest.raises(Invalid) as refusal:
        store_upload("photo.jpg", [b"MZ\x90\x00 a program"], 14, account=account)
    assert refusal.value.code == "file-type"
    assert (Upload.objects.count(), places(store_folder)) == (0, [])


def test_the_limit_of_the_real_type_counts(account: UUID | None, store_folder: Path) -> None:
    content = b"plain words " * (MIB // 2)
    with pytest.raises(Invalid) as refusal:
        store_upload("film.mp4", [content], len(content), account=account)
    assert refusal.value.code == "file-too-large"
    assert places(store_folder) == []


def test_a_finished_upload_keeps_content_and_preview_only(account: UUID | None, store_folder: Path) -> None:
    upload = store_upload("a.jpg", [phone_photo()], len(phone_photo()), account=account)
    folder = upload.uid.hex[-2:]
    assert places(store_folder) == [f"files/content/{folder}/{upload.uid}", f"files/preview/{folder}/{upload.uid}"]
    assert not (store_folder / "files" / "uploads" / str(upload.uid)).exists()
    assert upload.taken_at is not None
    assert upload.has_preview


def test_neither_content_nor_name_is_readable_while_it_waits(account: UUID | None, store_folder: Path) -> None:
    """O-4: sealed at rest from the first part on."""
    upload = start_upload("C:\\papers\\其其格.pdf", len(PAPER), account=account)
    receive(upload.uid, 0, PAPER[: len(PAPER) - 1], account=account)
    on_disk = b"".join((store_folder / place).read_bytes() for place in places(store_folder))
    assert b"mediation agreement" not in on_disk
    assert "其其格".encode() not in everything_stored()


def test_an_upload_that_nobody_binds_goes_after_a_day(account: UUID | None, store_folder: Path) -> None:
    old = store_upload("a.pdf", [PAPER], len(PAPER), account=account)
    half = start_upload("b.pdf", len(PAPER), account=account)
    receive(half.uid, 0, PAPER[:100], account=account)
    assert clear_stale_uploads() == 0
    Upload.objects.update(touched_at=clock.now() - timedelta(hours=25))
    fresh = start_upload("c.pdf", len(PAPER), account=account)
    assert clear_stale_uploads() == 2
    assert [upload.uid for upload in Upload.objects.all()] == [fresh.uid]
    assert places(store_folder) == []
    with pytest.raises(NotFound):
        find_upload(old.uid, account=account)


def test_one_may_take_back_an_upload(account: UUID | None, store_folder: Path) -> None:
    upload = store_upload("a.pdf", [PAPER], len(PAPER), account=account)
    discard_upload(upload.uid, account=account)
    discard_upload(upload.uid, account=account)
    assert (Upload.objects.count(), places(store_folder)) == (0, [])


def test_the_national_suite_digests_with_sm3(account: UUID | None, settings: Settings) -> None:
    """R-731."""
    settings.CIPHER_SUITE = "gm"
    upload = store_upload("a.txt", [b"abc"], 3, account=account)
    assert upload.suite == "gm"
    assert upload.digest == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
