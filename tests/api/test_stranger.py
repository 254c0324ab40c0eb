"""A stranger's program walks every address for other systems, with data there that could leak (architecture.md 5)."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client

from anmulong.api.offered import offered
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor
from anmulong.kernel.ids import new_uid
from tests.architecture.test_stranger import SECRETS, TELEPHONE, World, foreigner, told, world
from tests.desk.pages import fields
from tests.factories.addresses import addresses
from tests.factories.browsers import browser
from tests.factories.programs import Caller, issue


pytestmark = pytest.mark.walk
__all__ = ["fields", "foreigner", "world"]

READS = {
    "list_disputes": "/disputes",
    "list_cases": "/cases",
    "read_journal": "/journal",
    "api-root": "/",
    "read_description": "/openapi.json",
}
OPEN = {"/", "/openapi.json"}
OF_ONE = {"read_dispute": ("/disputes/{}", "matter"), "read_case": ("/cases/{}", "case")}
SENDS = {"create", "act_on", "send_bundle", "send_batch"}
OBJECTS = {"disputes": "matter", "cases": "case", "likenesses": "likeness", "grants": "grant"}


def test_every_address_is_walked() -> None:
    """A new address fails here until the walk below knows it."""
    names = {address.name.removeprefix("api:") for address in addresses() if address.name.startswith("api:")}
    assert names == {*READS, *OF_ONE, *SENDS}


def sent(world: World) -> Iterator[tuple[str, dict[str, object]]]:
    """Every action on every object of a matter, alone, in a bundle and in a batch."""
    for collection, thing in OBJECTS.items():
        uid = world.things[thing]
        for name, action in offered()[collection].items():
            body = {"operation": str(new_uid()), "input": {}}
            if action.creates:
                yield f"/{collection}/actions/{name}", body
                continue
            yield f"/{collection}/{uid}/actions/{name}", body
            named = {"subject": str(uid), "operation": str(new_uid()), "input": {}}
            yield "/bundles", {"operations": [{**named, "action": name}]}
            yield "/batches", {"action": name, "operations": [named]}


def walked(world: World, caller: Caller) -> Iterator[tuple[str, int, list[str]]]:
    """What each address answers: path, status, secrets told."""
    paths = [*READS.values(), *(path.format(world.things[thing]) for path, thing in OF_ONE.values())]
    for path in paths:
        for query in ({}, {"purpose": "contact"}, {"q": "孛儿只斤"}):
            answer = caller.get(path, **query)
            yield path, answer.status_code, told(answer)
    for path, body in sent(world):
        answer = caller.post(path, body)
        yield path, answer.status_code, told(answer)


def objects_of(world: World) -> set[str]:
    return {str(world.things[thing]) for thing in OBJECTS.values()}


def assert_shut(world: World, caller: Caller, by: Actor) -> None:
    before = Entry.objects.count()
    wrong = [
        found
        for found in walked(world, caller)
        if found[2] or found[1] >= 500 or (found[1] == 200 and any(uid in found[0] for uid in objects_of(world)))
    ]
    assert wrong == []
    assert Entry.objects.count() == before
    assert not Entry.objects.filter(actor=by.uid).exclude(action="token.issue").exists()


def test_without_a_token_everything_is_shut(world: World) -> None:
    """Neither nobody nor a browser that is signed in gets past; wrong and ended tokens do not either."""
    signed_in = browser(world.office.clerk)
    for code, client in (("", Client()), ("", signed_in), ("anm_" + "x" * 43, Client()), ("nonsense", Client())):
        found = {status for path, status, secrets in walked(world, Caller(code, client)) if path not in OPEN}
        assert found == {401}, (code, found)


def test_a_program_of_another_town(world: World) -> None:
    assert_shut(world, Caller(issue(world.office.other_clerk, restricted=True)), world.office.other_clerk)


def test_a_program_of_another_county(world: World, foreigner: Actor) -> None:
    assert_shut(world, Caller(issue(foreigner, restricted=True)), foreigner)


def test_the_walk_would_find_a_leak(world: World) -> None:
    """A program of who handles the matter is told names only for a purpose, and never what is sealed in the feed."""
    caller = Caller(issue(world.office.clerk, restricted=True))
    matter = world.things["matter"]
    assert isinstance(matter, UUID)
    full = set(told(caller.get(f"/disputes/{matter}", purpose="contact")))
    assert {"孛儿只斤", TELEPHONE} <= full
    assert full <= set(SECRETS)
    assert {"孛儿只斤", TELEPHONE} & set(told(caller.get(f"/disputes/{matter}"))) == set()
    assert told(caller.get("/journal", limit=500)) == []
