"""Reference pages made from the program itself; the build compares them with the committed ones (style rule 11)."""

import dataclasses
import re
import tomllib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from anmulong.access.public import all_roles, permission_label
from anmulong.cases.public import CASE
from anmulong.disputes.public import MATTER
from anmulong.journal.public import all_actions
from anmulong.kernel.workflow import NEW, STAY, Table, mermaid
from anmulong.lawbook.public import data_folder, every_clock
from anmulong.ops.reference_api import interface
from anmulong.ops.reference_clocks import clocks
from anmulong.ops.reference_gate import admissibility


NOTE = "<!-- Made by `manage.py reference`; change the program, not this page. -->\n\n"
KEY = re.compile(r'"((?:access|corps|desk|disputes|files|mediation|retention|risk)\.[\w.{}]+)"')
PARAMETERS_HEAD = """# Parameters · 参数

As shipped in `data/parameters/`; a running store keeps its own values with their dates, and a matter keeps the values
under which it began (R-210). Status: `law` is fixed by a text, `design` is ours, `local` is decided by the banner.
Rows without a tick under *read* wait for parts that are still to be built.
"""
PARAMETERS_COLUMNS = """| parameter | 参数 | value | unit | status | read | source |
| --- | --- | --- | --- | --- | --- | --- |
"""
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))


def in_language(code: str, make: Callable[[], str]) -> str:
    """What ``make`` says in one language."""
    with override(code):
        return make()


TABLES = (("Matter", "事项", MATTER), ("Case", "调解案件", CASE))


def states() -> str:
    """States, turns and moves of the matter and of the case, with the diagrams in both languages."""
    parts = [NOTE, "# States · 状态\n"]
    for english, chinese, table in TABLES:
        parts.append(f"\n## {english} · {chinese}\n")
        parts += _drawn(table)
    return "".join(parts)


def _drawn(table: Table) -> list[str]:
    parts = []
    for code, name in LANGUAGES:
        drawing = in_language(code, partial(mermaid, table, gettext))
        parts.append(f"\n### {name}\n\n```mermaid\n{drawing}```\n")
    parts.append("\n### Moves · 转移表\n\n| action | 操作 | from | to | clocks started | stopped | ground |\n")
    parts.append("| --- | --- | --- | --- | --- | --- | --- |\n")
    parts += [_move_row(table, move) for move in table.moves]
    parts.append("\n| state | 状态 | whose turn |\n| --- | --- | --- |\n")
    for state, facts in table.states.items():
        parts.append(f"| {state} | {_zh(facts.label)} | {facts.turn} |\n")
    return parts


def _move_row(table: Table, move: Any) -> str:
    sources = ", ".join("(new)" if source == NEW else source for source in move.sources)
    target = "(same)" if move.target == STAY else move.target
    cells = [move.action, _zh(move.label), sources, target, ", ".join(move.starts), ", ".join(move.stops), move.law]
    return f"| {' | '.join(cells)} |\n"


def _zh(text: Any) -> str:
    return in_language("zh-hans", lambda: gettext(str(text)))


