"""Names and words made comparable: folding for equality, pairs of signs for search and likeness.

Traditional variants are left as they are: 後 and 后 are different names. What people typed is never replaced by its
folded form; the fold stands beside it.
"""

import re
import unicodedata


_DOTS = "·•‧・･∙⋅"
# Free variation selectors and joiners shape Mongol letters and say nothing about which word it is.
_SHAPING = "\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"
_DROPPED = re.compile(rf"[\s{_DOTS}{_SHAPING}]")
_DROPPED_IN_TEXT = re.compile(rf"[{_DOTS}{_SHAPING}]")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


def fold(text: str) -> str:
    """The form for matching: NFKC, case folded, full-width to half, without spaces, middle dots and joiners."""
    # A mark may join the letter before it once the space between them is gone.
    return unicodedata.normalize("NFKC", _DROPPED.sub("", _plain(text)))


def bigrams(text: str) -> list[str]:
    """The search tokens of a text in their order: pairs of Han signs, whole words of other scripts and digits.

    A single Han sign alone is kept. Dots inside a name are dropped (乌兰·其其格 is one run), spaces separate: fold a
    name first when stray spaces in it do not matter.
    """
    tokens: list[str] = []
    for run in _RUNS.findall(_DROPPED_IN_TEXT.sub("", _plain(text))):
        if _IS_HAN.match(run) and len(run) > 1:
            tokens += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            tokens.append(run)
    return tokens


def similarity(a: str, b: str) -> float:
    """Likeness of two names from 0 to 1: Dice's measure over the sets of neighbouring signs of the folded names."""
    left, right = fold(a), fold(b)
    if left == right:
        return 1.0 if left else 0.0
    first, second = _pairs(left), _pairs(right)
    return 2 * len(first & second) / (len(first) + len(second))


def _plain(text: str) -> str:
    # Case folding may undo normal form, and the other way round; the second pass settles both.
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())


def _pairs(folded: str) -> set[str]:
    return {folded[at : at + 2] for at in range(len(folded) - 1)} or {folded}
