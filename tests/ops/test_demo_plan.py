"""The plan of the case study: T-8, T-9, T-10 before anything is written."""

from decimal import Decimal
from random import Random

from anmulong.lawbook.public import official_type
from anmulong.ops.demo.plan import CASES, SETTLED, plans


def test_t8_t9_562_cases_545_settled() -> None:
    made = plans(Random(1))
    assert len(made) == CASES == 562
    assert sum(not plan.ended for plan in made) == SETTLED == 545


def test_t10_the_amounts_add_up() -> None:
    """30.0 to 31.0 million yuan, whichever the seed."""
    for seed in range(20):
        amounts = [plan.at_stake for plan in plans(Random(seed)) if plan.at_stake]
        assert Decimal(30_000_000) <= sum(amounts) <= Decimal(31_000_000)
        assert min(amounts) > 0


def test_t11_the_kinds_that_the_study_names(db: None) -> None:
    kinds = [official_type(plan.kind, county="otog") for plan in plans(Random(1))]
    assert kinds.count("medical") >= 6
    assert min(kinds.count(kind) for kind in ("forest_land", "marriage_family", "contract", "traffic")) >= 30
