"""Whatever the description allows, and much that it forbids, is asked of the real application: no server error, no
answer that the description does not tell of, no way around the scope (issue of the interface, R-722).

The seed is fixed, so that a red run can be repeated. Each operation begins with the same store.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from anmulong.access.public import all_roles
from anmulong.config.wsgi import application
from anmulong.lawbook.queries.snapshot import forget as lawbook_forget
from anmulong.orgs.queries.snapshot import forget as orgs_forget
from tests.architecture.test_stranger import World, told, world
from tests.factories.people import make_account
from tests.factories.programs import issue


pytestmark = pytest.mark.contract
__all__ = ["world"]

EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
THINGS = {
    "disputes": "matter",
    "cases": "case",
    "likenesses": "likeness",
    "grants": "grant",
    "organisations": "body",
    "divisions": "division",
    "grids": "grid",
    "mediators": "mediator",
    "accounts": "account",
    "posts": "post",
    "deputies": "deputy",
    "statutes": "statute",
    "calendar-years": "calendar_year",
}
ROLES = (
    "banner_clerk",
    "banner_director",
    "gacha_director",
    "town_director",
    "security_admin",
    "system_admin",
)


@pytest.fixture(autouse=True)
def one_connection(world: World) -> Iterator[None]:
    """The server looks after its connections around each request; here all requests lie in one transaction.

    After ``world``, whose test clients connect the signals anew.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> list[Any]:
    """Every operation of the description."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [result.ok() for result in schema.get_all_operations()]


def real(world: World, path: str) -> UUID | None:
    """The thing at a path of a collection."""
    thing = THINGS.get(path.split("/")[3])
    return world.things[thing] if thing else None


def mixed(value: Any, known: dict[str, Any], name: str = "") -> Any:
    """The body with uids of things that are there, where its fields ask for such things."""
    if isinstance(value, dict):
        return {key: mixed(item, known, key) for key, item in value.items()}
    if isinstance(value, list):
        return [mixed(item, known, name) for item in value]
    return known.get(name, value) if isinstance(value, str) else value


def asked(operation: Any, mode: GenerationMode, world: World, token: str) -> Iterator[Any]:
    """Ask for one operation again and again; the answers, each after its checks."""
    uid, turn, answers = real(world, operation.path), count(), []
    known = {
        "dispute": str(world.things["matter"]),
        "division": str(world.office.county.gachas[1]),
        "organisation": str(world.office.county.committees[1]),
        "committee": str(world.office.county.committees[0]),
        "party": str(world.things["party"]),
        "person": str(world.office.mediator.uid),
        "account": str(world.office.mediator.uid),
        "mediator": str(world.things["mediator"]),
    }

    @seed(20261123)
    @settings(max_examples=EXAMPLES[mode], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if uid is not None and "{uid}" in operation.path and next(turn) % 4:
            case.path_parameters = {**(case.path_parameters or {}), "uid": str(uid)}
        if isinstance(case.body, dict) and mode is GenerationMode.POSITIVE:
            case.body = mixed(case.body, known)
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=CHECKS)
        answers.append((case, answer))

    with transaction.atomic():
        try:
            ask()
        except Exception as error:
            message = f"{operation.method} {operation.path} {mode}"
            raise AssertionError(message) from error
        finally:
            transaction.set_rollback(True)
            orgs_forget()
            lawbook_forget()
    yield from answers


def holder(world: World, operation: Any, tokens: dict[str, str]) -> str:
    """A program of somebody whose post may do it."""
    needed = operation.definition.raw.get("x-permission", "disputes.read")
    roles = all_roles()
    name = next((name for name in ROLES if roles[name].may(needed)), ROLES[0])
    if name not in tokens:
        tokens[name] = issue(make_account(world.office.county, name).actor(), restricted=True)
    return tokens[name]


@pytest.mark.parametrize("mode", list(EXAMPLES), ids=lambda mode: mode.name.lower())
def test_the_interface_answers_as_described(world: World, mode: GenerationMode, settings: Any) -> None:
    """Nothing is a server error, nothing is undocumented; with allowed input much is really done."""
    settings.API_REQUESTS_PER_MINUTE = 0
    tokens: dict[str, str] = {}
    found = {
        operation.label: [
            answer.status_code for _, answer in asked(operation, mode, world, holder(world, operation, tokens))
        ]
        for operation in operations()
    }
    assert len(found) > 100
    if mode is GenerationMode.POSITIVE:
        done = [name for name, statuses in found.items() if 200 in statuses]
        assert len(done) > 20, done


def test_no_input_leads_around_the_scope(world: World, settings: Any) -> None:
    """A program of another town asks for the same things by their real uids: nothing is told, nothing is done."""
    settings.API_REQUESTS_PER_MINUTE = 0
    token, wrong = issue(world.office.other_clerk, restricted=True), []
    for operation in operations():
        collection = operation.path.split("/")[3]
        if collection not in ("disputes", "cases", "likenesses", "grants", "journal"):
            continue
        for case, answer in asked(operation, GenerationMode.POSITIVE, world, token):
            at_real = (case.path_parameters or {}).get("uid") == str(real(world, operation.path))
            if told(answer) or (at_real and answer.status_code == 200):
                wrong.append((operation.label, answer.status_code))
    assert wrong == []
