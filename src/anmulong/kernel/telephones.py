"""What a telephone number may look like: as people write it, with digits enough to be called."""

import re
import unicodedata

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


NOT_A_NUMBER = noop("This is not a telephone number. Write digits, such as 138 0000 1234 or 0477 621 5000.")
FEWEST, MOST = 5, 15

_BETWEEN = re.compile(r"[、，,;；/|\n]+")
_SHAPE = re.compile(r"\+?[0-9()\[\]\s.‐-―−-]*(?P<extension>(转|分机|ext\.?|x|#|\*)\s*[0-9]{1,6})?", re.IGNORECASE)


def check_telephone(text: str) -> str:
    """The number as typed, without spaces at its ends; several may stand side by side, each with an extension.

    Raises ``Invalid`` for letters and for fewer than 5 or more than 15 digits (ITU E.164); empty text is no number
    and no mistake.
    """
    for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)):
        if not part.strip():
            continue
        found = _SHAPE.fullmatch(part.strip())
        extension = found["extension"] or "" if found else ""
        digits = re.sub(r"\D", "", part.strip().removesuffix(extension))
        if found is None or not FEWEST <= len(digits) <= MOST:
            raise Invalid("bad-telephone", NOT_A_NUMBER, fields={"telephone": NOT_A_NUMBER})
    return text.strip()
