"""The loop of the worker process."""

import logging
import signal
import time
from collections.abc import Sequence
from threading import Event
from types import FrameType

from django.db import close_old_connections

from anmulong.ops.duties import DUTIES, Duty
from anmulong.ops.watching.heartbeat import beat


log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5
GRACE_SECONDS = 1.5


class Ended(BaseException):
    """A duty was still running when its grace after the signal was over; its transaction is rolled back."""


class Worker:
    """Runs duties when they are due. A duty that fails is logged and comes again; the others go on."""

    def __init__(self, duties: Sequence[Duty] = DUTIES) -> None:
        self.duties = duties
        self._ending = Event()
        self._due = dict.fromkeys(duties, 0.0)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a running duty gets ``GRACE_SECONDS`` to finish."""
        signal.signal(signal.SIGTERM, self._asked_to_end)
        signal.signal(signal.SIGINT, self._asked_to_end)
        signal.signal(signal.SIGALRM, self._out_of_grace)
        try:
            while not self._ending.is_set():
                beat()
                self.round()
                close_old_connections()
                self._ending.wait(PAUSE_SECONDS)
        except Ended:
            log.warning("the worker ended in the middle of a duty; what it had begun was rolled back")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def round(self) -> dict[str, int]:
        """Run every duty that is due; returns what each did. A failed duty is missing from it."""
        done = {}
        for duty in self.duties:
            if self._ending.is_set() or time.monotonic() < self._due[duty]:
                continue
            try:
                done[duty.name] = duty.run()
            except Exception:  # one broken duty must not stop the others
                log.exception("the duty %r failed", duty.name)
            self._due[duty] = time.monotonic() + duty.every
            if done.get(duty.name):
                log.info("%s: %s", duty.name, done[duty.name])
        return done

    def _asked_to_end(self, number: int, frame: FrameType | None) -> None:
        self._ending.set()
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    def _out_of_grace(self, number: int, frame: FrameType | None) -> None:
        raise Ended
