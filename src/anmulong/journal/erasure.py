"""Destroying the key of a stream: every personal part of its history and rows is gone, the chain stays whole (O-4)."""

from anmulong.base.models import Record
from anmulong.journal.logs import emit
from anmulong.journal.recorder import running


def destroy_key(root: Record) -> None:
    """Destroy the key of the stream of ``root`` when the running action ends; its entry says so.

    Sealed columns read as ``ERASED`` from then on, and nothing personal can be added to the stream. Columns named in
    ``personal_columns`` stand in clear in the rows: the action empties them itself. Inside an action only.
    ``stream.erased`` tells the packages that keep something outside the database, such as files.
    """
    running().erased.add(root.stream_uid())
    emit("stream.erased", root.stream_uid(), {})
