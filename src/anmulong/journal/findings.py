"""What a verification says: how much it looked at, and each thing that is not as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from anmulong.kernel.wording import Message


class FindingKind(StrEnum):
    """``altered``: a stored value was changed. ``missing``: something was removed. ``unknown``: something was put in
    that no entry knows. ``database``: the database's own check complains. ``open``: cannot be judged yet."""

    ALTERED = "altered"
    MISSING = "missing"
    UNKNOWN = "unknown"
    DATABASE = "database"
    OPEN = "open"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written: where, which columns, and what it means."""

    where: str
    text: Message
    columns: tuple[str, ...] = ()
    kind: FindingKind = FindingKind.ALTERED


@dataclass
class Verdict:
    """What a verification looked at and what it found."""

    streams: int = 0
    entries: int = 0
    rows: int = 0
    roots: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Nothing differs; what cannot be judged yet is no difference."""
        return all(finding.kind is FindingKind.OPEN for finding in self.findings)

    def merge(self, other: "Verdict") -> None:
        """Add what another verification found."""
        self.streams += other.streams
        self.entries += other.entries
        self.rows += other.rows
        self.roots += other.roots
        self.findings += other.findings

    def add(
        self,
        where: str,
        text: str,
        columns: Sequence[str] = (),
        *,
        kind: FindingKind = FindingKind.ALTERED,
        **params: object,
    ) -> None:
        """Note a finding; ``params`` and the column names go into its text."""
        named = {"columns": ", ".join(columns), **params}
        self.findings.append(Finding(where, Message(text, named), tuple(columns), kind))
