"""JSON schemas: of inputs from the actions' dataclasses, of answers from the columns that are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from pydantic import TypeAdapter

from anmulong.base.models import Record
from anmulong.journal.public import ActionSpec, adapter


Schema = dict[str, Any]

REF = "#/components/schemas/{model}"
UID: Schema = {"type": "string", "format": "uuid"}
UID7: Schema = {
    "type": "string",
    "format": "uuid",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    "description": "UUID of version 7, made by whoever asks; the same one again gives the stored answer",
}
MOMENT: Schema = {"type": "string", "format": "date-time"}
TEXT: Schema = {"type": "string"}
DECIMAL: Schema = {"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$", "description": "a decimal number as text"}
OBJECT: Schema = {"type": "object", "additionalProperties": True}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}

CODE_TABLES = {
    "forecast": "C-303",
    "scale": "C-310",
    "routes": "C-241",
    "gate_code": "C-240",
    "difficulty": "C-304",
    "ways": "C-222",
    "retention": "C-930",
    "professional_kind": "C-903",
    "committee_kind": "C-902",
    "SessionHeld.result": "C-307",
    "Terminated.reason": "C-223",
    "ObligationInput.kind": "C-306",
    "SideInput.role": "C-309",
    "AddedParty.role": "C-309",
    "PartyJoined.role": "C-309",
    "NewMember.post": "C-910",
    "Engaged.post": "C-910",
    "Engaged.way": "C-912",
    **{f"{name}.source": "C-302" for name in ("Registration", "Application", "CaseChange", "CaseCorrection")},
    **{f"{name}.kind": "C-301x" for name in ("Registration", "Triage", "Change", "Correction")},
}
"""Which inputs hold a code of a table that the office itself keeps; by field, or by input and field."""


def inputs(actions: Mapping[str, ActionSpec]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """For every action the schema of its input, and the named parts that these refer to."""
    asked = [(name, "validation", adapter(action.given)) for name, action in actions.items()]
    found, parts = TypeAdapter.json_schemas(asked, ref_template=REF)  # type: ignore[arg-type]  # a name is any key
    named = {key: _tidied(part, key) for key, part in parts.get("$defs", {}).items() if key != "Unset"}
    for action in actions.values():
        _bound(named.get(action.given.__name__, {}), action.on)
    return {name: found[name, "validation"] for name in actions}, named


def is_optional(schema: Schema, named: Mapping[str, Schema]) -> bool:
    """Whether an input may be left out because nothing in it is needed."""
    part = named.get(schema.get("$ref", "").rpartition("/")[2], schema)
    return not part.get("required")


def _tidied(part: Schema, name: str) -> Schema:
    """Without titles and the mark of untouched fields; decimals as text; nothing unknown allowed; tables named."""
    told = {key: value for key, value in part.items() if key != "title"}
    if "description" in told:
        told["description"] = " ".join(str(told["description"]).split())
    if told.get("type") == "object" and "properties" in told:
        told["additionalProperties"] = False
        told["properties"] = {key: _field(value, name, key) for key, value in told["properties"].items()}
    return told


def _field(field: Schema, owner: str, name: str) -> Schema:
    told = {key: value for key, value in field.items() if key != "title"}
    if told.get("default") == "__unset__":
        del told["default"]
    if "anyOf" in told:
        told |= _choices(told.pop("anyOf"))
    table = CODE_TABLES.get(f"{owner}.{name}", CODE_TABLES.get(name, ""))
    if table:
        told["x-code-table"] = table
    return told


def _choices(choices: Iterable[Schema]) -> Schema:
    rest = [choice for choice in choices if choice != {"$ref": REF.format(model="Unset")}]
    kinds = [choice.get("type") for choice in rest]
    if "number" in kinds and "string" in kinds:
        bounds = next(choice for choice in rest if choice.get("type") == "number")
        told = {f"x-{key}": value for key, value in bounds.items() if key in ("minimum", "maximum")}
        rest = [DECIMAL | told, *(choice for choice in rest if choice.get("type") not in ("number", "string"))]
    return rest[0] if len(rest) == 1 else {"anyOf": rest}


def _bound(part: Schema, model: type[Record]) -> None:
    """The length of the column that a text goes into, where the input itself names none."""
    lengths = {
        field.name: field.max_length
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and not field.choices and field.max_length
    }
    for name, field in part.get("properties", {}).items():
        if field.get("type") == "string" and name in lengths and not {"format", "pattern", "maxLength"} & field.keys():
            field["maxLength"] = lengths[name]


def columns(model: type[models.Model], names: Iterable[str]) -> dict[str, Schema]:
    """The schema of each column as it is shown."""
    return {name: _column(model._meta.get_field(name.removesuffix("_id"))) for name in names}


def _column(field: Any) -> Schema:
    if isinstance(field, models.UUIDField | models.ForeignKey):
        shape: Schema = dict(UID)
    elif isinstance(field, models.DateTimeField):
        shape = dict(MOMENT)
    elif isinstance(field, models.DateField):
        shape = {"type": "string", "format": "date"}
    elif isinstance(field, models.BooleanField):
        shape = dict(TRUTH)
    elif isinstance(field, models.IntegerField):
        shape = dict(WHOLE)
    elif isinstance(field, models.DecimalField):
        shape = dict(DECIMAL)
    elif isinstance(field, models.JSONField):
        shape = {"type": "array"}
    else:
        shape = dict(TEXT)
        if field.choices:
            shape["enum"] = [*({""} if field.blank or field.default == "" else ()), *dict(field.flatchoices)]
    return {**shape, "type": [shape["type"], "null"]} if field.null else shape


def closed(properties: Mapping[str, Schema], *optional: str) -> Schema:
    """An object with exactly these members; all are there, except those named optional."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def listing(row: str) -> Schema:
    """One page of rows of the schema ``row``."""
    following = {"type": ["string", "null"], "description": "send it as `after` for the next page; null on the last"}
    return closed({"rows": {"type": "array", "items": ref(row)}, "next": following})


def ref(name: str) -> Schema:
    """A reference to a named schema."""
    return {"$ref": REF.format(model=name)}
