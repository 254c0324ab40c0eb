"""Check signs of identity numbers (GB 11643-1999) and unified social credit codes (GB 32100-2015), and age.

The region prefix is not enforced (domain.md appendix C). Sources of the check: mod 11-2 and mod 31.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


ADULT_YEARS = 18

_IDENTITY_CHECK_SIGNS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LOOK_AGAIN = noop("Please look at the card again.")
_CENTENARIAN_SEQUENCES = ("996", "997", "998", "999")


@dataclass(frozen=True)
class IdentityNumber:
    """A checked number in 18 signs; `old_number` keeps the 15 digits it was converted from, else empty."""

    number: str
    birth_on: date
    female: bool
    old_number: str = ""


def check_identity(text: str, *, today: date | None = None) -> IdentityNumber:
    """Check an identity number of 18 signs, or convert an old one of 15 digits.

    Spaces, full-width signs and a small x are forgiven. `Invalid` says what is wrong; with `today` a birth in the
    future is refused too.
    """
    typed = _signs(text)
    if re.fullmatch(r"[0-9]{15}", typed):
        century = "18" if typed[12:] in _CENTENARIAN_SEQUENCES else "19"
        body = typed[:6] + century + typed[6:]
        return _identity(body + _identity_check_sign(body), today=today, old_number=typed)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", typed):
        raise _bad_identity(noop("An identity number has 18 signs: digits, and perhaps X as the last one."))
    if _identity_check_sign(typed[:17]) != typed[17]:
        raise _bad_identity(noop("The last sign does not match the others, so at least one sign is wrong."))
    return _identity(typed, today=today)


def birth_date(number: str) -> date:
    """The birth date in a valid identity number; `Invalid` otherwise."""
    return check_identity(number).birth_on


def is_minor(birth: date, on: date) -> bool:
    """Whether a person born on `birth` is under 18 full years on the day `on` (R-751).

    The year is full only at the end of the birthday (民法典 art.201: the first day is not counted), so the flag
    protects through the 18th birthday; born on 29 February, through 28 February of a common year (art.202).
    """
    coming_of_age = birth.year + ADULT_YEARS
    try:
        birthday = birth.replace(year=coming_of_age)
    except ValueError:
        birthday = date(coming_of_age, 2, 28)
    return on <= birthday


def check_credit_code(text: str) -> str:
    """The unified social credit code in capitals; `Invalid` says what is wrong."""
    code = _signs(text)
    if len(code) != 18 or set(code) - set(_CREDIT_SIGNS):
        raise _bad_credit_code(noop("A unified social credit code has 18 digits and capitals, without I, O, S, V, Z."))
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    if _CREDIT_SIGNS[-total % 31] != code[17]:
        raise _bad_credit_code(noop("The last sign does not match the others, so at least one sign is wrong."))
    return code


def _signs(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _identity_check_sign(body: str) -> str:
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return _IDENTITY_CHECK_SIGNS[total % 11]


def _identity(number: str, *, today: date | None, old_number: str = "") -> IdentityNumber:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _bad_identity(noop("There is no such day as the birth date in this number.")) from None
    if today is not None and birth > today:
        raise _bad_identity(noop("The birth date in this number lies in the future."))
    return IdentityNumber(number, birth, female=int(number[16]) % 2 == 0, old_number=old_number)


def _bad_identity(message: str) -> Invalid:
    return Invalid("bad-identity-number", message, way_out=_LOOK_AGAIN)


def _bad_credit_code(message: str) -> Invalid:
    return Invalid("bad-credit-code", message, way_out=noop("Please look at the licence again."))
