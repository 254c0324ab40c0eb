"""The national suite: SM4-GCM (GB/T 32907, RFC 8998), SM3 (GB/T 32905), SM2 (GB/T 32918).

SM3 and SM4 come from `cryptography`, SM2 from `gmssl-fast`, which has no build for every machine: without it
everything but signing works.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anmulong.kernel.cipher.suite import KEY_BYTES, NONCE_BYTES, TAG_BYTES, CipherError
from anmulong.kernel.wording import noop


try:
    import gmssl_fast
except ImportError:
    _sm2_installed = False
else:
    _sm2_installed = True

SM4_KEY_BYTES = 16
_PRIVATE_BYTES = 32
_PUBLIC_BYTES = 65
_SIGNATURE_BYTES = 64


class NationalSuite:
    """SM4-GCM, SM3 and SM2 with the standard's default signer id `1234567812345678`.

    A private signing key is the 32-byte scalar followed by its public point (97 bytes), a public key the
    uncompressed point `04 X Y` (65 bytes), a signature r and s (64 bytes).
    """

    code = "gm"

    def digest(self, data: bytes) -> bytes:
        """SM3."""
        context = hashes.Hash(hashes.SM3())
        context.update(data)
        return context.finalize()

    def mac(self, key: bytes, data: bytes) -> bytes:
        """HMAC-SM3."""
        context = hmac.HMAC(key, hashes.SM3())
        context.update(data)
        return context.finalize()

    def derive_key(self, key: bytes, purpose: bytes) -> bytes:
        """HKDF-SM3 with an empty salt, 32 bytes."""
        return HKDF(algorithm=hashes.SM3(), length=KEY_BYTES, salt=None, info=purpose).derive(key)

    def seal(self, key: bytes, plaintext: bytes, aad: bytes) -> bytes:
        """Nonce, SM4-GCM ciphertext, tag; the 16-byte SM4 key is derived from the 32-byte key."""
        return sm4_gcm_seal(self._sm4_key(key), secrets.token_bytes(NONCE_BYTES), plaintext, aad)

    def open(self, key: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The plaintext of `seal`."""
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise _cannot_open()
        nonce, ciphertext, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:-TAG_BYTES], sealed[-TAG_BYTES:]
        context = Cipher(SM4(self._sm4_key(key)), GCM(nonce, tag)).decryptor()
        context.authenticate_additional_data(aad)
        try:
            return context.update(ciphertext) + context.finalize()
        except InvalidTag as error:
            raise _cannot_open() from error

    def sign_key_new(self) -> bytes:
        """A fresh SM2 key pair as scalar and public point, 97 bytes."""
        _need_sm2()
        pair = gmssl_fast.SM2.generate()
        return bytes.fromhex((pair.private_key_hex or "") + (pair.public_key_hex or ""))

    def public_of(self, private: bytes) -> bytes:
        """The public point that the private key carries with it."""
        if len(private) != _PRIVATE_BYTES + _PUBLIC_BYTES:
            raise CipherError(
                "bad-key",
                noop("A key must have %(wanted)s bytes."),
                params={"wanted": _PRIVATE_BYTES + _PUBLIC_BYTES},
            )
        return private[_PRIVATE_BYTES:]

    def sign(self, private: bytes, data: bytes) -> bytes:
        """An SM2 signature with SM3 as the digest."""
        _need_sm2()
        public = self.public_of(private)
        pair = gmssl_fast.SM2(private_key=private[:_PRIVATE_BYTES].hex(), public_key=public.hex())
        return pair.sign(data)

    def verify(self, public: bytes, signature: bytes, data: bytes) -> bool:
        """Whether the SM2 signature holds."""
        _need_sm2()
        if len(public) != _PUBLIC_BYTES or len(signature) != _SIGNATURE_BYTES:
            return False
        try:
            return gmssl_fast.SM2(public_key=public.hex()).verify(data, signature)
        except (ValueError, gmssl_fast.GmsslError):
            return False

    def holder_key_new(self) -> bytes:
        """A fresh SM2 key pair as scalar and public point, 97 bytes."""
        return self.sign_key_new()

    def holder_public(self, private: bytes) -> bytes:
        """The public point that the private key carries with it."""
        return self.public_of(private)

    def wrap(self, public: bytes, key: bytes) -> bytes:
        """`key` encrypted with SM2 (GB/T 32918.4), C1C3C2."""
        _need_sm2()
        try:
            return bytes(gmssl_fast.SM2(public_key=public.hex()).encrypt(key))
        except (ValueError, gmssl_fast.GmsslError) as error:
            raise _cannot_open() from error

    def unwrap(self, private: bytes, wrapped: bytes) -> bytes:
        """The key of `wrap`."""
        _need_sm2()
        public = self.public_of(private)
        pair = gmssl_fast.SM2(private_key=private[:_PRIVATE_BYTES].hex(), public_key=public.hex())
        try:
            return bytes(pair.decrypt(wrapped))
        except (ValueError, gmssl_fast.GmsslError) as error:
            raise _cannot_open() from error

    def _sm4_key(self, key: bytes) -> bytes:
        if len(key) != KEY_BYTES:
            raise CipherError("bad-key", noop("A key must have %(wanted)s bytes."), params={"wanted": KEY_BYTES})
        return self.mac(key, b"anmulong/sm4 key")[:SM4_KEY_BYTES]


def sm4_gcm_seal(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Nonce, ciphertext, tag under a plain 16-byte SM4 key; a nonce must never serve twice under one key."""
    context = Cipher(SM4(key), GCM(nonce)).encryptor()
    context.authenticate_additional_data(aad)
    return nonce + context.update(plaintext) + context.finalize() + context.tag


def _cannot_open() -> CipherError:
    return CipherError("cannot-open", noop("This value was changed, or it was sealed with another key."))


def _need_sm2() -> None:
    if not _sm2_installed:
        raise CipherError(
            "sm2-missing",
            noop("Signing with SM2 needs the package gmssl-fast, which is not installed on this machine."),
            way_out=noop("Install gmssl-fast, or start with the international suite."),
        )
