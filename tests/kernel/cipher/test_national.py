"""SM3, SM4-GCM and SM2 against the standards' vectors and a second implementation (R-731)."""

import runpy
import sys

import gmalg
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB

from anmulong.kernel.cipher import national
from anmulong.kernel.cipher.national import sm4_gcm_seal
from anmulong.kernel.cipher.suite import CipherError
from anmulong.kernel.cipher.suites import suite


GM = suite("gm")
SM2_DATA = b"message digest"
SM2_PRIVATE = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
SM2_PUBLIC = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
SM2_SIGNATURE = bytes.fromhex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
SIGNER = b"1234567812345678"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_of_gb_t_32905(data: bytes, expected: str) -> None:
    assert GM.digest(data).hex() == expected


def test_sm4_of_gb_t_32907() -> None:
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(SM4(block), ECB()).encryptor()  # noqa: S305 - the standard's vector is one raw block
    assert encryptor.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    nonce = bytes.fromhex("00001234567800000000abcd")
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plaintext = b"".join(bytes([value]) * 8 for value in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    assert sm4_gcm_seal(key, nonce, plaintext, aad).hex() == nonce.hex() + (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


def test_sm2_verifies_the_vector_of_gb_t_32918() -> None:
    assert GM.verify(SM2_PUBLIC, SM2_SIGNATURE, SM2_DATA)
    assert not GM.verify(SM2_PUBLIC, SM2_SIGNATURE, SM2_DATA + b"!")
    assert gmalg.SM2(uid=SIGNER, pk=SM2_PUBLIC).verify(SM2_DATA, SM2_SIGNATURE[:32], SM2_SIGNATURE[32:])


def test_sm2_and_the_second_implementation_accept_each_other() -> None:
    private = SM2_PRIVATE + SM2_PUBLIC
    ours = GM.sign(private, b"root")
    other = gmalg.SM2(SM2_PRIVATE, uid=SIGNER, pk=SM2_PUBLIC)
    assert other.verify(b"root", ours[:32], ours[32:])
    assert GM.verify(SM2_PUBLIC, b"".join(other.sign(b"root")), b"root")


def test_sm2_new_key_carries_its_own_public_point() -> None:
    private = GM.sign_key_new()
    public = GM.public_of(private)
    other = gmalg.SM2(private[:32], uid=SIGNER, pk=public)
    assert GM.verify(public, b"".join(other.sign(b"root")), b"root")


def test_the_suite_loads_without_gmssl_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gmssl_fast", None)
    loaded = runpy.run_path(national.__file__)["NationalSuite"]()
    assert loaded.digest(b"abc") == GM.digest(b"abc")
    with pytest.raises(CipherError, match="sm2-missing"):
        loaded.sign_key_new()


def test_without_gmssl_fast_everything_but_signing_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national, "_sm2_installed", False)
    key = bytes(32)
    assert GM.open(key, GM.seal(key, b"text", b""), b"") == b"text"
    for sign in (GM.sign_key_new, lambda: GM.sign(SM2_PRIVATE + SM2_PUBLIC, b""), lambda: GM.verify(b"", b"", b"")):
        with pytest.raises(CipherError) as caught:
            sign()
        assert caught.value.code == "sm2-missing"


def test_a_private_key_of_another_form_is_refused() -> None:
    with pytest.raises(CipherError):
        GM.sign(SM2_PRIVATE, b"")
