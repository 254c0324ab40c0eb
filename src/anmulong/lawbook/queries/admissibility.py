"""The gate of the law as shipped in ``data/admissibility``: rules, questions and periods by the day they hold."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import get_language

from anmulong.kernel.admissibility import Clause, Gate, Period, Question, Quoted, Rule, in_force
from anmulong.lawbook.queries.codes import Day, codes, day_of, official_type
from anmulong.lawbook.queries.files import data_folder, read_toml
from anmulong.lawbook.rules import CodeRowData


WORDS = ("zh", "en", "means_zh", "means_en", "ends_zh", "ends_en")


def gate_at(at: Day = None) -> Gate:
    """The gate that held on a day, today when left out: a matter keeps the rules of the day on which it began."""
    return _gate_on(day_of(at))


@lru_cache(maxsize=64)
def _gate_on(day: date) -> Gate:
    file = _file("rules")
    periods = tuple(
        Period(row["over"], row["near"], row["years"], frozenset(row["kinds"]), Quoted(**row["law"]))
        for row in file["periods"]
    )
    return Gate(day, in_force(every_rule(), day), every_question(), periods, file["near_days"])


@cache
def every_rule() -> tuple[Rule, ...]:
    """Every rule of every day, in the order of the file."""
    file = _file("rules")
    return tuple(_rule(row, file) for row in file["rules"])


@cache
def every_question() -> tuple[Question, ...]:
    """Every question, in the order in which it is asked."""
    return tuple(
        Question(
            row["fact"],
            row.get("answer", "yes_no"),
            frozenset(row.get("kinds", ())),
            frozenset(row.get("after", ())),
            _words(row),
        )
        for row in _file("questions")["questions"]
    )


@cache
def known_words() -> dict[str, Mapping[str, str]]:
    """The facts that nobody is asked because the record says them, with their words."""
    return {row["fact"]: _words(row) for row in _file("questions")["known"]}


def kinds_of(kind: str) -> frozenset[str]:
    """A type of dispute as rules name it: the local child and its official type."""
    return frozenset({kind, official_type(kind)}) if kind else frozenset()


def routes_of_gate(code: str, at: Day = None, *, county: str = "") -> list[CodeRowData]:
    """The lawful routes (C-241) to name for a row of the gate, C-240 (R-113)."""
    wanted = dict.fromkeys(route for rule in gate_at(at).rules if rule.code == code for route in rule.routes)
    open_now = {row.code: row for row in codes("C-241", at, county=county)}
    return [open_now[route] for route in wanted if route in open_now]


def in_words(of: Mapping[str, str], name: str = "", language: str | None = None) -> str:
    """The words of a rule or a question in the reader's language: ``means``, ``ends``, or its own."""
    tail = "en" if (language or get_language() or "").startswith("en") else "zh"
    return of.get(f"{name}_{tail}" if name else tail, "")


def _rule(row: Mapping[str, Any], file: Mapping[str, Any]) -> Rule:
    return Rule(
        key=row["key"],
        code=row["code"],
        act=row["act"],
        when=tuple(_clause(each) for each in row["when"]),
        routes=tuple(row["routes"]),
        law=tuple(Quoted(**each) for each in row["law"]),
        valid_from=row.get("valid_from", file["valid_from"]),
        valid_to=row.get("valid_to"),
        report=row.get("report", ""),
        freeze=row.get("freeze", False),
        restricted=row.get("restricted", ""),
        status=row.get("status", file["status"]),
        source=row.get("source", file["source"]),
        words=_words(row),
    )


def _clause(row: Mapping[str, Any]) -> Clause:
    return Clause(frozenset(row.get("facts", ())), frozenset(row.get("without", ())), frozenset(row.get("kinds", ())))


def _words(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: row[name] for name in WORDS if name in row}


@cache
def _file(name: str) -> dict[str, Any]:
    return read_toml(data_folder() / "admissibility" / f"{name}.toml")
