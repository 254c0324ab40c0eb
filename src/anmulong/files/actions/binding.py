"""The moment at which content becomes a file of a matter."""

from uuid import UUID

from anmulong.files.actions.uploads import find_upload, name_of, unfinished
from anmulong.files.models import StoredFile
from anmulong.files.rules import FileInput
from anmulong.journal.public import Actor, Moment


def bind(stream: UUID, given: FileInput, *, by: Actor, at: Moment) -> StoredFile:
    """The file of a finished upload in the matter ``stream``, unsaved: the running action saves it.

    The content stays where it is; only the upload's row goes, in the action's own transaction, so that a refused
    action leaves the upload as it was. Raises ``NotFound`` (gone, somebody else's, bound already) or ``Conflict``.
    """
    upload = find_upload(given.upload, account=by.uid, lock=True)
    if not upload.finished:
        raise unfinished(upload)
    name = name_of(upload)
    stored = StoredFile(
        uid=upload.uid,
        stream=stream,
        kind=given.kind,
        title=given.title.strip() or name,
        original_name=name,
        media_type=upload.media_type,
        size=upload.size,
        digest=upload.digest,
        suite=upload.suite,
        seed=bytes(upload.seed).hex(),
        confidentiality=given.confidentiality,
        has_preview=upload.has_preview,
        taken_at=given.taken_at or upload.taken_at,
        uploaded_at=at.entered,
        uploaded_by=by.uid,
    )
    upload.delete()
    return stored
