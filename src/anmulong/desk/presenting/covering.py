"""Names and numbers in free text, covered for prints, exports and for who sees no names (O-4, R-751)."""

import re
from collections.abc import Iterable

from anmulong.access.public import PostScope
from anmulong.base.scoping import Scope
from anmulong.kernel.masking import initials, mask_identity, mask_name, mask_phone
from anmulong.people.public import Party


IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
SHORTEST_NAME = 2


def sees_names(scope: Scope) -> bool:
    """Whether the post sees the names of parties at all."""
    return isinstance(scope, PostScope) and scope.names and scope.case_data


def name_of(party: Party, *, masked: bool) -> str:
    """The name as this reader sees it: a minor's initials for everybody (R-751)."""
    if party.is_minor:
        return initials(party.name)
    return mask_name(party.name) if masked else party.name


def covered(text: str, parties: Iterable[Party], *, masked: bool) -> str:
    """``text`` in which names of minors, and for a masked view all names of parties and all numbers, are covered."""
    pairs: dict[str, str] = {}
    for party in parties:
        if not (masked or party.is_minor):
            continue
        for name in (party.name, party.other_names):
            if len(name) >= SHORTEST_NAME:
                pairs[name] = initials(name) if party.is_minor else mask_name(name)
    for name in sorted(pairs, key=len, reverse=True):
        text = text.replace(name, pairs[name])
    return numbers_covered(text) if masked else text


def numbers_covered(text: str) -> str:
    """``text`` without full identity and mobile numbers."""
    text = IDENTITY.sub(lambda found: mask_identity(found[0]), text)
    return MOBILE.sub(lambda found: mask_phone(found[0]), text)
