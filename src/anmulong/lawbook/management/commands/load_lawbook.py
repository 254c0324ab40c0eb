"""Record the reviewed data, and the statutes of a folder, in this store. Doing it again adds nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from anmulong.journal.enums import Channel
from anmulong.journal.public import identity, system
from anmulong.kernel.errors import DomainError
from anmulong.lawbook.public import Loaded, load_reviewed_data, load_statutes


class Command(BaseCommand):
    help = "Record code tables, parameters and the working calendar; with --statutes also the statutes of a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--statutes", type=Path, help="folder of statute files such as 人民调解法(2010-08-28).md")
        parser.add_argument("--if-begun", action="store_true", help="leave a store alone that belongs to no county yet")
        parser.add_argument("--county", default="", help="short key of the county (default: the county of the store)")

    def handle(self, *args: Any, **options: Any) -> None:
        store = identity()
        county = options["county"] or (store.county if store else "")
        if not county and options["if_begun"]:
            return
        if not county:
            raise CommandError("This store belongs to no county yet: start it once, or name --county.")
        by = system(county, Channel.COMMAND)
        try:
            self._say("reviewed data", load_reviewed_data(by))
            if options["statutes"]:
                self._say("statutes", load_statutes(options["statutes"], by))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _say(self, what: str, loaded: Loaded) -> None:
        self.stdout.write(f"{what}: {loaded.new} new, {loaded.revised} revised, {loaded.unchanged} unchanged")
