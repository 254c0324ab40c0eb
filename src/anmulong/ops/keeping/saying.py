"""Words on the console: Chinese first, English below, because whoever restores at night may read either."""

import sys
import time
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext, override

from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import Message


LANGUAGES = ("zh-hans", "en")


def in_both(message: Message) -> list[str]:
    """The message in both languages; one line where they are the same."""
    said = []
    for language in LANGUAGES:
        with override(language):
            text = message.render(gettext)
        if text not in said:
            said.append(text)
    return said


def local_minute(moment: str) -> str:
    """A stored moment (ISO 8601) as people here read a clock."""
    return f"{datetime.fromisoformat(moment).astimezone(LOCAL):%Y-%m-%d %H:%M}"


def say(text: str, **params: object) -> None:
    """One line of each language."""
    sys.stdout.write("\n".join(in_both(Message(text, params))) + "\n")
    sys.stdout.flush()


def complain(error: DomainError) -> None:
    """What went wrong and the way out, in both languages, on the error stream."""
    for language in LANGUAGES:
        with override(language):
            parts = [error.message.render(gettext), error.way_out.render(gettext) if error.way_out else ""]
        sys.stderr.write(" ".join(part for part in parts if part) + "\n")


def progress_line(every: float = 2.0) -> Callable[[str, int, int], None]:
    """A reporter for long work: a line on the error stream every few seconds."""
    last = time.monotonic()

    def report(name: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            last = time.monotonic()
            sys.stderr.write(f"{name} {done}/{total}\n" if total else f"{name} {done}\n")

    return report
