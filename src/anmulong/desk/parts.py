"""Files that come part by part, for attachments and for imports: a connection that breaks goes on where it stopped.

A page's view calls ``answered`` with what it does to the upload; the browser is told how far the upload has come, or
why it goes no further.
"""

from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from anmulong.desk.answers import status_of
from anmulong.desk.requests import here
from anmulong.files.public import Upload, find_upload, receive
from anmulong.kernel.errors import Conflict, DomainError, Invalid
from anmulong.kernel.wording import noop


PART = 1024 * 1024
"""Bytes in one part."""

DIGEST = "X-Part-Digest"


def answered(work: Callable[[], Upload]) -> JsonResponse:
    """How far the upload has come after ``work``; a refusal says how much has arrived."""
    try:
        upload = work()
    except DomainError as error:
        told = {"error": error.message.render(gettext), "code": error.code, "received": error.details.get("received")}
        return JsonResponse(told, status=status_of(error))
    return JsonResponse(
        {
            "uid": str(upload.uid),
            "received": upload.received,
            "expected": upload.expected,
            "part": PART,
            "finished": upload.finished,
        }
    )


def size_told(request: HttpRequest) -> int:
    """The announced size in bytes. Raises ``Invalid`` without one."""
    try:
        return int(request.POST.get("size", ""))
    except ValueError as error:
        raise Invalid("file-empty", noop("The file is empty.")) from error


def take_part(request: HttpRequest, upload: UUID) -> JsonResponse:
    """Take the bytes from ``offset`` on (PUT), or say how far it has come (GET)."""
    account = here(request).actor.uid

    def taken() -> Upload:
        if request.method == "GET":
            return find_upload(upload, account=account)
        offset = _offset(request)
        _check_digest(request, offset)
        return receive(upload, offset, request.body, account=account)

    return answered(taken)


def _check_digest(request: HttpRequest, offset: int) -> None:
    """A part that comes with its SHA-256 must be what was sent; otherwise it is sent once more from its offset."""
    told = request.headers.get(DIGEST, "")
    if told and not compare_digest(told.lower(), sha256(request.body).hexdigest()):
        raise Conflict(
            "part-broken",
            noop("A part of the file was damaged on its way."),
            way_out=noop("Go on from the place where it stopped."),
            details={"received": offset},
        )


def _offset(request: HttpRequest) -> int:
    try:
        return int(request.GET.get("offset", ""))
    except ValueError as error:
        raise Invalid("upload-gap", noop("A part of the file is missing.")) from error
