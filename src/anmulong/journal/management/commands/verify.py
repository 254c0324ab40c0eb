"""``verify``: prove that nothing was altered behind the journal's back.

Exit codes: 0 all is as it was written, 1 something differs, 2 wrong usage.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from anmulong.journal.findings import Verdict
from anmulong.journal.models import Stream
from anmulong.journal.roots import counties
from anmulong.journal.verification import verify_all, verify_day, verify_stream


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("This is not a date; write it like 2026-11-23.")) from error


class Command(BaseCommand):
    help = "Recompute chains and daily roots, compare live rows with the journal, check the database itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--all", action="store_true", help="everything (this is the default)")
        chosen.add_argument("--stream", type=UUID, metavar="UID", help="one chain and its rows")
        chosen.add_argument("--day", type=_day, metavar="YYYY-MM-DD", help="what moved on a day, and its signed root")

    def handle(self, *args: Any, stream: UUID | None, day: date | None, **options: Any) -> None:
        if stream is not None:
            verdict = verify_stream(stream)
        elif day is not None:
            verdict = self._of_day(day)
        else:
            self.total = Stream.objects.count()
            verdict = verify_all(progress=self._progress)
        self._report(verdict)
        if not verdict.good:
            sys.exit(1)

    @staticmethod
    def _of_day(day: date) -> Verdict:
        verdict = Verdict()
        for county in counties():
            verdict.merge(verify_day(county, day))
        return verdict

    def _progress(self, done: int) -> None:
        self.stderr.write(_("%(done)s of %(total)s chains") % {"done": done, "total": self.total})

    def _report(self, verdict: Verdict) -> None:
        for finding in verdict.findings:
            self.stdout.write(f"{finding.where}: {finding.text.render(_)}")
        counts = {
            "streams": verdict.streams,
            "entries": verdict.entries,
            "rows": verdict.rows,
            "roots": verdict.roots,
            "findings": len(verdict.findings),
        }
        self.stdout.write(
            _("%(streams)s chains, %(entries)s entries, %(rows)s rows, %(roots)s daily roots were looked at.") % counts
        )
        if verdict.good:
            self.stdout.write(self.style.SUCCESS(_("All is as it was written.")))
        else:
            self.stdout.write(self.style.ERROR(_("Differences found: %(findings)s") % counts))
