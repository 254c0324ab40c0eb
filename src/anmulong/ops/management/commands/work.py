"""``work``: the worker process. Ends cleanly on SIGTERM and SIGINT."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from anmulong.ops.worker import Worker


class Command(BaseCommand):
    help = "Deliver news, sign daily roots, clear what has run out, until asked to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every duty once and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        worker = Worker()
        if once:
            worker.round()
        else:
            worker.run()
