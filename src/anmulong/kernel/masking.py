"""What is left of a name, a telephone or an identity number where the whole must not be seen (O-4, R-751)."""

import re
import unicodedata

from anmulong.kernel.sounds import first_letters


STAR = "*"
_LONGEST_REST = 3
_IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_HIDDEN_SURNAME_SIGNS = frozenset("·•‧・･ \t\u3000\u00a0\u202f")

# First sounds of the Mongolian letters U+1820 to U+1842, for initials in Latin letters.
_MONGOL_INITIALS = dict(zip(range(0x1820, 0x1843), "AEIOUOUENNBPHGMLSSTDCJYRWFKKCZHRLZC", strict=True))

_COMPOUND = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯轩辕端木百里呼延南宫独孤西门"
    "闻人澹台公冶宗政濮阳淳于单于太叔申屠仲孙钟离鲜于闾丘亓官司寇拓跋赫连耶律完颜纳兰"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))


def mask_name(name: str, *, minor: bool = False) -> str:
    """The first sign, or the compound surname, and stars: 张三 is 张*, 欧阳修 is 欧阳*, 乌兰其其格 is 乌***.

    At most three stars follow, so that a long name is not told by its length. Dots and spaces are dropped. A minor's
    name is given by initials only (R-751).
    """
    if minor:
        return initials(name)
    signs = [sign for sign in unicodedata.normalize("NFC", name) if sign not in _HIDDEN_SURNAME_SIGNS]
    if not signs:
        return ""
    compound = len(signs) > 2 and "".join(signs[:2]) in _COMPOUND_SURNAMES
    kept = signs[:2] if compound else signs[:1]
    rest = len([sign for sign in signs[len(kept) :] if not unicodedata.combining(sign)])
    return "".join(kept) + STAR * max(1, min(rest, _LONGEST_REST))


def initials(name: str) -> str:
    """Latin initials with points: 张三 is Z.S., Batu Khan is B.K.; a Mongol word gives its first sound."""
    found = []
    for word in re.split(r"[^\w]+", unicodedata.normalize("NFKC", name)):
        found += [_initial(sign) for sign in (word if _is_han(word[:1]) else word[:1])]
    return "".join(f"{letter}." for letter in found if letter)


def mask_phone(number: str) -> str:
    """138****1234 for a mobile; another number keeps its last four signs, a short one its last two."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return _keep_ends(digits, 0, 4 if len(digits) > 6 else 2)


def phone_tail(number: str) -> str:
    """The last four digits, by which people find a number; fewer when there are fewer."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", number))[-4:]


def mask_identity(number: str) -> str:
    """150624********002X for 18 signs, the same ends for 15 digits; another paper keeps two signs at each end."""
    signs = re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()
    if len(signs) in (15, 18):
        return _keep_ends(signs, 6, 4)
    return _keep_ends(signs, 2, 2)


def mask_numbers(text: str) -> str:
    """A text in which whole identity and mobile numbers keep their ends only."""
    text = _IDENTITY.sub(lambda found: mask_identity(found[0]), text)
    return _MOBILE.sub(lambda found: mask_phone(found[0]), text)


def _keep_ends(signs: str, head: int, tail: int) -> str:
    if len(signs) <= head + tail:
        return STAR * len(signs)
    return signs[:head] + STAR * (len(signs) - head - tail) + signs[-tail:]


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK UNIFIED") if sign else False


def _initial(sign: str) -> str:
    if ord(sign) in _MONGOL_INITIALS:
        return _MONGOL_INITIALS[ord(sign)]
    if _is_han(sign):
        letter = first_letters(sign)[0][:1]
        return letter.upper() if letter.isascii() else STAR
    return sign.upper()
