"""``demo``: make the demonstration banner."""

import argparse
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from anmulong.base import clock
from anmulong.disputes.public import Dispute
from anmulong.kernel.clock import LOCAL
from anmulong.ops.demo.play import play


DEFAULT_SEED = 150624


class Command(BaseCommand):
    help = (
        "Make the demonstration banner in an empty demonstration store: the three years of the case study with "
        "562 cases and 4,000 further matters, all invented."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed makes the same matters")
        parser.add_argument("--few", action="store_true", help="one year: 300 matters and a few cases")
        parser.add_argument("--until", type=date.fromisoformat, help="last day of the demonstration (default: now)")

    def handle(self, *args: Any, seed: int, until: date | None, few: bool, **options: Any) -> None:
        if settings.STORE != "demo":
            raise CommandError(_("Demonstration data never enter the real store."))
        if Dispute.objects.exists():
            raise CommandError(_("This store is not empty; the demonstration is made in an empty one."))
        end = datetime.combine(until, time(17, 30), LOCAL) if until else clock.now()
        played = play(seed=seed, until=end, whole=not few, progress=self._progress)
        self.stdout.write(
            _("%(matters)s matters, %(operations)s steps.")
            % {"matters": played.matters, "operations": played.operations}
        )

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done}/{total}")
