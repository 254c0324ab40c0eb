"""Rules of the procedure over facts: plans add up, effect is the last mark, files name what they lack."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.cases.public import (
    REQUIREMENTS,
    FileFacts,
    Requirement,
    agreed_sum,
    completeness,
    effective_at,
    instalments,
)
from anmulong.cases.rules import SignerFacts, enough_proof, soonest_visit, state_after, why_not_counted
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid


amounts = st.integers(1, 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds
COMPLETE = FileFacts(
    situation="written",
    started=True,
    asked_for=True,
    rights_told=True,
    identity_seen=True,
    agents_with_powers=True,
    sessions=1,
    in_force=True,
    visited=True,
    routes_told=True,
)


@given(amounts, st.integers(1, 600), days, st.integers(1, 12))
def test_instalments_add_up_with_the_remainder_last(total: Decimal, number: int, first: date, months: int) -> None:
    """O-1: equal parts to the cent, the remainder in the last, days in order."""
    if total / number < Decimal("0.01"):
        return
    plan = instalments(total, number, first, months=months)
    parts = [each.amount for each in plan]
    assert agreed_sum(parts, total) == total
    assert (len(plan), len(set(parts[:-1])) <= 1, parts[-1] >= parts[0]) == (number, True, True)
    assert plan[0].due_on == first
    assert all(earlier.due_on < later.due_on for earlier, later in pairwise(plan))


@given(amounts, st.integers(2, 60), days, st.integers(1, 90))
def test_instalments_by_days(total: Decimal, number: int, first: date, apart: int) -> None:
    if total / number < Decimal("0.01"):
        return
    plan = instalments(total, number, first, days=apart)
    assert {later.due_on - earlier.due_on for earlier, later in pairwise(plan)} == {timedelta(days=apart)}
    assert agreed_sum([each.amount for each in plan]) == total


def test_a_plan_of_month_ends() -> None:
    plan = instalments(Decimal(100), 4, date(2024, 1, 31))
    assert [each.due_on for each in plan] == [
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 30),
    ]


@pytest.mark.parametrize(("total", "number"), [("0", 1), ("-5", 2), ("1.005", 1), ("0.02", 3), ("5", 0), ("9999", 601)])
def test_what_makes_no_plan(total: str, number: int) -> None:
    with pytest.raises(Invalid):
        instalments(Decimal(total), number, date(2024, 1, 1))


@given(st.lists(amounts, min_size=1, max_size=40), st.integers(-5, 5))
def test_obligations_always_add_up(owed: list[Decimal], off: int) -> None:
    """Either the rows meet the total exactly, or the difference is named to the cent."""
    if sum(owed) > Decimal("999999999999.99"):
        owed = owed[:1]
    total = sum(owed, Decimal(0)) + Decimal(off).scaleb(-2)
    if off == 0:
        assert agreed_sum(owed, total) == total
        return
    with pytest.raises(Invalid, match="does-not-add-up") as caught:
        agreed_sum(owed, total)
    assert Decimal(str(caught.value.details["difference"])) == abs(Decimal(off).scaleb(-2))


def test_things_have_no_sum() -> None:
    assert agreed_sum([None, None]) is None
    with pytest.raises(Invalid, match="too-much"):
        agreed_sum([Decimal("999999999999.99"), Decimal(1)])


@dataclass(frozen=True)
class Mark:
    kind: str
    party: UUID | None
    signed_at: datetime
    counts: bool = True


@given(st.lists(moments, min_size=1, max_size=6), moments, moments)
def test_effect_is_the_last_of_all_marks(signed: list[datetime], mediator: datetime, seal: datetime) -> None:
    """R-115: max(all parties, mediator, seal); without any one of them there is no effect."""
    parties = [new_uid() for _ in signed]
    marks = [Mark("party", party, at) for party, at in zip(parties, signed, strict=True)]
    marks += [Mark("mediator", None, mediator), Mark("seal", None, seal)]
    assert effective_at(parties, marks) == max([*signed, mediator, seal])
    for place in range(len(marks)):
        assert effective_at(parties, marks[:place] + marks[place + 1 :]) is None
        uncounted = [replace(mark, counts=at != place) for at, mark in enumerate(marks)]
        assert effective_at(parties, uncounted) is None


@given(amounts, st.lists(amounts, max_size=20))
def test_parts_never_exceed_what_is_owed(owed: Decimal, paid: list[Decimal]) -> None:
    rest = owed
    for amount in paid:
        if amount > rest:
            with pytest.raises(Invalid, match="bad-performance"):
                state_after(rest, amount, done=False, said=False)
            continue
        state = state_after(rest, amount, done=False, said=False)
        rest -= amount
        assert state == ("part" if rest else "done")
        if not rest:
            return


@given(st.lists(days), days)
def test_the_next_visit_is_the_soonest_behind_a_day(planned: list[date], today: date) -> None:
    """R-211."""
    found = soonest_visit(planned, today)
    later = [day for day in planned if day > today]
    assert found == (min(later) if later else None)


def test_two_different_proofs_are_enough() -> None:
    """R-452."""
    assert not enough_proof(["photo", "photo"])
    assert enough_proof(["photo", "witness"])


AGENT = SignerFacts("agent", date(2026, 3, 1), powers=frozenset({"dispose", "sign"}))


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        (AGENT, ""),
        (replace(AGENT, powers=frozenset({"sign"})), "no-power"),
        (replace(AGENT, powers=frozenset({"dispose"})), "no-power"),
        (replace(AGENT, powers=frozenset(), lawful=True), ""),
        (replace(AGENT, minor=True), "minor"),
        (replace(AGENT, minor=True, lawful=True), ""),
        (replace(AGENT, since_on=date(2026, 3, 2)), "power-over"),
        (replace(AGENT, until_on=date(2026, 2, 28)), "power-over"),
        (replace(AGENT, kind="party", minor=True), "minor"),
        (replace(AGENT, kind="party", hand_needed=True, by_hand=False), "not-by-hand"),
        (replace(AGENT, kind="party", hand_needed=True, by_hand=False, natural=False), ""),
        (replace(AGENT, kind="representative", mandated=False), "no-mandate"),
        (replace(AGENT, kind="seal", hand_needed=True, by_hand=False), ""),
    ],
)
def test_whose_mark_counts(signer: SignerFacts, why: str) -> None:
    """R-222, R-134, R-207, T-14."""
    assert why_not_counted(signer) == why


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        (COMPLETE, []),
        (replace(COMPLETE, sessions=0, visited=False), ["F-07", "F-10"]),
        (replace(COMPLETE, situation="oral", sessions=0), []),
        (replace(COMPLETE, rights_told=False, identity_seen=False), ["F-03", "F-04"]),
        (replace(COMPLETE, situation="ended", started=False, rights_told=False, identity_seen=False), []),
        (replace(COMPLETE, situation="refused", rights_told=False, routes_told=False), ["F-12"]),
        (replace(COMPLETE, asked_for=False, agents_with_powers=False, in_force=False), ["F-02", "F-04b", "F-08"]),
    ],
)
def test_a_file_names_what_it_lacks(facts: FileFacts, lacking: list[str]) -> None:
    """R-114, domain.md 2.7: by situation, in the order of the file."""
    assert [gap.form for gap in completeness(facts)] == lacking


def test_more_papers_can_be_asked_for() -> None:
    cover = Requirement("F-13", "cover", frozenset({"written"}), lambda facts: False)
    assert [gap.form for gap in completeness(COMPLETE, (*REQUIREMENTS, cover))] == ["F-13"]
