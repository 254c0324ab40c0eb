"""The gate through which rows are written.

A :class:`Recorder` is open only while an action runs. ``Record.save`` hands the row to it; without one the
write is off the road and fails. The journal supplies the recorder, so this module stays below it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol


if TYPE_CHECKING:
    from anmulong.base.models import Record


class OffTheRoadError(RuntimeError):
    """A row was written without an action, or by a bulk write that no journal entry would see."""


class Recorder(Protocol):
    """Collects the rows that one action creates or changes."""

    def put(self, row: "Record") -> None:
        """Take a new or changed row; it is written when the action ends."""

    def before_read(self, model: type[Any]) -> None:
        """Rows of ``model`` are about to be read: write those that earlier operations have left waiting."""


_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
_load_reason: ContextVar[str] = ContextVar("load_reason", default="")


def current_recorder() -> Recorder:
    """The recorder of the running action; raises :class:`OffTheRoadError` outside of one."""
    recorder = _recorder.get()
    if recorder is None:
        message = "rows are written by actions only; call journal.public.perform"
        raise OffTheRoadError(message)
    return recorder


def is_recording() -> bool:
    """Whether an action is running."""
    return _recorder.get() is not None


def before_read(model: type[Any]) -> None:
    """Let the running action, if there is one, write what it must before ``model`` is read."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.before_read(model)


@contextmanager
def recording(recorder: Recorder) -> Iterator[None]:
    """Open the road for the block."""
    token = _recorder.set(recorder)
    try:
        yield
    finally:
        _recorder.reset(token)


@contextmanager
def loading(reason: str) -> Iterator[None]:
    """Allow plain database writes for loads that carry their own proof (restore, bench).

    The reason is for the reader; an architecture test lists every caller.
    """
    if not reason:
        message = "a load needs a reason"
        raise ValueError(message)
    token = _load_reason.set(reason)
    try:
        yield
    finally:
        _load_reason.reset(token)


def is_loading() -> bool:
    """Whether plain writes are allowed just now."""
    return bool(_load_reason.get())
