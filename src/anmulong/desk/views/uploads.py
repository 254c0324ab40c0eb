"""Files on their way in, part by part; and stored files on their way out, opened as they are sent (O-4)."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anmulong.desk.parts import answered, size_told, take_part
from anmulong.desk.presenting.matter import PICTURES
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.matter import lists_for, read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute
from anmulong.files.public import (
    StoredFile,
    download_name,
    finish_upload,
    open_file,
    open_preview,
    start_upload,
)
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_reading
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


SHOWN_INLINE = (*PICTURES, "application/pdf")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Announce a file: name and size in bytes; the answer gives its number and how much goes into one part."""
    place = here(request)
    check(place, Permission.HANDLE)
    name = request.POST.get("name", "")
    return answered(lambda: start_upload(name, size_told(request), account=place.actor.uid))


@require_http_methods(["GET", "PUT"])
def part(request: HttpRequest, upload: UUID) -> HttpResponse:
    """One part, or the question how far it has come."""
    return take_part(request, upload)


@require_POST
def finish(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Look into the whole content; only then can it be attached."""
    return answered(lambda: finish_upload(upload, account=here(request).actor.uid))


@require_GET
def show_file(request: HttpRequest, uid: UUID, file: UUID) -> StreamingHttpResponse:
    """A stored file, opened frame by frame; pictures and PDF stand in the page, everything else is saved. Recorded."""
    place = here(request)
    dispute = read(place, uid)
    stored = _stored(request, dispute, file)
    log_reading(ReadingKind.DOWNLOAD, "dispute", dispute.pk, place.actor, detail=f"file {stored.pk}")
    response = StreamingHttpResponse(_opened(stored), content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    inline = stored.media_type in SHOWN_INLINE and "save" not in request.GET
    response["Content-Disposition"] = content_disposition_header(not inline, download_name(stored)) or "attachment"
    return response


def _opened(stored: StoredFile) -> Iterator[bytes]:
    """The content; its first piece is opened here and now, so that an altered file is refused with a page."""
    pieces = open_file(stored)
    first = next(pieces, b"")
    return _chained(first, pieces)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


@require_GET
def show_preview(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponse:
    """The small picture of a stored file."""
    dispute = read(here(request), uid)
    picture = open_preview(_stored(request, dispute, file))
    if picture is None:
        raise NotFound("not-found", noop("There is no preview of this file."))
    return HttpResponse(picture, content_type="image/webp")


def _stored(request: HttpRequest, dispute: Dispute, file: UUID) -> StoredFile:
    """A file of the matter that this post may see. Raises ``NotFound``."""
    for stored in lists_for(here(request), dispute).files:
        if stored.pk == file:
            return stored
    raise NotFound("not-found", noop("There is no such file here."))
