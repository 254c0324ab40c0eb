"""Which papers a case can give, as data (domain.md 2.7): a paper is there when what it tells has happened."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anmulong.dossiers.enums import FormCode


FORM_VERSION = 1
"""The version of the forms that ``values_*`` fill; a form whose fields change gets the next one (R-223)."""

LANGUAGE = "zh-hans"
"""The Chinese text prevails; other languages stand beside it (R-802)."""

Rows = Sequence[Mapping[str, str]]
Values = dict[str, str | Rows]
"""What stands on a paper: ready Chinese text by field, rows for parties, obligations and signatures."""

NUMBERED = frozenset({FormCode.COVER, FormCode.AGREEMENT, FormCode.ORAL})
"""Forms that carry the number of the case or of the agreement; none gets a number of its own (R-212)."""


@dataclass(frozen=True)
class Possible:
    """A paper that the case can give: its form and the row that it tells of, the case itself or one of its rows."""

    form: FormCode
    about: UUID


def frozen(values: Values) -> str:
    """The values as canonical text: the same values always give the same digest (R-223)."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thawed(text: str) -> Values:
    """The values of a frozen text; none when the matter was erased and the text is gone (R-708)."""
    try:
        found: Values = json.loads(text)
    except ValueError:
        return {}
    return found
