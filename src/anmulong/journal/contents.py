"""What lies outside the database and is proven along with a chain: packages above say how (stored files)."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from anmulong.journal.findings import Finding, Verdict


Checker = Callable[[Sequence[UUID]], Iterable[Finding]]
C = TypeVar("C", bound=Checker)
_checkers: list[Checker] = []


def checks_contents(checker: C) -> C:
    """Register ``checker(streams) -> findings``: what of these streams lies elsewhere and is not as it was written."""
    if checker not in _checkers:
        _checkers.append(checker)
    return checker


def check_contents(streams: Sequence[UUID], verdict: Verdict) -> None:
    """Let every checker look at these streams."""
    for checker in _checkers:
        verdict.findings += checker(streams)
