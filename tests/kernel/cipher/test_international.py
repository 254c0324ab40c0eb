"""AES-256-GCM, SHA-256, HMAC, HKDF and Ed25519 against the published vectors (R-731)."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anmulong.kernel.cipher.suite import CipherError
from anmulong.kernel.cipher.suites import suite


INTL = suite("intl")
KEY = bytes(range(32))


def test_sha256_of_fips_180() -> None:
    assert INTL.digest(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_hmac_of_rfc_4231_case_2() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert INTL.mac(b"Jefe", b"what do ya want for nothing?").hex() == expected


def test_hkdf_of_rfc_5869_case_3() -> None:
    """Empty salt and info; the first 32 of the 42 bytes."""
    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert INTL.derive_key(b"\x0b" * 22, b"").hex() == expected


def test_opens_the_nist_gcm_vector() -> None:
    """AES-256-GCM test case 16 of the GCM specification behind NIST SP 800-38D."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plaintext = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    sealed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert INTL.open(key, nonce + sealed, aad) == plaintext
    assert AESGCM(key).encrypt(nonce, plaintext, aad) == sealed


def test_ed25519_of_rfc_8032_test_2() -> None:
    private = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert INTL.public_of(private) == public
    assert INTL.sign(private, b"\x72") == signature
    assert INTL.verify(public, signature, b"\x72")
    assert not INTL.verify(public, signature, b"\x73")


def test_a_wrong_key_length_is_refused() -> None:
    with pytest.raises(CipherError):
        INTL.seal(KEY[:16], b"text", b"")
