"""``check``: the checks of the system page on the console.

Exit codes: 0 nothing must be done today, 1 something must, 2 wrong usage.
"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from anmulong.journal.public import accept_clock
from anmulong.kernel.wording import Message, noop
from anmulong.ops.keeping.saying import in_both, say
from anmulong.ops.watching.checks import Level, all_checks


MARKS = {Level.GOOD: "ok    ", Level.WARN: "SOON  ", Level.BAD: "TODAY "}


class Command(BaseCommand):
    help = "Look whether disk, backups, worker, clock, holidays, journal and keys are in order; says what to do if not."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--clock-is-right",
            action="store_true",
            help="accept the present time after the clock had run ahead; operations are taken again",
        )

    def handle(self, *args: Any, clock_is_right: bool, **options: Any) -> None:
        if clock_is_right:
            accept_clock()
            say(noop("The present time is accepted."))
            return
        checks = all_checks()
        for check in checks:
            lines = [" · ".join(in_both(Message(check.title)))]
            lines += in_both(check.text)
            lines += in_both(check.todo) if check.todo else []
            self.stdout.write(MARKS[check.level] + "\n       ".join(lines))
        if any(check.level is Level.BAD for check in checks):
            sys.exit(1)
