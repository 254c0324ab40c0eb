"""Which files are taken, by what they are and not by what they are called."""

import io
import zipfile

import pytest

from anmulong.files.enums import MediaType
from anmulong.files.rules import (
    ENDINGS,
    ICONS,
    MIB,
    MOST_BYTES,
    Digest,
    check_picture,
    check_size,
    check_start,
    framed,
    sniff,
)
from anmulong.kernel.errors import Invalid
from tests.files.conftest import phone_photo


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (phone_photo("JPEG"), MediaType.JPEG),
        (phone_photo("PNG"), MediaType.PNG),
        (phone_photo("WEBP"), MediaType.WEBP),
        (b"%PDF-1.7\n", MediaType.PDF),
        (office("[Content_Types].xml", "word/document.xml"), MediaType.DOCX),
        (office("[Content_Types].xml", "xl/workbook.xml"), MediaType.XLSX),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", MediaType.WAV),
        (b"ID3\x04\x00", MediaType.MP3),
        (b"\xff\xfb\x90\x00", MediaType.MP3),
        (b"\x00\x00\x00\x20ftypM4A \x00", MediaType.M4A),
        (b"\x00\x00\x00\x20ftypisom\x00", MediaType.MP4),
        ("草场边界说明\r\n".encode(), MediaType.TEXT),
        ("草场边界说明".encode("gb18030"), MediaType.TEXT),
    ],
)
def test_content_tells_its_type(content: bytes, media: MediaType) -> None:
    assert sniff(content[:8192], lambda: content) == media


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00",
        b"\x00\x00\x00\x20ftypheic\x00",
        b"\x00\x00\x00\x14ftypqt  \x00",
        b"\x7fELF\x02\x01",
        b"GIF89a\x01\x00\x01\x00\x00",
        office("payload.exe"),
    ],
)
def test_other_content_is_refused_with_what_is_taken(content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        sniff(content[:8192], lambda: content)
    assert refusal.value.code == "file-type"
    assert "DOCX" in refusal.value.message.render()
    assert "DOCX" in refusal.value.fields["file"].render()


def test_macros_and_damaged_documents_are_refused() -> None:
    for content, code in [
        (office("word/document.xml", "word/vbaProject.bin"), "file-macros"),
        (office("word/document.xml")[:40], "file-broken"),
    ]:
        with pytest.raises(Invalid) as refusal:
            sniff(content, lambda content=content: content)  # type: ignore[misc]  # the default binds the loop's value
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("a.exe", 10, "file-type"),
        ("a.jpg", 0, "file-empty"),
        ("a.JPG", 30 * MIB + 1, "file-too-large"),
        ("no ending", 500 * MIB + 1, "file-too-large"),
    ],
)
def test_the_start_refuses_what_will_not_be_taken(name: str, size: int, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_start(name, size)
    assert refusal.value.code == code


def test_limits_are_told_in_megabytes() -> None:
    check_start("a.jpg", 30 * MIB)
    with pytest.raises(Invalid) as refusal:
        check_size(30 * MIB + 1, 30 * MIB)
    assert "30 MB" in refusal.value.message.render()


@pytest.mark.parametrize(("width", "height", "frames"), [(20_000, 5_000, 1), (10, 10, 2)])
def test_giant_and_moving_pictures_are_refused(width: int, height: int, frames: int) -> None:
    with pytest.raises(Invalid):
        check_picture(width, height, frames)


def test_every_type_has_limit_icon_and_ending() -> None:
    assert set(MOST_BYTES) == set(ICONS) == set(ENDINGS.values()) == set(MediaType)


def test_frames_are_full_but_the_last() -> None:
    assert list(framed([b"abc", b"", b"defgh", b"i"], size=4)) == [b"abcd", b"efgh", b"i"]
    assert list(framed([], size=4)) == []


def test_digests_are_the_standards_own() -> None:
    """SHA-256 and SM3 of "abc" (R-731)."""
    found = {}
    for suite in ("intl", "gm"):
        digest = Digest(suite)
        for piece in (b"a", b"bc"):
            digest.add(piece)
        found[suite] = digest.hexadecimal()
    assert found == {
        "intl": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "gm": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    }
