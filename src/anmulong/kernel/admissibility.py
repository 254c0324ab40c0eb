"""The gate of the law: which rules fire on the facts of a dispute, and what must be asked (M-12, domain.md 2.4).

Pure: rules and questions are data of the lawbook, facts are words. A rule speaks of the matter, never of a person's
worth, and nothing here decides: a person reads the result and signs (O-3).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias


Act: TypeAlias = Literal["block", "warn", "accept"]
Answer: TypeAlias = Literal["yes_no", "day"]

WEIGHT: dict[Act, int] = {"block": 0, "warn": 1, "accept": 2}


@dataclass(frozen=True)
class Quoted:
    """An article as it is quoted: law code, version, number."""

    law: str
    version: str
    article: str

    def __str__(self) -> str:
        return f"{self.law}({self.version}) art.{self.article}"


@dataclass(frozen=True)
class Clause:
    """All of ``facts``, none of ``without``, and a kind of dispute among ``kinds`` (any when empty)."""

    facts: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, known: frozenset[str], kinds: frozenset[str]) -> bool:
        """Whether the clause is true of these facts and this kind."""
        return self.facts <= known and not self.without & known and (not self.kinds or bool(self.kinds & kinds))


@dataclass(frozen=True)
class Rule:
    """One rule of the gate. ``words`` holds ``means_zh`` and the like; ``routes`` are codes of C-241.

    ``ends``: words for what ends a Block; ``report``: the rule that asks for a report; ``freeze``: nobody changes the
    present use; ``restricted``: why the matter is read by few (O-4), if it is.
    """

    key: str
    code: str
    act: Act
    when: tuple[Clause, ...]
    routes: tuple[str, ...]
    law: tuple[Quoted, ...]
    valid_from: date
    valid_to: date | None = None
    report: str = ""
    freeze: bool = False
    restricted: str = ""
    status: str = ""
    source: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def fires(self, known: frozenset[str], kinds: frozenset[str]) -> bool:
        """Whether one of its clauses holds."""
        return any(clause.holds(known, kinds) for clause in self.when)


@dataclass(frozen=True)
class Question:
    """What a person is asked: the ``fact`` that a yes adds, for which kinds, behind a yes to one of ``after``."""

    fact: str
    answer: Answer = "yes_no"
    kinds: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """A limitation period: the fact that it was ``over``, or ``near`` its end, when the request came."""

    over: str
    near: str
    years: int
    kinds: frozenset[str]
    law: Quoted


@dataclass(frozen=True)
class Gate:
    """Everything that holds on one day."""

    day: date
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    periods: tuple[Period, ...]
    near_days: int

    def asked(self, kinds: frozenset[str], known: frozenset[str] = frozenset()) -> tuple[Question, ...]:
        """The questions that this kind of dispute needs, those behind another one directly after it.

        ``known`` are facts of the record: what stands there is not asked, and a question behind such a fact is.
        """
        wanted = [each for each in self.questions if not each.kinds or each.kinds & kinds]
        there = {each.fact for each in wanted if not each.after} | known
        return tuple(each for each in wanted if each.fact not in known and (not each.after or bool(each.after & there)))

    def found(self, known: Iterable[str], kinds: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that fire, the gravest first."""
        facts = frozenset(known)
        fired = [rule for rule in self.rules if rule.fires(facts, kinds)]
        return tuple(sorted(fired, key=lambda rule: WEIGHT[rule.act]))

    def limitation(self, known_on: date | None, asked_on: date, kinds: frozenset[str]) -> frozenset[str]:
        """What the day on which the claiming side learned of it says about limitation (R-131, 民法典 art. 188).

        The request to the committee interrupts the period, so that it is compared with the day of the request.
        """
        period = next((each for each in self.periods if not each.kinds or each.kinds & kinds), None)
        if known_on is None or period is None:
            return frozenset()
        end = years_later(known_on, period.years)
        if asked_on > end:
            return frozenset({period.over})
        return frozenset({period.near}) if asked_on > end - timedelta(days=self.near_days) else frozenset()


@dataclass(frozen=True)
class Finding:
    """What the gate says about one matter on the rules of ``day``: the facts it looked at and the rules that fired."""

    day: date
    facts: frozenset[str]
    fired: tuple[Rule, ...]

    @property
    def verdict(self) -> Act:
        """The gravest act among the rules that fired."""
        return verdict(self.fired)

    @property
    def routes(self) -> tuple[str, ...]:
        """The channels to name (R-113)."""
        return routes_of(self.fired)

    def having(self, act: Act) -> tuple[Rule, ...]:
        """The rules that fired with this act."""
        return tuple(rule for rule in self.fired if rule.act == act)


def in_force(rules: Iterable[Rule], day: date) -> tuple[Rule, ...]:
    """The rules that hold on a day: of every key the newest that has begun, unless it has ended."""
    newest: dict[str, Rule] = {}
    for rule in rules:
        known = newest.get(rule.key)
        if rule.valid_from <= day and (known is None or known.valid_from < rule.valid_from):
            newest[rule.key] = rule
    return tuple(rule for rule in newest.values() if rule.valid_to is None or day <= rule.valid_to)


def verdict(fired: Sequence[Rule]) -> Act:
    """The gravest act among the rules that fired; accept when none did."""
    return min((rule.act for rule in fired), key=WEIGHT.__getitem__, default="accept")


def routes_of(fired: Iterable[Rule]) -> tuple[str, ...]:
    """The channels to name, in the order of the rules, each once (R-113)."""
    return tuple(dict.fromkeys(route for rule in fired for route in rule.routes))


def years_later(day: date, years: int) -> date:
    """The same day some years on, or the last day of its month where there is none (民法典 art. 202)."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
