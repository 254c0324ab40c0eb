"""Which texts the program shows: message ids taken from Python and templates, without the gettext programs."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.sources import files, name


PLAIN = {"_", "_now", "gettext", "gettext_lazy", "gettext_noop", "noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TAG = re.compile(r"{%-?\s*(?:trans|translate)\s+" + QUOTED + r"(?:\s+context\s+" + QUOTED + r")?[^%]*%}")
BLOCK = re.compile(
    r"{%\s*(blocktrans|blocktranslate)\b([^%]*)%}(.*?)(?:{%\s*plural\s*%}(.*?))?{%\s*end(?:blocktrans|blocktranslate)\s*%}",
    re.DOTALL,
)
CALL = re.compile(r"\b_\(\s*" + QUOTED + r"\s*\)")
VARIABLE = re.compile(r"{{\s*([^}]+?)\s*}}")
CONTEXT = re.compile(r"\bcontext\s+" + QUOTED)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """One text to translate: its id, its plural, what sets it apart from the same words elsewhere."""

    id: str
    plural: str = ""
    context: str = ""


class Unreadable(Exception):
    """A text that cannot be translated as it is written."""


def used_messages() -> dict[Message, list[str]]:
    """Every message of the program and the files it stands in."""
    found: dict[Message, list[str]] = {}
    for path in files(".py", ".html", ".txt", under=("src",)):
        reader = from_python if path.suffix == ".py" else from_template
        for message in reader(path):
            places = found.setdefault(message, [])
            if name(path) not in places:
                places.append(name(path))
    return found


def from_python(path: Path) -> Iterator[Message]:
    """Messages of one module; raises Unreadable for an f-string, which no catalogue can hold."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in PLAIN | PLURAL | WITH_CONTEXT:
            texts = [text_of(argument, f"{name(path)}:{node.lineno}") for argument in node.args[:2]]
            first, second = texts[0], texts[1] if len(texts) > 1 else ""
            if called in PLAIN and first:
                yield Message(first)
            elif called in PLURAL and first and second:
                yield Message(first, plural=second)
            elif called in WITH_CONTEXT and first and second:
                yield Message(second, context=first)


def text_of(argument: ast.expr, place: str) -> str:
    """A literal text, or nothing when the argument is a variable (marked elsewhere by noop)."""
    if isinstance(argument, ast.JoinedStr):
        raise Unreadable(f"{place}: an f-string cannot be translated; use named placeholders")
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""


def from_template(path: Path) -> Iterator[Message]:
    """Messages of one template; raises Unreadable for a block that is not trimmed."""
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    for found in TAG.finditer(text):
        yield Message(unquoted(found[1]), context=unquoted(found[2]) if found[2] else "")
    for found in CALL.finditer(text):
        yield Message(unquoted(found[1]))
    for found in BLOCK.finditer(text):
        if "trimmed" not in found[2].split():
            raise Unreadable(f"{name(path)}: {{% {found[1]} %}} without 'trimmed'")
        context = CONTEXT.search(found[2])
        yield Message(trimmed(found[3]), trimmed(found[4]) if found[4] else "", unquoted(context[1]) if context else "")


def unquoted(text: str) -> str:
    """The text between the quotes, as the template engine reads it."""
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def trimmed(text: str) -> str:
    """The message id of a trimmed block: one line, variables as named placeholders."""
    line = " ".join(part for part in (line.strip() for line in text.splitlines()) if part)
    return VARIABLE.sub(r"%(\1)s", line.replace("%", "%%"))
