"""A file for an import, sent part by part: a connection that breaks goes on where it stopped."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.desk.public import check, here, status_of
from anmulong.disputes.enums import Permission
from anmulong.files.public import Upload, find_upload, receive
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.wording import noop
from anmulong.ops.pages.staging import MIB, begin


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Announce the size in bytes; the answer gives the number of the upload and the size of a part."""
    place = here(request)
    check(place, Permission.IMPORT)
    try:
        uid = begin(int(request.POST.get("size", "")), place.actor.uid)
        return JsonResponse(_told(find_upload(uid, account=place.actor.uid)))
    except ValueError:
        return _failed(Invalid("file-empty", noop("The file is empty.")))
    except DomainError as error:
        return _failed(error)


@require_http_methods(["GET", "PUT"])
def part(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Take the bytes from ``offset`` on, or say how far it has come."""
    account = here(request).actor.uid
    try:
        if request.method == "GET":
            return JsonResponse(_told(find_upload(upload, account=account)))
        offset = int(request.GET.get("offset", ""))
        return JsonResponse(_told(receive(upload, offset, request.body, account=account)))
    except ValueError:
        return _failed(Invalid("upload-gap", noop("A part of the file is missing.")))
    except DomainError as error:
        return _failed(error)


@require_POST
def finish(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Say whether everything has arrived; the content is looked into by the import itself."""
    try:
        return JsonResponse(_told(find_upload(upload, account=here(request).actor.uid)))
    except DomainError as error:
        return _failed(error)


def _told(upload: Upload) -> dict[str, object]:
    return {"uid": str(upload.uid), "received": upload.received, "part": MIB}


def _failed(error: DomainError) -> HttpResponse:
    told = {"error": error.message.render(gettext), "code": error.code, "received": error.details.get("received")}
    return JsonResponse(told, status=status_of(error))
