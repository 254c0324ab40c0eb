"""``backup``: take a backup of the running store, make the key for it, check or try one.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from anmulong.kernel.cipher.holder import read_holder_key
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import noop
from anmulong.ops.keeping import record
from anmulong.ops.keeping.drills import drill_made, drill_with
from anmulong.ops.keeping.places import make_key
from anmulong.ops.keeping.putting_back import read_through
from anmulong.ops.keeping.saying import complain, local_minute, progress_line, say
from anmulong.ops.keeping.taking import take_backup


class Command(BaseCommand):
    help = (
        "Take a backup while people work: rows of one moment, stored files and the key file, sealed for the backup "
        "key that you hold. First make that key: backup --new-key FILE."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--new-key", type=Path, metavar="FILE", help="make the backup key; keep FILE elsewhere")
        chosen.add_argument("--check", type=Path, metavar="BACKUP", help="read a backup through; needs --key")
        chosen.add_argument("--drill", nargs="?", const="", metavar="BACKUP", help="restore on trial and verify; "
                            "without BACKUP a new one is made for it")  # fmt: skip
        chosen.add_argument("--scheduled", action="store_true", help="as the worker does it: with a drill once a week")
        parser.add_argument("--key", type=Path, metavar="FILE", help="the private half of the backup key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(**options)
        except DomainError as error:
            complain(error)
            sys.exit(1)

    def _do(
        self, new_key: Path | None, check: Path | None, drill: str | None, scheduled: bool, key: Path | None, **_o: Any
    ) -> None:
        if new_key is not None:
            made = make_key(new_key)
            say(
                noop("The backup key %(id)s lies in %(path)s. Print it and keep it apart from the backups."),
                id=made.public.key_id,
                path=new_key,
            )
        elif check is not None:
            self._check(check, key)
        elif drill:
            if key is None:
                raise CommandError(_("Name the backup key: --key FILE"))
            self._drilled(drill_with(Path(drill), key))
        else:
            self._take(try_it=drill is not None or (scheduled and record.is_overdue(record.DRILL, record.DRILL_EVERY)))

    def _take(self, *, try_it: bool) -> None:
        taken = take_backup(progress_line())
        say(
            noop("Backup %(path)s: %(rows)s rows, %(files)s files, %(size)s kB, %(seconds)s s."),
            path=taken.path,
            rows=taken.done.rows,
            files=taken.done.files,
            size=taken.done.size // 1024,
            seconds=taken.done.seconds,
        )
        if try_it:
            self._drilled(drill_made(taken))

    @staticmethod
    def _drilled(done: record.Done) -> None:
        say(
            noop("Drill: %(file)s came back with %(rows)s rows and %(files)s files and was verified (%(seconds)s s)."),
            file=done.file,
            rows=done.rows,
            files=done.files,
            seconds=done.seconds,
        )

    @staticmethod
    def _check(backup: Path, key: Path | None) -> None:
        if key is None:
            raise CommandError(_("Name the backup key: --key FILE"))
        holder = read_holder_key(key)
        told = read_through(backup, lambda reader: reader.open_with(holder), progress_line())
        say(
            noop("%(path)s of %(made)s is whole: %(rows)s rows, %(files)s files."),
            path=backup,
            made=local_minute(told["made_at"]),
            rows=told["rows"],
            files=told["files"],
        )
