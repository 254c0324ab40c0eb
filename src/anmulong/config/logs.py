"""How log lines look: JSON for programs, plain for people; neither tells personal data.

An error is told by its kind and the places in the program it passed; its message may quote what somebody typed, and
the database's own messages quote whole rows, so they are left out unless ANMULONG_DEBUG is set.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any


_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def places_of(caught: _Caught) -> list[str]:
    """The kinds of the errors in a chain and where each stood, the first cause last; no messages."""
    told, error = [], caught[1]
    while error is not None:
        told.append(type(error).__qualname__)
        frames = traceback.extract_tb(error.__traceback__)
        told += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


class PlainLines(logging.Formatter):
    """One line for people; errors without their messages."""

    def formatException(self, ei: Any) -> str:
        return "\n".join(places_of(ei))


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, name, text; what is JSON itself is laid into it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
        }
        text = record.getMessage()
        told = _object(text)
        line |= told if told is not None else {"text": text}
        if record.exc_info:
            line["error"] = places_of(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _object(text: str) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
