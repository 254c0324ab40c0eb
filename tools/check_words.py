"""Chinese is complete and uses the words of O-10: no missing, fuzzy or unmarked text, no forbidden word."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.messages import COMMENT, Unreadable, used_messages
from tools.sources import ROOT, files, name, report


RULES = tomllib.loads((ROOT / "tools/forbidden_words.toml").read_text(encoding="utf-8"))
CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
READ = (".py", ".html", ".txt", ".po", ".json", ".csv", ".tsv", ".toml", ".md", ".yaml")
FOLDERS = ("src", "locale", "data", "docs", "README.md", "README.zh-CN.md", "CHANGELOG.md")
ALLOWED = re.compile(r"words: allow (\S+) -- \S")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{\w+\}")
HAN = re.compile(r"[\u3400-\u9fff]")


def forbidden(path: Path) -> Iterator[str]:
    """Forbidden words of one file that neither the line nor the one above it allows with a reason."""
    excused = {entry["word"] for entry in RULES.get("allow", []) if entry["path"] == name(path)}
    before = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        allowed = excused | set(ALLOWED.findall(before)) | set(ALLOWED.findall(line))
        for word, instead in RULES["say"].items():
            if word in line and word not in allowed:
                yield f"{name(path)}:{number}: {word} is not said here; say {instead}"
        before = line


def hard_coded(path: Path) -> Iterator[str]:
    """Chinese written into a template instead of a message, which English pages would then show."""
    before = ""
    text = COMMENT.sub(
        lambda found: found[0] if "words: allow" in found[0] else "\n" * found[0].count("\n"), read(path)
    )
    for number, line in enumerate(text.splitlines(), 1):
        if HAN.search(ALLOWED.sub("", line)) and not ALLOWED.search(before) and not ALLOWED.search(line):
            yield f"{name(path)}:{number}: Chinese in a template; write the English message and translate it"
        before = line


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def incomplete() -> Iterator[str]:
    """Texts that the program shows and the Chinese catalogue does not have, or has wrongly."""
    try:
        used = used_messages()
    except Unreadable as error:
        yield str(error)
        return
    if used and not CATALOGUE.exists():
        yield f"{name(CATALOGUE)}: there is no catalogue; run: python -m tools.update_messages"
        return
    entries = {(entry.msgid, entry.msgctxt or ""): entry for entry in polib.pofile(str(CATALOGUE))} if used else {}
    for message, places in sorted(used.items()):
        entry = entries.get((message.id, message.context))
        if entry is None or not entry.translated() or entry.fuzzy:
            yield f"{places[0]}: no Chinese for {message.id!r}"
        elif set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(translation(entry))):
            yield f"{name(CATALOGUE)}: other placeholders in the Chinese of {message.id!r}"


def translation(entry: polib.POEntry) -> str:
    """The Chinese of an entry; Chinese has one plural form."""
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def main() -> int:
    """Check words, templates and the catalogue."""
    complaints = [fault for path in files(*READ, under=FOLDERS) for fault in forbidden(path)]
    complaints += [fault for path in files(".html", under=("src",)) for fault in hard_coded(path)]
    complaints += incomplete()
    return report(complaints)


if __name__ == "__main__":
    sys.exit(main())
