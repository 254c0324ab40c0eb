"""Packing: the same text comes back, any altered byte is noticed, old rows are read (decision 0013)."""

import json
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from anmulong.journal.models import Entry
from anmulong.journal.packing import DamagedError, pack, unpack
from anmulong.journal.public import Actor, verify_stream
from anmulong.kernel.canonical import encode_plain
from tests.frozen import unfrozen
from tests.journal.asking import add_banner, found


UID = "01a20ac9-a6ad-7933-8cea-1bd4c79ef7c2"
TOLD = {
    "rows": {
        f"disputes.dispute/{UID}": {
            "c": {"due_at": [None, "2026-11-24T23:41:57.286528Z"], "kind": ["", "\x01\x02\x03 草场"]},
            "d": "1d3e2fab1db480a5a39e8197f7ee003a",
            "s": {"title": "e42281af"},
        }
    }
}

plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.uuids().map(str)
    | st.sampled_from(["2026-02-30T00:00:00.000000Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"])
    | st.binary(min_size=16, max_size=16).map(bytes.hex)
    | st.binary(min_size=4, max_size=4).map(bytes.hex),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), plain_values))
def test_the_same_text_comes_back(value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
    assert unpack(pack(text)) == text


def test_it_is_small() -> None:
    text = encode_plain(TOLD)  # type: ignore[arg-type]  # plain
    assert unpack(pack(text)) == text
    assert len(pack(text)) < len(text) / 2


def test_text_of_earlier_versions_is_read_as_it_is() -> None:
    assert unpack(b'{"rows":{}}') == b'{"rows":{}}'


def test_every_altered_byte_is_noticed() -> None:
    stored = pack(encode_plain(TOLD))  # type: ignore[arg-type]  # plain
    for place in range(len(stored)):
        false = bytes([*stored[:place], stored[place] ^ 1, *stored[place + 1 :]])
        with pytest.raises(DamagedError):
            unpack(false)


@pytest.fixture
def body(me: Actor) -> UUID:
    return found(me, add_banner(me), "旗住建局")


def rewrite(entry: Entry, facts: bytes | str) -> None:
    """Write the stored value behind the journal's back."""
    with unfrozen(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET facts = %s WHERE uid = %s", [facts, stored_uid(entry)])


def stored_uid(entry: Entry) -> object:
    return entry.pk if connection.vendor == "postgresql" else entry.pk.hex


def test_an_altered_byte_of_the_packed_column_is_named(body: UUID) -> None:
    [entry] = Entry.objects.filter(stream=body)
    stored = pack(entry.facts.encode())
    rewrite(entry, bytes([*stored[:20], stored[20] ^ 1, *stored[21:]]))
    assert {name for finding in verify_stream(body).findings for name in finding.columns} == {"facts"}


def test_an_entry_that_was_never_packed_stands(body: UUID) -> None:
    """The chain is over the text, so an entry of an earlier version needs no rewriting."""
    [entry] = Entry.objects.filter(stream=body)
    rewrite(entry, entry.facts.encode() if connection.vendor == "postgresql" else entry.facts)
    assert not verify_stream(body).findings
