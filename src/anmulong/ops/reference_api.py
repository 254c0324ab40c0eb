"""The reference page of the interface, from the description that the server itself gives out (style rule 11)."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from anmulong.api.public import ROOT, document
from anmulong.journal.public import all_actions


HEAD = f"""# Interface · 接口

From the description at `{ROOT}/openapi.json` (OpenAPI 3.1), which also has every field of what comes in and goes out.
Inputs of the actions: [actions.md](actions.md). How to use it: [use the interface](../how-to/use-the-api.md).

## Reading, bundles and batches · 读取与成批办理

| address | method | what it does | query |
| --- | --- | --- | --- |
"""
ACTIONS_HEAD = "| address | action | 操作 | permission | merges |\n| --- | --- | --- | --- | --- |\n"


def interface() -> str:
    """The page, without the note that stands on every page made here."""
    paths: dict[str, dict[str, Any]] = json.loads(document())["paths"]
    groups: dict[str, list[str]] = {}
    for path, item in paths.items():
        if "tags" in item.get("post", {}):
            groups.setdefault(item["post"]["tags"][0], []).append(_action_row(path, item["post"]))
    parts = [HEAD, *_rows(paths)]
    for collection, rows in groups.items():
        parts += [f"\n## {collection}\n\n", ACTIONS_HEAD, *rows]
    return "".join(parts)


def _rows(paths: dict[str, dict[str, Any]]) -> Iterable[str]:
    for path, item in paths.items():
        for method in ("get", "post"):
            told = item.get(method)
            if told and "tags" not in told:
                query = ", ".join(f"`{each['name']}`" for each in told.get("parameters", ()) if each["in"] == "query")
                yield f"| `{path}` | {method.upper()} | {told['summary']} | {query} |\n"


def _action_row(path: str, told: dict[str, Any]) -> str:
    name = told["operationId"]
    with override("zh-hans"):
        label = str(all_actions()[name].label)
    return f"| `{path}` | {told['summary']} | {label} | `{told['x-permission']}` | {told['x-merges']} |\n"
