"""The door of stored files.

Bringing content in (no action; an upload belongs to its account and is kept for a day)
    start_upload(name, size, account=, uid=None) -> Upload       find_upload(uid, account=) -> Upload (``received``)
    receive(uid, offset, data, account=) -> Upload               finish_upload(uid, account=) -> Upload
    store_upload(name, pieces, size, account=) -> Upload         discard_upload(uid, account=)
    read_upload(uid, account=) -> pieces                         for an import that binds nothing
    clear_stale_uploads() -> int                                 for the worker
Inside an action of the matter
    bind(stream, FileInput, by=, at=) -> StoredFile              unsaved; the action calls ``save()``
Reading (the caller has read the matter in scope and logs the reading)
    files_of(streams, restricted=False, side_file=False) -> {stream: [StoredFile]}
    open_file(stored, start=0, stop=None) -> Iterator[bytes]     open_preview(stored) -> WebP bytes or None
    icon_of(stored), download_name(stored)                       check_file(stored) -> bool, for ``verify``
Limits: MOST_BYTES by MediaType, PART_MOST bytes in one request.
"""

from anmulong.files.actions.binding import bind
from anmulong.files.actions.uploads import (
    clear_stale_uploads,
    discard_upload,
    find_upload,
    finish_upload,
    read_upload,
    receive,
    start_upload,
    store_upload,
)
from anmulong.files.models import StoredFile, Upload
from anmulong.files.queries.reading import check_file, download_name, files_of, icon_of, open_file, open_preview
from anmulong.files.rules import MOST_BYTES, PART_MOST, FileInput


__all__ = [
    "MOST_BYTES",
    "PART_MOST",
    "FileInput",
    "StoredFile",
    "Upload",
    "bind",
    "check_file",
    "clear_stale_uploads",
    "discard_upload",
    "download_name",
    "files_of",
    "find_upload",
    "finish_upload",
    "icon_of",
    "open_file",
    "open_preview",
    "read_upload",
    "receive",
    "start_upload",
    "store_upload",
]
