"""The page of the installation: every check with what to do, and the backups that were made."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.desk.public import check as check_right
from anmulong.desk.public import here
from anmulong.kernel.wording import noop
from anmulong.ops.keeping import record
from anmulong.ops.keeping.places import backup_folder
from anmulong.ops.watching.banner import LOOK_AFTER
from anmulong.ops.watching.checks import Check, Level, all_checks


TONES = {Level.GOOD: "good", Level.WARN: "wait", Level.BAD: "bad"}
STANDS = {Level.GOOD: noop("in order"), Level.WARN: noop("look at it soon"), Level.BAD: noop("act today")}
KINDS = {
    record.BACKUP: noop("Backup"),
    record.DRILL: noop("Restore drill"),
    record.RESTORE: noop("Restored"),
    record.VERIFY: noop("Day verified"),
}
SHOWN = 30


@require_GET
def show_system(request: HttpRequest) -> HttpResponse:
    """Checks and backups, for whoever looks after the installation."""
    check_right(here(request), LOOK_AFTER)
    checks = all_checks()
    context = {
        "checks": [_shown(check) for check in checks],
        "all_good": all(check.level is Level.GOOD for check in checks),
        "backups": [_done(done) for done in record.past()[:SHOWN]],
        "folder": str(backup_folder()),
    }
    return render(request, "ops/system.html", context)


def _shown(check: Check) -> dict[str, Any]:
    return {
        "title": _(check.title),
        "tone": TONES[check.level],
        "stands": _(STANDS[check.level]),
        "text": check.text.render(_),
        "todo": check.todo.render(_) if check.todo else "",
    }


def _done(done: record.Done) -> dict[str, Any]:
    return {
        "kind": _(KINDS.get(done.kind, done.kind)),
        "at": done.moment,
        "good": done.good,
        "file": done.file,
        "size": f"{done.size / 1024 / 1024:.1f} MB" if done.size else "",
        "rows": done.rows or "",
        "words": done.words,
    }
