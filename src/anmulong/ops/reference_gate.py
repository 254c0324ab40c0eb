"""The reference page of the gate of the law: questions, rules and periods as shipped (M-12, style rule 11)."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from anmulong.kernel.admissibility import Clause, Rule
from anmulong.lawbook.public import data_folder, every_question, every_rule, gate_at, in_words


HEAD = """# Gate of the law · 法律关口

As shipped in `data/admissibility/`: what is asked, and what follows. `block` is overridden by nobody, `warn` asks for a
reason, `accept` is a remark. A matter keeps the rules of the day on which it began. How it is used:
[explanation](../explanation/gate-of-the-law.md).
"""


def admissibility() -> str:
    """The page, without the note that stands on every page made here."""
    return "".join([HEAD, "\n## Questions · 问题\n", *_questions(), "\n## Rules · 规则\n", *_rules(), *_periods()])


def _questions() -> Iterable[str]:
    yield "\n| fact | 问题 | question | kinds | asked behind |\n| --- | --- | --- | --- | --- |\n"
    for each in every_question():
        cells = [each.fact, _zh(each.words), _en(each.words), _listed(each.kinds) or "all", _listed(each.after)]
        yield f"| {' | '.join(cells)} |\n"


def _rules() -> Iterable[str]:
    for rule in every_rule():
        yield f"\n### {rule.key} · {_shipped('C-240')[rule.code]}\n\n"
        yield f"**{rule.act}** when {' or '.join(map(_when, rule.when))}. Since {rule.valid_from}{_until(rule)}.\n\n"
        yield f"{_zh(rule.words, 'means')}\n\n{_en(rule.words, 'means')}\n\n"
        yield from _facts_of(rule)


def _facts_of(rule: Rule) -> Iterable[str]:
    yield f"- ground: {'; '.join(str(law) for law in rule.law)} ({rule.status}; {rule.source})\n"
    if rule.routes:
        yield f"- channels: {'；'.join(_shipped('C-241')[route] for route in rule.routes)}\n"
    if rule.words.get("ends_zh"):
        yield f"- ends when: {_zh(rule.words, 'ends')}\n"
    if rule.report:
        yield f"- to be reported: {rule.report}\n"
    if rule.freeze:
        yield "- nobody changes the present use\n"
    if rule.restricted:
        yield f"- read by few: {rule.restricted}\n"


def _when(clause: Clause) -> str:
    parts = [f"`{fact}`" for fact in sorted(clause.facts)] + [f"not `{fact}`" for fact in sorted(clause.without)]
    if clause.kinds:
        parts.append(f"kind {_listed(clause.kinds)}")
    return " and ".join(parts)


def _until(rule: Rule) -> str:
    return f" until {rule.valid_to}" if rule.valid_to else ""


def _periods() -> Iterable[str]:
    gate = gate_at()
    yield "\n## Limitation periods · 时效\n\n| fact | years | kinds | ground |\n| --- | --- | --- | --- |\n"
    for each in gate.periods:
        yield f"| {each.over} | {each.years} | {_listed(each.kinds) or 'all others'} | {each.law} |\n"
    yield f"\n“Near” means in the last {gate.near_days} days of the period.\n"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _zh(words: Mapping[str, str], name: str = "") -> str:
    return in_words(words, name, "zh-hans")


def _en(words: Mapping[str, str], name: str = "") -> str:
    return in_words(words, name, "en")


@cache
def _shipped(table: str) -> dict[str, str]:
    """The Chinese words of a code table as shipped: the page is made without a store."""
    rows = tomllib.loads((data_folder() / "codes" / f"{table}.toml").read_text("utf-8"))["rows"]
    return {row["code"]: row["zh"] for row in rows}
