"""What a cipher suite must be able to do (R-731). Software ciphers: not a certified cryptographic module."""

from typing import Protocol

from anmulong.kernel.errors import DomainError


KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class CipherError(DomainError):
    """A sealed value cannot be opened, a key has the wrong form, or a needed part is not installed."""


class Suite(Protocol):
    """Digest, keyed digest, sealing and signing under one code that is stored beside every value made with it."""

    @property
    def code(self) -> str:
        """`intl` or `gm`."""

    def digest(self, data: bytes) -> bytes:
        """32 bytes."""

    def mac(self, key: bytes, data: bytes) -> bytes:
        """HMAC, 32 bytes."""

    def derive_key(self, key: bytes, purpose: bytes) -> bytes:
        """A 32-byte key for one purpose (HKDF, RFC 5869, empty salt)."""

    def seal(self, key: bytes, plaintext: bytes, aad: bytes) -> bytes:
        """Encrypt under a 32-byte key: random 12-byte nonce, ciphertext, 16-byte tag; `aad` is bound, not stored."""

    def open(self, key: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The plaintext; `CipherError` when key, `aad` or any byte differs."""

    def sign_key_new(self) -> bytes:
        """A fresh private signing key in the suite's own form."""

    def public_of(self, private: bytes) -> bytes:
        """The public key that belongs to `private`."""

    def sign(self, private: bytes, data: bytes) -> bytes:
        """A 64-byte signature over `data`."""

    def verify(self, public: bytes, signature: bytes, data: bytes) -> bool:
        """Whether the signature holds; a malformed key or signature simply does not hold."""

    def holder_key_new(self) -> bytes:
        """A fresh private key of a holder, to whom data can be sealed without knowing that key."""

    def holder_public(self, private: bytes) -> bytes:
        """The public key that belongs to a holder's `private`."""

    def wrap(self, public: bytes, key: bytes) -> bytes:
        """Seal a 32-byte key so that only the holder of `public`'s private key opens it."""

    def unwrap(self, private: bytes, wrapped: bytes) -> bytes:
        """The key of `wrap`; `CipherError` for another holder's key or changed bytes."""