def actions() -> str:
    """Every action: what it works on, who may, how it merges, its input."""
    parts = [NOTE, "# Actions · 操作\n\nThe one road: every write is one of these.\n"]
    for name, spec in all_actions().items():
        label = in_language("zh-hans", lambda spec=spec: str(spec.label))  # type: ignore[misc]
        parts.append(f"\n## {name} · {label}\n\n")
        first = (spec.function.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
        parts.append(f"{' '.join(first.split())}\n\n")
        parts.append(f"on `{spec.on._meta.label}` · needs `{spec.needs}` · merges `{spec.merges}`")
        parts.append(f" · ground {spec.law}\n\n" if spec.law else "\n\n")
        parts.append("| input | type | personal |\n| --- | --- | --- |\n")
        for item in dataclasses.fields(spec.given):
            personal = "sealed" if item.metadata.get("personal") else ""
            parts.append(f"| {item.name} | `{_type_name(item.type)}` | {personal} |\n")
    return "".join(parts)


def _type_name(kind: Any) -> str:
    text = kind if isinstance(kind, str) else getattr(kind, "__name__", None) if isinstance(kind, type) else str(kind)
    return str(text).replace("|", "or").replace("anmulong.", "").replace("typing.", "")


def roles() -> str:
    """The role table, to be read aloud to a lawyer."""
    parts = [NOTE, "# Roles · 岗位角色\n"]
    for code, role in all_roles().items():
        parts.append(f"\n## {code} · {_zh(role.label)}\n\n{_zh(role.description)}\n\n{role.description}\n\n")
        parts.append(f"area `{role.area or 'none'}` · restricted matters {'yes' if role.restricted else 'no'}")
        parts.append(f" · matters {'yes' if role.case_data else 'no (R-721)'}\n\n")
        for permission in sorted(role.permissions):
            words = in_language("zh-hans", lambda permission=permission: str(permission_label(permission)))  # type: ignore[misc]
            parts.append(f"- `{permission}` {words}\n")
    return "".join(parts)


def environment() -> str:
    """Every environment variable, as the head of the settings file tells it."""
    parts = [NOTE, "# Settings · 环境变量\n\n"]
    parts.append("What differs between places comes from the environment. A wrong value ends the program with one\n")
    parts.append(
        "sentence that names the variable. Limits and periods are parameters: [parameters.md](parameters.md).\n\n"
    )
    parts.append("| variable | meaning |\n| --- | --- |\n")
    told = import_module("anmulong.config.settings").__doc__ or ""
    for line in told.splitlines():
        name, _space, meaning = line.partition(" ")
        if name.isupper():
            parts.append(f"| `{name}` | {meaning.strip()} |\n")
    return "".join(parts)


def parameters() -> str:
    """The parameters that come with the program: limits, periods, thresholds, each with its source."""
    parts, reads = [NOTE, PARAMETERS_HEAD], parameters_read()
    for file in sorted((data_folder() / "parameters").glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        parts.append(f"\n## {told['en']} · {told['zh']}\n\n{PARAMETERS_COLUMNS}")
        parts += [_parameter_row(row, "✓" if reads.fullmatch(row["key"]) else "") for row in told["parameters"]]
    return "".join(parts)


def parameters_read() -> re.Pattern[str]:
    """Matches every parameter key that stands in the source, whole or with a part that is filled in."""
    found = set()
    for file in sorted((settings.ROOT / "src").rglob("*.py")):
        for text in KEY.findall(file.read_text(encoding="utf-8")):
            found.add(r"\w+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", text)))
    found |= {re.escape(rule.parameter) for rule in every_clock()}
    return re.compile("|".join(sorted(found)))


def _parameter_row(row: dict[str, Any], read: str) -> str:
    value = ", ".join(str(part) for part in row["value"]) if isinstance(row["value"], list) else row["value"]
    cells = (f"`{row['key']}`", row["zh"], value, row["unit"], row["status"], read, row["source"])
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |\n"


def glossary() -> str:
    """The words of the office in both languages, with the identifier in the program (O-10)."""
    parts = [NOTE, "# Words of the office · 用语\n\n"]
    parts.append("The same list stands on the help page. Words that are not said are checked by the build\n")
    parts.append("(`tools/forbidden_words.toml`).\n\n")
    parts.append(
        "| 说 | say | in the program | not | 含义 | meaning | rule |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    for row in tomllib.loads((data_folder() / "glossary.toml").read_text(encoding="utf-8"))["words"]:
        meanings = (row.get("meaning_zh", ""), row.get("meaning_en", ""))
        not_said = "、".join(row.get("not", ()))
        cells = (row["zh"], row["en"], f"`{row['identifier']}`", not_said, *meanings, row["rule"])
        parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "reference/states.md": states,
    "reference/actions.md": actions,
    "reference/api.md": lambda: NOTE + interface(),
    "reference/roles.md": roles,
    "reference/settings.md": environment,
    "reference/parameters.md": parameters,
    "reference/admissibility.md": lambda: NOTE + admissibility(),
    "reference/clocks.md": lambda: NOTE + clocks(),
    "glossary.md": glossary,
}
"""Pages below docs/, and what makes them."""
