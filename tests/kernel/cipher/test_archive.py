"""Sealed archives: what was written comes back, one changed byte is named, another key is told."""

import io
from pathlib import Path

import pytest

from anmulong.kernel.cipher.archive import FRAME, ArchiveReader, ArchiveWriter, Begun, Content, Ended
from anmulong.kernel.cipher.holder import HolderKey, new_holder_key, read_holder_key, read_holder_public
from anmulong.kernel.cipher.suite import CipherError
from anmulong.kernel.cipher.suites import suite
from anmulong.kernel.errors import Invalid, NotFound, Refused


codes = pytest.mark.parametrize("code", ["intl", "gm"])


def archive(key: HolderKey) -> bytes:
    """Two parts, one of them of two frames."""
    file = io.BytesIO()
    writer = ArchiveWriter(file, key.public, {"made_at": "2026-11-23"})
    writer.begin("table people", columns=["name"])
    writer.put(b'["a"]\n' * 1000, pack=True)
    writer.end(1000)
    writer.begin("file x")
    writer.put(b"1" * FRAME, pack=False)
    writer.put(b"2", pack=False)
    writer.end(2)
    writer.finish(entries=7)
    return file.getvalue()


def read(content: bytes, key: HolderKey) -> tuple[list[object], dict[str, object]]:
    """All events and the manifest."""
    reader = ArchiveReader(io.BytesIO(content)).open_with(key)
    return list(reader.events()), reader.manifest


@codes
def test_what_was_written_comes_back(code: str) -> None:
    key = new_holder_key(code)
    events, manifest = read(archive(key), key)
    assert [type(event) for event in events] == [Begun, Content, Ended, Begun, Content, Content, Ended]
    assert events[0] == Begun("table people", {"columns": ["name"]})
    assert events[1] == Content(b'["a"]\n' * 1000)
    assert manifest["entries"] == 7
    assert [part["count"] for part in manifest["parts"]] == [1000, 2]  # type: ignore[index, attr-defined]  # read JSON


@codes
def test_any_flipped_byte_is_named_with_its_place(code: str) -> None:
    """Every byte of the small part, and some of the head and of the end."""
    key = new_holder_key(code)
    whole = archive(key)
    body = len(whole) - FRAME - 700
    for place in (*range(body - 40, body, 7), body + FRAME, len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(Invalid) as caught:
            read(bytes(changed), key)
        told = caught.value.message.params
        assert caught.value.code == "backup-damaged"
        assert int(str(told["first"])) <= place < int(str(told["last"]))


@codes
@pytest.mark.parametrize("left", [10, 300, -200, -1])
def test_a_cut_archive_is_damaged_or_none(code: str, left: int) -> None:
    key = new_holder_key(code)
    with pytest.raises(Invalid):
        read(archive(key)[:left], key)


def test_bytes_behind_the_end_are_found() -> None:
    key = new_holder_key("intl")
    with pytest.raises(Invalid, match="backup-damaged"):
        read(archive(key) + b"x", key)


@codes
def test_another_key_is_told_by_its_number(code: str) -> None:
    key, other = new_holder_key(code), new_holder_key(code)
    with pytest.raises(Refused) as caught:
        read(archive(key), other)
    assert caught.value.message.params == {"wanted": key.public.key_id, "given": other.public.key_id}


@codes
def test_keys_can_be_printed_and_typed_again(code: str, tmp_path: Path) -> None:
    key = new_holder_key(code)
    file = tmp_path / "key"
    word, name, letters = key.text().split()
    file.write_text(f"kept in the safe\n{word} {name} {letters.lower().replace('-', ' ')}\n")
    assert read_holder_key(file) == key
    file.write_text(key.public.text())
    assert read_holder_public(file) == key.public
    file.write_text(f"{word} {name} {'B' if letters[0] == 'A' else 'A'}{letters[1:]}")
    with pytest.raises(Invalid, match="backup-key-unreadable"):
        read_holder_key(file)
    with pytest.raises(NotFound):
        read_holder_key(tmp_path / "none")


@codes
def test_a_wrapped_key_opens_for_its_holder_only(code: str) -> None:
    made = suite(code)
    mine, other = made.holder_key_new(), made.holder_key_new()
    wrapped = made.wrap(made.holder_public(mine), bytes(32))
    assert made.unwrap(mine, wrapped) == bytes(32)
    for private, text in ((other, wrapped), (mine, wrapped[:-1] + bytes([wrapped[-1] ^ 1])), (mine, b"")):
        with pytest.raises(CipherError):
            made.unwrap(private, text)
