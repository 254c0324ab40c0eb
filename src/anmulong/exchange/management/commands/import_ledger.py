"""``./anmulong import-ledger FILE``: a ledger from .xlsx, .xls or .csv (R-521)."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from anmulong.exchange.commanding import WRONG_USAGE, actor_named
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.kernel.errors import DomainError
from anmulong.orgs.public import one_division


ALL_IN, SOME_REFUSED = 0, 1


class Command(BaseCommand):
    """Reads, shows, and unless it is a dry run lets the good rows in."""

    help = (
        "Bring in a ledger. Exit codes: 0 all rows are in, 1 some rows stayed out (see the returned workbook), "
        "2 the file or the options cannot be used. 导入排查台账。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the .xlsx, .xls or .csv file")
        parser.add_argument("--sheet", default="", help="name of the sheet; the first visible one when left out")
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE.json", help='column heads to fields: {"简要情况": "what"}'
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would happen and change nothing")
        parser.add_argument("--open", action="store_true", help="the matters still run: clocks start")
        parser.add_argument(
            "--only-new", action="store_true", help="leave matters that came in before as they are, whatever changed"
        )
        parser.add_argument("--place", default="", help="where rows lie that name no place, such as 乌兰镇")
        parser.add_argument(
            "--report", type=Path, metavar="OUT.xlsx", help="the returned workbook; beside FILE when left out"
        )
        parser.add_argument(
            "--as", dest="name", default="", metavar="USER[/POST]", help="the account and post that import"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            self._run(given)
        except DomainError as error:
            said = [error.message.render(gettext), error.way_out.render(gettext) if error.way_out else ""]
            raise CommandError(" ".join(part for part in said if part), returncode=WRONG_USAGE) from error

    def _run(self, given: dict[str, Any]) -> None:
        by = actor_named(given["name"])
        file: Path = given["file"]
        options = Options(
            sheet=given["sheet"],
            mapping=_mapping(given["mapping"]),
            open_rows=given["open"],
            changes=not given["only_new"],
            division=one_division(by.county, given["place"]).pk if given["place"] else None,
        )
        shown = preview(file, options, by=by, progress=self._progress)
        self._show(shown)
        if given["dry_run"]:
            self._end(1 if shown.bad else 0)
            return
        report = given["report"] or file.with_name(f"{file.stem}-退回.xlsx")
        result = apply(shown, by=by, report=report, progress=self._progress)
        self._tell(result)
        self._end(ALL_IN if result.all_in else SOME_REFUSED)

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty() or done % 5000 == 0 or done == total:
            self.stderr.write(f"{done} / {total}" if total else str(done))

    def _show(self, shown: Preview) -> None:
        self.stdout.write(f"{shown.sheet} · {shown.profile}")
        for column in shown.columns:
            self.stdout.write(f"  {column.letter:>3} {column.head} → {gettext(column.label)}")
        for remark in shown.remarks:
            self.stdout.write(remark.render(gettext))
        counts = {"new": shown.new, "already": shown.already, "changed": shown.changed, "bad": shown.bad}
        said = gettext("New %(new)s · already in %(already)s, of these changed %(changed)s · cannot go in %(bad)s")
        self.stdout.write(said % counts)
        for change in shown.changes:
            self.stdout.write(
                f"  {change.row} {change.matter} {gettext(change.label)}：{change.was or '—'} → {change.becomes} "
                f"（{change.way.label}）"
            )
        for problem in shown.problems:
            self.stdout.write(
                f"  {problem.sheet} {problem.letter}{problem.row} {problem.head}：{problem.reason.render(gettext)}"
            )

    def _tell(self, result: Result) -> None:
        counts = {
            "added": result.added,
            "already": result.already,
            "changed": result.changed,
            "answers": result.answers,
            "settled": result.settled,
            "refused": result.refused + result.partial,
        }
        self.stdout.write(
            gettext(
                "Registered %(added)s · already in %(already)s · changed %(changed)s · answers %(answers)s · "
                "settled %(settled)s · stayed out %(refused)s"
            )
            % counts
        )
        if result.report is not None:
            self.stdout.write(gettext("What stayed out, and why: %(file)s") % {"file": result.report})

    @staticmethod
    def _end(code: int) -> None:
        if code:
            raise SystemExit(code)


def _mapping(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given.values()):
        raise CommandError(f"{path}: {{head: field}}", returncode=WRONG_USAGE)
    return given
