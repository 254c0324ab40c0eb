"""What both suites promise alike (R-731)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.cipher.suite import NONCE_BYTES, TAG_BYTES, CipherError
from anmulong.kernel.cipher.suites import SUITES, suite


KEY = bytes(range(32))
codes = pytest.mark.parametrize("code", ["intl", "gm"])


def test_the_registry_knows_its_codes() -> None:
    assert {code: made.code for code, made in SUITES.items()} == {"intl": "intl", "gm": "gm"}
    with pytest.raises(CipherError):
        suite("rot13")


@given(st.sampled_from(["intl", "gm"]), st.binary(max_size=200), st.binary(max_size=20))
def test_what_was_sealed_opens_and_is_46_or_more_bytes(code: str, plaintext: bytes, aad: bytes) -> None:
    sealed = suite(code).seal(KEY, plaintext, aad)
    assert suite(code).open(KEY, sealed, aad) == plaintext
    assert len(sealed) == NONCE_BYTES + len(plaintext) + TAG_BYTES


@given(st.sampled_from(["intl", "gm"]), st.binary(max_size=20), st.data())
def test_any_changed_byte_is_found(code: str, plaintext: bytes, data: st.DataObject) -> None:
    sealed = bytearray(suite(code).seal(KEY, plaintext, b"row"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CipherError) as caught:
        suite(code).open(KEY, bytes(sealed), b"row")
    assert caught.value.code == "cannot-open"


@codes
def test_other_key_other_place_or_cut_text_does_not_open(code: str) -> None:
    made = suite(code)
    sealed = made.seal(KEY, b"text", b"row 1")
    for key, text, aad in ((KEY[::-1], sealed, b"row 1"), (KEY, sealed, b"row 2"), (KEY, sealed[:20], b"row 1")):
        with pytest.raises(CipherError):
            made.open(key, text, aad)
    with pytest.raises(CipherError):
        made.open(KEY, b"", b"")


@codes
def test_the_same_text_is_sealed_differently_each_time(code: str) -> None:
    assert suite(code).seal(KEY, b"text", b"") != suite(code).seal(KEY, b"text", b"")


@codes
def test_keys_must_have_32_bytes(code: str) -> None:
    with pytest.raises(CipherError) as caught:
        suite(code).seal(b"short", b"text", b"")
    assert caught.value.code == "bad-key"


@codes
def test_derived_keys_differ_by_purpose_and_suite(code: str) -> None:
    made = suite(code)
    assert made.derive_key(KEY, b"a") == made.derive_key(KEY, b"a")
    assert len({made.derive_key(KEY, purpose) for purpose in (b"a", b"b", b"")}) == 3
    assert made.derive_key(KEY, b"a") != suite("gm" if code == "intl" else "intl").derive_key(KEY, b"a")


@codes
def test_signatures_hold_for_their_data_and_key_only(code: str) -> None:
    made = suite(code)
    private, stranger = made.sign_key_new(), made.sign_key_new()
    public = made.public_of(private)
    signature = made.sign(private, b"root")
    assert len(signature) == 64
    assert made.verify(public, signature, b"root")
    assert not made.verify(public, signature, b"rood")
    assert not made.verify(made.public_of(stranger), signature, b"root")


@codes
def test_malformed_keys_and_signatures_do_not_hold(code: str) -> None:
    made = suite(code)
    public = made.public_of(made.sign_key_new())
    assert not made.verify(public, b"", b"root")
    assert not made.verify(public, bytes(64), b"root")
    assert not made.verify(b"", bytes(64), b"root")
    assert not made.verify(bytes(len(public)), bytes(64), b"root")
