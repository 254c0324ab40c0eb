"""Stored content is proven with its chain, and goes when the key of its matter is destroyed (O-4, R-711)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from anmulong.files.models import StoredFile
from anmulong.files.queries.content import is_there, remove
from anmulong.files.queries.reading import check_file
from anmulong.journal.public import Event, Finding, FindingKind, checks_contents, subscribe
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import Message, noop


@checks_contents
def contents_of(streams: Sequence[UUID]) -> Iterator[Finding]:
    """Every stored file of these streams whose content is not what its row says, or outlived its key."""
    for stored in StoredFile.objects.filter(stream__in=streams).order_by("uid").iterator():
        finding = _looked_at(stored)
        if finding is not None:
            yield finding


def _looked_at(stored: StoredFile) -> Finding | None:
    where, columns = f"files.storedfile/{stored.uid}", ("content",)
    try:
        good = check_file(stored)
    except NotFound:  # erased with its matter
        if not is_there(stored.uid):
            return None
        text = noop("The content of an erased file is still in the store.")
        return Finding(where, Message(text), columns, FindingKind.UNKNOWN)
    if good:
        return None
    if not is_there(stored.uid):
        return Finding(where, Message(noop("The content of a stored file is gone.")), columns, FindingKind.MISSING)
    return Finding(where, Message(noop("The content of a stored file was altered.")), columns)


@subscribe("stream.erased")
def remove_contents(event: Event) -> None:
    """Take the sealed content off the disk. Nobody could open it any more; erased means gone all the same."""
    for uid in StoredFile.objects.filter(stream=event.stream).values_list("pk", flat=True):
        remove(uid)
