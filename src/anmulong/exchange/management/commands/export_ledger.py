"""``./anmulong export-ledger FILE``: the ledger, or its records of GB/T 31000 or SF/T 0018 (R-302, O-4)."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from anmulong.access.public import who
from anmulong.disputes.enums import State
from anmulong.disputes.public import VIEWS, LedgerFilter
from anmulong.exchange.commanding import WRONG_USAGE, actor_named
from anmulong.exchange.enums import Purpose, RecordShape
from anmulong.exchange.ledger_export import export_ledger
from anmulong.kernel.errors import DomainError
from anmulong.orgs.public import one_division


CONSOLE = "命令行"
"""Stands in the watermark where no account takes the file."""


class Command(BaseCommand):
    """Writes the filtered matters, masked and recorded as on the page."""

    help = (
        "Write matters into a file, masked and recorded. Exit codes: 0 written, 2 the options cannot be used. "
        "导出排查台账。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the .xlsx or .csv file to write; it must not exist yet")
        parser.add_argument("--shape", choices=RecordShape.values, default=RecordShape.LEDGER.value)
        parser.add_argument("--purpose", choices=Purpose.values, required=True, help="what it is for; is recorded")
        parser.add_argument("--view", choices=sorted(VIEWS), default="all", help="saved view of the ledger")
        parser.add_argument("--state", choices=State.values, action="append", default=[], help="may be repeated")
        parser.add_argument("--kind", default="", help="code of C-301 or C-301x")
        parser.add_argument("--place", default="", help="town or gacha, such as 乌兰镇")
        parser.add_argument("--from", dest="begin", type=date.fromisoformat, help="first day of registration")
        parser.add_argument("--to", dest="end", type=date.fromisoformat, help="last day of registration")
        parser.add_argument(
            "--as", dest="name", default="", metavar="USER[/POST]", help="the account and post that take it"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        if given["file"].exists():
            raise CommandError(gettext("%(file)s exists already.") % {"file": given["file"]}, returncode=WRONG_USAGE)
        try:
            self._run(given)
        except DomainError as error:
            raise CommandError(error.message.render(gettext), returncode=WRONG_USAGE) from error

    def _run(self, given: dict[str, Any]) -> None:
        by = actor_named(given["name"])
        wanted = LedgerFilter(
            view=given["view"],
            states=tuple(given["state"]),
            kind=given["kind"],
            division=one_division(by.county, given["place"]).pk if given["place"] else None,
            begin=given["begin"],
            end=given["end"],
        )
        rows = export_ledger(
            wanted,
            given["file"],
            by=by,
            name=who([by.uid]).get(by.uid, CONSOLE) if by.uid else CONSOLE,
            shows=_in_words(given),
            purpose=given["purpose"],
            shape=given["shape"],
        )
        self.stdout.write(gettext("%(rows)s matters written to %(file)s.") % {"rows": rows, "file": given["file"]})


def _in_words(given: dict[str, Any]) -> str:
    told = {name: given[name] for name in ("view", "kind", "place", "begin", "end") if given[name]}
    told |= {"state": "、".join(given["state"])} if given["state"] else {}
    return " ".join(f"{name}={value}" for name, value in told.items())
