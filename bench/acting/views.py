"""One action per request. A stand-in until the API exists: the token names account and post, both read anew."""

import json
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse

from anmulong.access.public import Account, actor_for, seat_of
from anmulong.base.guards import trusted
from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, Call, parse, perform, spec
from anmulong.kernel.errors import DomainError


SALT = "bench-acting"


def token(actor: Actor) -> str:
    """What a client sends to say who it is."""
    return signing.dumps([str(actor.uid), str(actor.post)], salt=SALT)


def act(request: HttpRequest) -> HttpResponse:
    """Perform what the body asks for."""
    if request.method != "POST":
        return HttpResponse("ready")
    account_uid, post = signing.loads(request.headers["Authorization"], salt=SALT)
    with trusted():
        account = Account.objects.get(pk=account_uid)
    actor = actor_for(account, seat_of(account, UUID(post)), channel=Channel.API, address=request.META["REMOTE_ADDR"])
    asked = json.loads(request.body)
    subject = UUID(asked["subject"]) if asked["subject"] else None
    given = parse(spec(asked["action"]).given, asked["given"])
    try:
        call = Call(asked["action"], given, subject=subject, operation=UUID(asked["operation"]))
        outcome = perform(call, by=actor)
    except DomainError as error:
        return JsonResponse({"code": error.code, "text": str(error)}, status=409)
    return JsonResponse({"subject": str(outcome.subject), "version": outcome.version, **outcome.facts})
