"""``reference``: write the reference pages, or with ``--check`` say which differ."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from anmulong.ops.reference import PAGES


class Command(BaseCommand):
    help = "Write the pages of docs/ that are made from the program."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        folder = settings.ROOT / "docs"
        stale = []
        for name, make in PAGES.items():
            page, text = folder / name, make()
            if page.exists() and page.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                page.write_text(text, encoding="utf-8")
        if check and stale:
            message = f"out of date: {', '.join(stale)}; run manage.py reference"
            raise CommandError(message)
        self.stdout.write(f"{len(PAGES)} pages, {len(stale)} {'differ' if check else 'written'}")
