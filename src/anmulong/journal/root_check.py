"""Whether the daily roots are as they were signed, and fit the entries of their days."""

from anmulong.journal.findings import FindingKind, Verdict
from anmulong.journal.models import DailyRoot
from anmulong.journal.roots import altered_root_columns, leaves, root_over
from anmulong.kernel.cipher.suites import suite as suite_called
from anmulong.kernel.wording import noop


def check_roots(roots: list[DailyRoot], verdict: Verdict) -> None:
    """All roots in order of county and day: each by itself, with its day, and with the one before."""
    altered = {root.pk: altered_root_columns(root) for root in roots}
    sound = not any(altered.values())
    before: DailyRoot | None = None
    for root in roots:
        verdict.roots += 1
        if altered[root.pk]:
            verdict.add(str(root), noop("Daily root altered: %(columns)s"), altered[root.pk])
        else:
            _check_day(root, verdict)
            expected = bytes(before.root) if before is not None and before.county == root.county else b""
            # While one root is altered, even in its county or day, nothing can be said about their order.
            if sound and bytes(root.previous) != expected:
                text = noop("The daily root before this one is not the one that it was made after.")
                verdict.add(str(root), text, ["previous"], kind=FindingKind.MISSING)
        before = root


def check_root(root: DailyRoot, verdict: Verdict) -> None:
    """One root by itself and with its day."""
    verdict.roots += 1
    columns = altered_root_columns(root)
    if columns:
        verdict.add(str(root), noop("Daily root altered: %(columns)s"), columns)
    else:
        _check_day(root, verdict)


def _check_day(root: DailyRoot, verdict: Verdict) -> None:
    suite = suite_called(root.suite)
    found = leaves(root.county, root.day, suite)
    if root_over(bytes(root.previous), found, suite) == bytes(root.root):
        return
    text = noop("The entries of this day are not those that were signed: %(found)s chains and logs, then %(told)s.")
    verdict.add(str(root), text, ["root"], kind=FindingKind.MISSING, found=len(found), told=root.leaves)
