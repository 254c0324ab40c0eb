"""The addresses of the interface: one for each kind of asking, whatever the action (architecture.md 7)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from anmulong.access.public import bearer_of
from anmulong.api import cases, disputes, feed
from anmulong.api.asking import Parameter, read_query
from anmulong.api.bodies import bad_fields, read_object
from anmulong.api.calling import act, batch, bundle
from anmulong.api.limits import seconds_to_wait
from anmulong.api.offered import action_called
from anmulong.api.openapi import document
from anmulong.api.problems import plain_problem, problem
from anmulong.base import clock
from anmulong.disputes.enums import Permission
from anmulong.journal.public import Actor
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import noop


JSON = "application/json"


class TooManyError(Exception):
    """The token has used up its minute; ``wait`` seconds to the next answer."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


def bearer(request: HttpRequest) -> Actor:
    """Who asks, by the token; counted against its limit."""
    actor = bearer_of(request)
    wait = seconds_to_wait(UUID(actor.device))
    if wait:
        raise TooManyError(wait)
    return actor


api = NinjaAPI(title="Anmulong", version="1", docs_url=None, openapi_url=None, auth=bearer, urls_namespace="api")


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Every refusal of the domain in one form."""
    too_large = plain_problem(413, error.code, error.message.text) if error.code == "too-large" else None
    return too_large or problem(error, conditional="HTTP_IF_MATCH" in request.META)


@api.exception_handler(TooManyError)
def too_many(request: HttpRequest, error: TooManyError) -> HttpResponse:
    """The limit of a token."""
    answer = plain_problem(429, "too-many-requests", noop("Too many requests in this minute."))
    answer.headers["Retry-After"] = str(error.wait)
    return answer


@api.exception_handler(ValidationError)
def no_such_address(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A part of the address that is no identifier leads nowhere."""
    return plain_problem(404, "no-such-address", noop("There is nothing at this address."))


def query_of(request: HttpRequest, known: tuple[Parameter, ...]) -> dict[str, Any]:
    """The parameters of the address; raises ``Invalid``."""
    return read_query(request.GET.dict(), known)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; a version may stand in the header ``If-Match`` instead."""
    body = read_object(request)
    seen = request.META.get("HTTP_IF_MATCH")
    if seen is None:
        return body
    number = seen.removeprefix("W/").strip('"')
    if "version" in body or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise bad_fields(version=noop("This value cannot be used."))
    return {**body, "version": int(number)}


@api.get("/openapi.json", auth=None)
def read_description(request: HttpRequest) -> HttpResponse:
    """What can be asked here, for programs and their makers."""
    told = HttpResponse(document(), content_type=JSON)
    told.headers["Cache-Control"] = "max-age=600"
    return told


@api.get("/disputes")
def list_disputes(request: HttpRequest) -> HttpResponse:
    """The ledger inside the scope."""
    return answer(disputes.listed(query_of(request, disputes.FILTERS), actor_in(request)))


@api.get("/disputes/{uuid:uid}")
def read_dispute(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One matter."""
    asked = query_of(request, (disputes.PURPOSE,))
    return versioned(disputes.one(uid, asked.get("purpose", ""), actor_in(request)))


@api.get("/cases")
def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases inside the scope."""
    return answer(cases.listed(query_of(request, cases.FILTERS), actor_in(request)))


@api.get("/cases/{uuid:uid}")
def read_case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One case."""
    asked = query_of(request, (disputes.PURPOSE,))
    return versioned(cases.one(uid, asked.get("purpose", ""), actor_in(request)))


@api.get("/journal")
def read_journal(request: HttpRequest) -> HttpResponse:
    """What happened, from a cursor."""
    by = actor_in(request)
    asked = query_of(request, feed.PARAMETERS)
    by.rights.check(Permission.READ, None, clock.now())
    return answer(feed.told(asked, by))


@api.post("/{collection}/actions/{name}")
def create(request: HttpRequest, collection: str, name: str) -> HttpResponse:
    """An action that makes something new."""
    action = action_called(name, collection, creates=True)
    return answer(act(action, None, body_of(request), actor_in(request)))


@api.post("/{collection}/{uuid:uid}/actions/{name}")
def act_on(request: HttpRequest, collection: str, uid: UUID, name: str) -> HttpResponse:
    """An action on something that is there."""
    action = action_called(name, collection, creates=False)
    return answer(act(action, uid, body_of(request), actor_in(request)))


@api.post("/bundles")
def send_bundle(request: HttpRequest) -> HttpResponse:
    """Several operations, all or none."""
    return answer(bundle(read_object(request), actor_in(request)))


@api.post("/batches")
def send_batch(request: HttpRequest) -> HttpResponse:
    """Many operations of one kind, each answered."""
    return answer(batch(read_object(request), actor_in(request)))


def actor_in(request: HttpRequest) -> Actor:
    """Who asks; set when the token was read."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by the router
    return actor


def answer(found: dict[str, Any]) -> HttpResponse:
    """A JSON answer."""
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def versioned(found: dict[str, Any]) -> HttpResponse:
    """A JSON answer with the version as its tag, for ``If-Match``."""
    told = answer(found)
    told.headers["ETag"] = f'"{found["version"]}"'
    return told
