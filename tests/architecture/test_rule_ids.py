"""Every rule that the road and the ledger must keep is quoted by a test: a rule without a test is a hope."""

import re
from pathlib import Path


HERE = Path(__file__)
RULE = re.compile(r"\b[ROTCL]-[0-9]+\b")
DUTIES = """
R-112 R-113 R-131 R-210 R-211 R-303 R-501 R-502 R-511 R-513 R-521 R-531 R-721 R-722 R-723 R-751 R-802
O-1 O-2 O-3 O-4 O-5 O-7 O-10
"""
CODE_TABLES = """
C-115 C-222 C-223 C-240 C-241
C-301 C-302 C-303 C-304 C-305 C-306 C-307 C-308 C-309 C-310
C-902 C-903 C-910 C-911 C-912 C-913 C-914 C-916 C-920 C-930
"""
COLUMN_LISTS = "L-1 L-2 L-3 L-4 L-5"
ACCEPTANCE_CASES = "T-2 T-6 T-17 T-22 T-24 T-25 T-26 T-31"


def test_every_rule_of_the_ledger_is_quoted() -> None:
    """In a name, a docstring or a case of some other test."""
    quoted: set[str] = set()
    for path in HERE.parents[1].rglob("*.py"):
        if path != HERE:
            quoted |= set(RULE.findall(path.read_text(encoding="utf-8")))
    wanted = set(RULE.findall(DUTIES + CODE_TABLES + COLUMN_LISTS + ACCEPTANCE_CASES))
    assert sorted(wanted - quoted) == []
