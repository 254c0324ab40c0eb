"""The international suite: AES-256-GCM, SHA-256, Ed25519."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anmulong.kernel.cipher.suite import KEY_BYTES, NONCE_BYTES, CipherError
from anmulong.kernel.wording import noop


class InternationalSuite:
    """AES-256-GCM, SHA-256 and Ed25519; keys and signatures are raw bytes (32, 32, 64)."""

    code = "intl"

    def digest(self, data: bytes) -> bytes:
        """SHA-256 (FIPS 180-4)."""
        return hashlib.sha256(data).digest()

    def mac(self, key: bytes, data: bytes) -> bytes:
        """HMAC-SHA-256."""
        return hmac.digest(key, data, "sha256")

    def derive_key(self, key: bytes, purpose: bytes) -> bytes:
        """HKDF-SHA-256 with an empty salt, 32 bytes."""
        return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)

    def seal(self, key: bytes, plaintext: bytes, aad: bytes) -> bytes:
        """Nonce, AES-256-GCM ciphertext, tag."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + _cipher(key).encrypt(nonce, plaintext, aad)

    def open(self, key: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The plaintext of `seal`."""
        try:
            return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
        except (InvalidTag, ValueError) as error:
            raise _cannot_open() from error

    def sign_key_new(self) -> bytes:
        """A fresh Ed25519 private key, 32 bytes."""
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public_of(self, private: bytes) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, data: bytes) -> bytes:
        """An Ed25519 signature (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(private).sign(data)

    def verify(self, public: bytes, signature: bytes, data: bytes) -> bool:
        """Whether the Ed25519 signature holds."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def holder_key_new(self) -> bytes:
        """A fresh X25519 private key, 32 bytes."""
        return X25519PrivateKey.generate().private_bytes_raw()

    def holder_public(self, private: bytes) -> bytes:
        """The X25519 public key, 32 bytes."""
        return _agreement_key(private).public_key().public_bytes_raw()

    def wrap(self, public: bytes, key: bytes) -> bytes:
        """A one-time X25519 public key, then `key` sealed under what both sides agree on (RFC 7748, RFC 5869)."""
        once = X25519PrivateKey.generate()
        sender = once.public_key().public_bytes_raw()
        try:
            agreed = once.exchange(X25519PublicKey.from_public_bytes(public))
        except ValueError as error:
            raise _cannot_open() from error
        return sender + self.seal(self._wrapping_key(agreed, sender, public), key, b"")

    def unwrap(self, private: bytes, wrapped: bytes) -> bytes:
        """The key of `wrap`."""
        own = _agreement_key(private)
        sender, sealed = wrapped[:KEY_BYTES], wrapped[KEY_BYTES:]
        try:
            agreed = own.exchange(X25519PublicKey.from_public_bytes(sender))
        except ValueError as error:
            raise _cannot_open() from error
        return self.open(self._wrapping_key(agreed, sender, own.public_key().public_bytes_raw()), sealed, b"")

    def _wrapping_key(self, agreed: bytes, sender: bytes, public: bytes) -> bytes:
        return self.derive_key(agreed + sender + public, b"anmulong/wrap")


def _agreement_key(private: bytes) -> X25519PrivateKey:
    try:
        return X25519PrivateKey.from_private_bytes(private)
    except ValueError as error:
        raise CipherError("bad-key", noop("A key must have %(wanted)s bytes."), params={"wanted": KEY_BYTES}) from error


def _cannot_open() -> CipherError:
    return CipherError("cannot-open", noop("This value was changed, or it was sealed with another key."))


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise CipherError("bad-key", noop("A key must have %(wanted)s bytes."), params={"wanted": KEY_BYTES})
    return AESGCM(key)
