"""Identifiers: row uids that any device may make, and the code by which a party asks about their own matter."""

import secrets
import unicodedata
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import uuid6

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

PUBLIC_ALPHABET = "23456789ACDEFHJKMPRTWXY"
"""23 signs. Left out: 0 O Q, 1 I L, and those mistaken in handwriting or speech: B 8, S 5, Z 2, G 6, N M, U V."""

PUBLIC_RANDOM_SIGNS = 15
"""15 signs of 23 are 67.85 random bits, above the 64 that architecture.md section 5 asks for."""

_GROUP = 4
_MISREAD = str.maketrans({"B": "8", "S": "5", "Z": "2", "G": "6"})


def new_uid() -> uuid.UUID:
    """A fresh UUIDv7. Within one process the uids rise strictly, so under a burst the time runs ahead a little."""
    return uuid.UUID(int=uuid6.uuid7().int)


def uid_time(uid: uuid.UUID) -> datetime:
    """The millisecond (aware, UTC) in which the UUIDv7 was made; `Invalid` for another version."""
    if uid.version != 7:
        raise Invalid("bad-uid", noop("This identifier carries no time: %(uid)s"), params={"uid": str(uid)})
    return EPOCH + timedelta(milliseconds=uid.int >> 80)


def earlier_uid(uid: uuid.UUID, by: timedelta) -> uuid.UUID:
    """The lowest UUIDv7 of the millisecond that lies ``by`` before the one of ``uid``."""
    milliseconds = (uid.int >> 80) - by // timedelta(milliseconds=1)
    return uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62))


def short(uid: uuid.UUID) -> str:
    """Eight hexadecimal signs from the random end, for logs and talk; the beginning is much alike for neighbours."""
    return uid.hex[-8:]


def public_code(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A code of four groups of four signs: 15 random (67.85 bits) and one check sign, such as `7K4M-…`.

    The check sign finds any single wrong sign and any two exchanged signs. 128 bits are drawn and reduced; the
    bias is below 2 to the power of -60.
    """
    number = int.from_bytes(random_bytes(16), "big")
    signs = []
    for _ in range(PUBLIC_RANDOM_SIGNS):
        number, rest = divmod(number, len(PUBLIC_ALPHABET))
        signs.append(PUBLIC_ALPHABET[rest])
    return _grouped("".join(signs) + _check_sign(signs))


def check_public_code(text: str) -> str:
    """The code in its one written form, from whatever a person typed; `Invalid` when it cannot be a code.

    Case, spaces, dashes, full-width signs and the look-alikes B, S, Z, G are forgiven.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    signs = "".join(sign for sign in folded if sign.isalnum()).translate(_MISREAD)
    if len(signs) != PUBLIC_RANDOM_SIGNS + 1:
        raise Invalid(
            "bad-public-code",
            noop("The code has %(wanted)s signs; %(found)s were typed."),
            way_out=noop("Please look at the receipt again and type all four groups."),
            params={"wanted": PUBLIC_RANDOM_SIGNS + 1, "found": len(signs)},
        )
    strangers = sorted(set(signs) - set(PUBLIC_ALPHABET))
    if strangers:
        raise Invalid(
            "bad-public-code",
            noop("These signs never occur in a code: %(signs)s"),
            way_out=noop("Please look at the receipt again and type all four groups."),
            params={"signs": tuple(strangers)},
        )
    if _check_sign(list(signs[:-1])) != signs[-1]:
        raise Invalid(
            "bad-public-code",
            noop("The last sign does not match the others, so at least one sign is wrong."),
            way_out=noop("Please look at the receipt again and type all four groups."),
        )
    return _grouped(signs)


def _check_sign(signs: list[str]) -> str:
    total = sum(weight * PUBLIC_ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
    return PUBLIC_ALPHABET[total % len(PUBLIC_ALPHABET)]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
