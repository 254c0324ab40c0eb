"""The gate of the law on invented situations: facts in, rules and channels out (M-12, domain.md 2.4)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anmulong.kernel.admissibility import Finding, Rule
from anmulong.lawbook.public import every_question, every_rule, find_code, gate_at, in_words, kinds_of, known_words


pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).resolve().parents[1] / "patterns" / "admissibility"
PATTERNS = [row for path in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["patterns"]]
DAY = date(2026, 6, 1)
LEAST = 60


def judged(pattern: dict[str, Any]) -> Finding:
    kinds, day = kinds_of(pattern["kind"]), pattern.get("day", DAY)
    gate = gate_at(day)
    time = gate.limitation(pattern.get("known_on"), pattern.get("asked_on", day), kinds)
    facts = frozenset(pattern["facts"]) | time
    return Finding(day, facts, gate.found(facts, kinds))


@pytest.mark.parametrize("pattern", PATTERNS, ids=[row["name"] for row in PATTERNS])
def test_pattern(pattern: dict[str, Any]) -> None:
    found = judged(pattern)
    assert [rule.key for rule in found.fired] == pattern["fires"]
    assert (found.verdict, list(found.routes)) == (pattern["verdict"], pattern["routes"])


def test_there_are_enough_patterns_and_each_rule_has_both_ways() -> None:
    """Every rule fires in one of them and, for the same official type, stays silent in another."""
    assert len(PATTERNS) >= LEAST and len({row["name"] for row in PATTERNS}) == len(PATTERNS)
    fired = {key for row in PATTERNS for key in row["fires"]}
    assert fired == {rule.key for rule in every_rule()}
    for rule in every_rule():
        assert any(rule.key not in row["fires"] for row in PATTERNS)


def test_every_fact_of_a_rule_is_asked_or_known() -> None:
    """And every fact of the lists decides something."""
    used = {fact for rule in every_rule() for clause in rule.when for fact in clause.facts | clause.without}
    asked = {each.fact for each in every_question()}
    assert used <= asked | set(known_words())
    assert asked - {"claim_known_on"} <= used
    assert set(known_words()) <= used
    assert not asked & set(known_words())
    assert {before for each in every_question() for before in each.after} <= asked | set(known_words())


@pytest.mark.parametrize("rule", every_rule(), ids=[rule.key for rule in every_rule()])
def test_rule_is_complete(rule: Rule) -> None:
    """Words, an article, a row of C-240, channels of C-241; a Block says where to go or how it ends."""
    assert all(in_words(rule.words, "means", language) for language in ("zh-hans", "en"))
    assert rule.law and rule.source
    assert find_code("C-240", rule.code) is not None
    assert all(find_code("C-241", route) is not None for route in rule.routes)
    if rule.act == "block":
        assert rule.routes or rule.words["ends_zh"]
    assert ("ends_zh" in rule.words) == ("ends_en" in rule.words)
    assert rule.restricted in ("", "violence", "minors", "other")


def test_only_the_questions_that_the_kind_needs_are_asked() -> None:
    """C-301: a quarrel of a couple is not asked about grassland, a wage case not about status."""
    family = {each.fact for each in gate_at(DAY).asked(kinds_of("marriage_family"))}
    wages = {each.fact for each in gate_at(DAY).asked(kinds_of("wages"))}
    assert {"family_violence", "status_asked"} <= family and not family & {"grassland_right", "special_procedure"}
    assert {"special_procedure", "claim_known_on"} <= wages and not wages & {"status_asked", "land_right"}
    assert "police_number" not in family
    with_link = gate_at(DAY).asked(kinds_of("marriage_family"), frozenset({"linked_police"}))
    assert "police_number" in {each.fact for each in with_link}


def test_what_the_record_says_is_not_asked() -> None:
    known = frozenset({"police_know"})
    assert "police_know" not in {each.fact for each in gate_at(DAY).asked(kinds_of("damages"), known)}


def test_a_rule_of_a_later_day_does_not_bind_an_older_case() -> None:
    """R-210: old cases keep the rules they began under."""
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert "G12" not in {rule.key for rule in gate_at(before).rules}
    assert "G12" in {rule.key for rule in gate_at(after).rules}
