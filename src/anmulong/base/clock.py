"""The injected clock: one place to ask what time it is, so that a demonstration can run simulated time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from anmulong.kernel.clock import Clock, SystemClock


_system = SystemClock()
_simulated: ContextVar[Clock | None] = ContextVar("simulated_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return (_simulated.get() or _system).now()


def is_simulated() -> bool:
    """Whether a simulated clock is running; the journal marks every entry that is written under one."""
    return _simulated.get() is not None


@contextmanager
def simulated(clock: Clock) -> Iterator[None]:
    """Run a block under another clock. The journal refuses entries under it unless the store is a demonstration."""
    token = _simulated.set(clock)
    try:
        yield
    finally:
        _simulated.reset(token)
