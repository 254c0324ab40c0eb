"""The description of the interface (OpenAPI 3.1), made from the registry of actions and from the code that answers.

In English: it is for developers. It says nothing about any store, so that nobody has to sign in to read it.
"""

import json
from functools import cache
from typing import Any

from django.utils.translation import override

from anmulong.api import cases, disputes, feed
from anmulong.api.answers import answers
from anmulong.api.asking import Parameter
from anmulong.api.calling import MOST_IN_BATCH, MOST_IN_BUNDLE
from anmulong.api.offered import offered
from anmulong.api.problems import PROBLEM
from anmulong.api.shapes import MOMENT, OBJECT, TEXT, UID, UID7, Schema, closed, inputs, is_optional, ref
from anmulong.journal.enums import Merge
from anmulong.journal.public import ActionSpec


ROOT = "/api/v1"
REFUSALS = {
    401: "no token, or one that is not known, has ended or has expired",
    403: "the post or the token may not do this",
    404: "there is no such thing, or it lies outside what the post may see",
    409: "somebody else was quicker, or the operation number stands for something else; `both_sides` tells",
    412: "the version named by `If-Match` is not the present one",
    413: "the body is larger than 8 MiB",
    422: "the input is wrong, or state or law do not allow it; `fields`, `law` and `way_out` tell",
    429: "more requests in a minute than the token may send; `Retry-After` tells how long to wait",
    503: "the store cannot be reached; ask again with the same operation number",
}
READING = (401, 403, 404, 422, 429, 503)
WRITING = tuple(REFUSALS)
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string", "pattern": r'^"\d{1,9}"$'},
    "description": "the version that was seen, instead of `version` in the body",
}
VERSION = {"type": ["integer", "null"], "minimum": 0, "maximum": 2**31 - 1, "description": "the version that was seen"}
HAPPENED = {**MOMENT, "type": ["string", "null"], "description": "when it happened, if earlier than now (O-2)"}
ABOUT = """Every write is an action, every read lies inside the scope of one post (docs/how-to/use-the-api.md).
Send `Authorization: Bearer` with a token from the page of your account."""


@cache
def document() -> bytes:
    """The whole description as JSON; made once in the life of a process."""
    with override("en"):
        found, named = _actions()
        told = {
            "openapi": "3.1.0",
            "info": {"title": "Anmulong", "version": "1", "description": ABOUT},
            "paths": {**_reads(), **found, **_many()},
            "components": {
                "schemas": {**named, **answers(), **_calls()},
                "responses": {
                    f"Refused{status}": _content(why, ref("Problem"), PROBLEM) for status, why in REFUSALS.items()
                },
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
            "security": [{"token": []}],
        }
    return json.dumps(told, ensure_ascii=False).encode()


def _reads() -> dict[str, Any]:
    return {
        f"{ROOT}/disputes": {"get": _list("list_disputes", "The ledger", disputes.FILTERS, "DisputePage")},
        f"{ROOT}/disputes/{{uid}}": {"get": _read("read_dispute", "One matter", "Dispute"), **_at_uid()},
        f"{ROOT}/cases": {"get": _list("list_cases", "The cases", cases.FILTERS, "CasePage")},
        f"{ROOT}/cases/{{uid}}": {"get": _read("read_case", "One case", "Case"), **_at_uid()},
        f"{ROOT}/journal": {"get": _list("read_journal", "The journal from a cursor", feed.PARAMETERS, "JournalPage")},
        f"{ROOT}/openapi.json": {
            "get": {
                "operationId": "read_description",
                "summary": "This description",
                "security": [],
                "responses": {"200": _content("the description", OBJECT)},
            }
        },
    }


def _list(name: str, summary: str, filters: tuple[Parameter, ...], page: str) -> Schema:
    refusals = _refusals(*(status for status in READING if status != 404))
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_parameter(parameter) for parameter in filters],
        "responses": {"200": _content("one page", ref(page)), **refusals},
    }


def _read(name: str, summary: str, shown: str) -> Schema:
    found = _content("as the post sees it", ref(shown))
    found["headers"] = {"ETag": {"schema": TEXT, "description": "the version, for `If-Match`"}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_parameter(disputes.PURPOSE)],
        "responses": {"200": found, **_refusals(*READING)},
    }


