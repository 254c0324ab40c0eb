"""Bring the catalogues up to what the program says: new texts come in, unused ones go, translations stay.

Arguments are tables with one `English<TAB>translation` per line, whose translations are taken over for zh_Hans.
Only this tool writes locale/*.po; people translate in the file and run it again.
"""

import sys
from pathlib import Path

import polib

from tools.messages import Message, used_messages
from tools.sources import ROOT


LANGUAGES = ("zh_Hans", "mvf")
SHOWN_PLACES = 3


def taken_over(tables: list[Path]) -> dict[str, str]:
    """English → translation out of the tables; `\\n` stands for a line break."""
    pairs = {}
    for table in tables:
        for line in table.read_text(encoding="utf-8").splitlines():
            english, separator, translation = line.partition("\t")
            if separator and translation.strip():
                pairs[english.replace("\\n", "\n")] = translation.strip().replace("\\n", "\n")
    return pairs


def entry(message: Message, places: list[str], old: polib.POEntry | None, new: str) -> polib.POEntry:
    """One entry of a catalogue; a translation given now wins over the old one."""
    made = polib.POEntry(
        msgid=message.id,
        msgctxt=message.context or None,
        occurrences=[(place, "") for place in places[:SHOWN_PLACES]],
        flags=["python-format"] if "%(" in message.id else [],
        tcomment=old.tcomment if old else "",
    )
    if message.plural:
        made.msgid_plural = message.plural
        made.msgstr_plural = {0: new or (old.msgstr_plural.get(0, "") if old else "")}
    else:
        made.msgstr = new or (old.msgstr if old else "")
    return made


def update(language: str, used: dict[Message, list[str]], pairs: dict[str, str]) -> int:
    """Write one catalogue anew; returns how many texts still lack a translation."""
    file = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    known = {}
    if file.exists():
        known = {(old.msgid, old.msgctxt or ""): old for old in polib.pofile(str(file))}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for message, places in sorted(used.items()):
        new = pairs.get(message.id, "")
        catalogue.append(entry(message, places, known.get((message.id, message.context)), new))
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(file))
    return len(catalogue.untranslated_entries())


def main() -> int:
    """Update every catalogue and say what is missing."""
    used, pairs = used_messages(), taken_over([Path(argument) for argument in sys.argv[1:]])
    for language in LANGUAGES:
        missing = update(language, used, pairs if language == "zh_Hans" else {})
        print(f"{language}: {len(used)} texts, {missing} without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
