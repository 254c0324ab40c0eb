"""Reference pages made from the program itself; the build compares them with the committed ones (style rule 11)."""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, override

from anmulong.access.public import all_roles, permission_label
from anmulong.disputes.public import MATTER
from anmulong.journal.public import all_actions
from anmulong.kernel.workflow import NEW, STAY, Table, mermaid


NOTE = "<!-- Made by `manage.py reference`; change the program, not this page. -->\n\n"
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))


def in_language(code: str, make: Callable[[], str]) -> str:
    """What ``make`` says in one language."""
    with override(code):
        return make()


def states() -> str:
    """States, turns and moves of the matter, with the diagram in both languages."""
    parts = [NOTE, "# States of a matter · 事项状态\n"]
    for code, name in LANGUAGES:
        parts.append(f"\n## {name}\n\n```mermaid\n{in_language(code, lambda: mermaid(MATTER, gettext))}```\n")
    parts.append("\n## Moves · 转移表\n\n| action | 操作 | from | to | clocks started | stopped | ground |\n")
    parts.append("| --- | --- | --- | --- | --- | --- | --- |\n")
    parts += [_move_row(MATTER, move) for move in MATTER.moves]
    parts.append("\n| state | 状态 | whose turn |\n| --- | --- | --- |\n")
    for state, facts in MATTER.states.items():
        parts.append(f"| {state} | {_zh(facts.label)} | {facts.turn} |\n")
    return "".join(parts)


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


PAGES: dict[str, Callable[[], str]] = {"states.md": states, "actions.md": actions, "roles.md": roles}
