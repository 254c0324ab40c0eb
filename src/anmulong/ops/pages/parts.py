"""A file for an import, sent part by part as an attachment is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.desk.public import answered, check, here, size_told, take_part
from anmulong.disputes.enums import Permission
from anmulong.files.public import find_upload
from anmulong.ops.pages.staging import begin


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Announce the size in bytes; the answer gives the number of the upload and the size of a part."""
    place = here(request)
    check(place, Permission.IMPORT)
    account = place.actor.uid
    return answered(lambda: find_upload(begin(size_told(request), account), account=account))


@require_http_methods(["GET", "PUT"])
def part(request: HttpRequest, upload: UUID) -> HttpResponse:
    """One part, or the question how far it has come."""
    return take_part(request, upload)


@require_POST
def finish(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Say whether everything has arrived; the content is looked into by the import itself."""
    return answered(lambda: find_upload(upload, account=here(request).actor.uid))
