"""``restore``: bring a backup back into an empty store, on SQLite or PostgreSQL, and verify it.

Exit codes: 0 done and verified, 1 refused, failed or not as it was written, 2 wrong usage.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from anmulong.base import clock
from anmulong.journal.public import Verdict, verify_all
from anmulong.kernel.cipher.archive import ArchiveReader
from anmulong.kernel.cipher.holder import read_holder_key
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import noop
from anmulong.ops.keeping import record
from anmulong.ops.keeping.putting_back import Opener, PutBack, put_back
from anmulong.ops.keeping.saying import complain, local_minute, progress_line, say


class Command(BaseCommand):
    help = "Bring a backup back into an empty store and verify it. The store may be on the other database engine."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, help="the file that `backup` made")
        parser.add_argument("--key", required=True, metavar="FILE", help="the private half of the backup key")
        parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)  # the drill's own empty place
        parser.add_argument("--report", action="store_true", help=argparse.SUPPRESS)  # one line of JSON at the end

    def handle(self, *args: Any, backup: Path, key: str, prepare: bool, report: bool, **options: Any) -> None:
        if prepare:
            call_command("migrate", interactive=False, verbosity=0)
        begun = clock.now()
        try:
            back = put_back(backup, _opener(key), progress_line())
        except DomainError as error:
            complain(error)
            sys.exit(1)
        verdict = verify_all()
        for finding in verdict.findings:
            self.stderr.write(f"{finding.where}: {finding.text.render(_)}")
        record.note(
            record.Done(
                record.RESTORE,
                begun.isoformat(),
                good=verdict.good,
                file=backup.name,
                seconds=back.seconds,
                rows=back.rows,
                files=back.files,
            )
        )
        self._report(back, verdict, as_json=report)
        if not verdict.good:
            sys.exit(1)

    def _report(self, back: PutBack, verdict: Verdict, *, as_json: bool) -> None:
        if as_json:
            told = {"rows": back.rows, "files": back.files, "key_id": back.header["key_id"], "good": verdict.good}
            self.stdout.write(json.dumps(told))
            return
        say(
            noop("Restored the backup of %(made)s: %(rows)s rows, %(files)s files in %(seconds)s s."),
            made=local_minute(back.header["made_at"]),
            rows=back.rows,
            files=back.files,
            seconds=back.seconds,
        )
        say(
            noop("%(streams)s chains, %(entries)s entries, %(rows)s rows, %(roots)s daily roots were looked at."),
            streams=verdict.streams,
            entries=verdict.entries,
            rows=verdict.rows,
            roots=verdict.roots,
        )
        say(
            noop("All is as it was written.")
            if verdict.good
            else noop("The restored store differs from what was written; see above.")
        )


def _opener(key: str) -> Opener:
    if key == "-":
        data_key = bytes.fromhex(sys.stdin.readline())
        return lambda reader: reader.open_as_made(data_key)

    def with_holder(reader: ArchiveReader) -> ArchiveReader:
        return reader.open_with(read_holder_key(Path(key)))

    return with_holder
