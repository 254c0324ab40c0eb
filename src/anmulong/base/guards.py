"""Reads fail closed: while a page or an API call is served, a query without a scope does not run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class UnscopedReadError(RuntimeError):
    """Request code asked for rows without saying whose eyes they are for."""


_guarding: ContextVar[bool] = ContextVar("guarding_reads", default=False)


def is_guarding() -> bool:
    """Whether unscoped reads are refused just now."""
    return _guarding.get()


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse unscoped reads inside the block (request code)."""
    token = _guarding.set(True)
    try:
        yield
    finally:
        _guarding.reset(token)


@contextmanager
def trusted() -> Iterator[None]:
    """Lift the guard inside the block: the dispatcher after its own scope check, and verification."""
    token = _guarding.set(False)
    try:
        yield
    finally:
        _guarding.reset(token)
