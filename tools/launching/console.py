"""Words to the person at the console: short, Chinese first, English below, and always with the mend."""

import sys
import time


REFUSED, USAGE, ENVIRONMENT = 1, 2, 3


class Stop(Exception):
    """The command cannot go on; one sentence per language says why and how to mend it."""

    def __init__(self, chinese: str, english: str, *, code: int = REFUSED) -> None:
        super().__init__(english)
        self.chinese = chinese
        self.english = english
        self.code = code


def say(chinese: str, english: str) -> None:
    """One line of progress."""
    print(f"{chinese}  {english}", flush=True)


def complain(stop: Stop) -> None:
    """The last two lines before the command ends."""
    print(f"\n{stop.chinese}\n{stop.english}", file=sys.stderr, flush=True)


class Watch:
    """Seconds since it was made, for closing lines."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self.started:.1f} s"
