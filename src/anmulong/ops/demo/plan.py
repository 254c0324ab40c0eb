"""The case study as a plan: how many cases of each kind, which are not settled, and what is at stake (T-8 … T-11).

562 cases, 545 settled, 30.0 to 31.0 million yuan at stake. Kinds follow the shares of Ordos in domain.md 6.3, with
these deviations, so that what the case study names can be seen: medical 7 instead of 0; marriage and family 30 (24),
contract with private lending 43 (35), forest and land, where pasture counts, 67 (59); fewer of "other" (54 for 74).
"""

from dataclasses import dataclass
from decimal import Decimal
from random import Random


CASES = 562
SETTLED = 545
AT_STAKE = Decimal(30_520_000)
KINDS = {
    "marriage_family": 18,
    "inheritance": 6,
    "maintenance": 6,
    "neighbours": 116,
    "house_homestead": 20,
    "contract": 15,
    "private_lending": 28,
    "livestock_trade": 5,
    "damages": 46,
    "pasture_boundary": 26,
    "pasture_contract": 17,
    "livestock_trespass": 24,
    "expropriation": 22,
    "oil_mine_compensation": 12,
    "pollution": 1,
    "wages": 21,
    "labour": 6,
    "consumer": 1,
    "medical": 7,
    "traffic": 92,
    "property_management": 19,
    "other": 54,
}
WITHOUT_MONEY = {"neighbours", "marriage_family", "maintenance", "pasture_boundary", "property_management", "other"}
ENDS = {
    "too_far_apart": 8,
    "declined": 4,
    "withdrawn": 2,
    "unreachable": 2,
    "refuses_to_sign": 1,
}
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Plan:
    """One case: its kind, why it ended without agreement (empty when settled), yuan at stake if any."""

    kind: str
    ended: str
    at_stake: Decimal | None


def plans(chance: Random) -> list[Plan]:
    """All 562, in an order that says nothing."""
    kinds = [kind for kind, number in KINDS.items() for _ in range(number)]
    ends = [reason for reason, number in ENDS.items() for _ in range(number)]
    ends += [""] * (len(kinds) - len(ends))
    chance.shuffle(kinds)
    chance.shuffle(ends)
    amounts = iter(_amounts(chance, sum(kind not in WITHOUT_MONEY for kind in kinds)))
    return [
        Plan(kind, end, None if kind in WITHOUT_MONEY else next(amounts)) for kind, end in zip(kinds, ends, strict=True)
    ]


def _amounts(chance: Random, number: int) -> list[Decimal]:
    """Many small sums and a few large ones, in whole hundreds, that add up to ``AT_STAKE``."""
    weights = [chance.lognormvariate(0, 1.1) for _ in range(number)]
    scale = float(AT_STAKE / HUNDRED) / sum(weights)
    found = [max(HUNDRED, HUNDRED * round(weight * scale)) for weight in weights]
    rest = AT_STAKE - sum(found)
    largest = found.index(max(found))
    found[largest] += rest
    return found