def _parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "schema": parameter.schema,
        "description": parameter.description or parameter.name,
    }


def _at_uid() -> Schema:
    return {"parameters": [{"name": "uid", "in": "path", "required": True, "schema": UID}]}


def _actions() -> tuple[dict[str, Any], dict[str, Schema]]:
    """The addresses of all offered actions, and the schemas of what they take."""
    groups = offered()
    schemas, named = inputs({name: action for rows in groups.values() for name, action in rows.items()})
    paths: dict[str, Any] = {}
    for collection, rows in groups.items():
        for name, action in rows.items():
            body = _body(action, schemas[name], named)
            post = _act(action, collection, body)
            if action.creates:
                paths[f"{ROOT}/{collection}/actions/{name}"] = {"post": post}
            else:
                post["parameters"] = [IF_MATCH]
                paths[f"{ROOT}/{collection}/{{uid}}/actions/{name}"] = {"post": post, **_at_uid()}
    return paths, named


def _body(action: ActionSpec, schema: Schema, named: dict[str, Schema]) -> Schema:
    members: dict[str, Schema] = {"operation": UID7, "input": schema, "happened_at": HAPPENED}
    optional = ["happened_at", *(["input"] if is_optional(schema, named) else [])]
    if not action.creates:
        members["version"] = VERSION
        optional.append("version")
    if action.merges is Merge.FIELDS:
        members["base"] = {**schema, "description": "the values that were seen, of the fields that are sent"}
        optional.append("base")
    return closed(members, *optional)


def _act(action: ActionSpec, collection: str, body: Schema) -> Schema:
    first = (action.function.__doc__ or "").strip().split("\n\n")[0]
    return {
        "operationId": action.name,
        "tags": [collection],
        "summary": str(action.label),
        "description": " ".join(first.split()),
        "x-permission": action.needs,
        "x-merges": str(action.merges),
        "x-law": action.law,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": _content("done", ref("Outcome")), **_refusals(*WRITING)},
    }


def _many() -> dict[str, Any]:
    told = {
        "bundles": ("Bundle", "BundleOutcome", "Several operations in one transaction, all or none (O-1)"),
        "batches": ("Batch", "BatchOutcome", "Many operations of one kind, each answered by itself, in order"),
    }
    return {
        f"{ROOT}/{name}": {
            "post": {
                "operationId": f"send_{name}",
                "summary": summary,
                "requestBody": {"required": True, "content": {"application/json": {"schema": ref(body)}}},
                "responses": {"200": _content("done", ref(outcome)), **_refusals(*WRITING)},
            }
        }
        for name, (body, outcome, summary) in told.items()
    }


def _calls() -> dict[str, Schema]:
    """One operation of a bundle and of a batch; its input is that of the action it names."""
    names = sorted(name for rows in offered().values() for name in rows)
    action = {"type": "string", "enum": names}
    call = {
        "subject": {**UID, "type": ["string", "null"], "description": "left out where something new is made"},
        "operation": UID7,
        "input": {**OBJECT, "description": "as at the address of the action"},
        "version": VERSION,
        "base": {"type": ["object", "null"], "additionalProperties": True},
        "happened_at": HAPPENED,
    }
    optional = ("subject", "input", "version", "base", "happened_at")
    return {
        "Call": closed({"action": action, **call}, *optional),
        "Bundle": closed({"operations": _several("Call", MOST_IN_BUNDLE)}),
        "CallOfBatch": closed(call, *optional),
        "Batch": closed({"action": action, "operations": _several("CallOfBatch", MOST_IN_BATCH)}),
    }


def _several(name: str, most: int) -> Schema:
    return {"type": "array", "items": ref(name), "minItems": 1, "maxItems": most}


def _refusals(*statuses: int) -> dict[str, Schema]:
    return {str(status): {"$ref": f"#/components/responses/Refused{status}"} for status in statuses}


def _content(description: str, schema: Schema, kind: str = "application/json") -> Schema:
    return {"description": description, "content": {kind: {"schema": schema}}}
