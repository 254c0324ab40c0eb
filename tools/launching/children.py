"""Programs that the launcher starts must not outlive it, however it ends."""

import contextlib
import ctypes
import signal
from types import FrameType
from typing import NoReturn


PR_SET_PDEATHSIG = 1


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    """Run in a child before its program: Linux signals it when the launcher is killed without a chance to clean up."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def clean_up_on_termination() -> None:
    """Let SIGTERM end this process like an error does, so that what was started is ended and removed."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
