"""Help: jobs, words, keys, how each field is filled in, whom to call, what changed (O-5, O-10)."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.access.public import Colleague, in_role, unit_managers
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import soft_url
from anmulong.disputes.enums import Colour
from anmulong.kernel.errors import NotFound
from anmulong.lawbook.public import data_folder, parameter_int
from anmulong.orgs.public import organisation


CHANGE = re.compile(r"^- (?P<kind>\w+) · (?P<area>[\w, ]+): (?P<text>.+)$")
TRANSLATED = re.compile(r"^  zh: (?P<text>.+)$")
RELEASE = re.compile(r"^## (?P<name>\S+)(?: \((?P<on>[^)]+)\))?")
RULE = re.compile(r"[A-Z]-\d")
MOST_CHANGES = 20
NOTED = (Colour.RED, Colour.ORANGE, Colour.YELLOW)


@require_GET
def show_help(request: HttpRequest) -> HttpResponse:
    """One page with everything; it works without leaving the desk."""
    place = here(request)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    told = texts("help.toml")
    context = {
        "jobs": [_job(row, language) for row in told["jobs"]],
        "fields": [_in(row, language, "text", "example") for row in told["fields"]],
        "glossary": [_word(row, language) for row in texts("glossary.toml")["words"]],
        "colours": colours(),
        "contacts": contacts(place),
        "changes": changes(Path(settings.ROOT) / "CHANGELOG.md", language),
    }
    return render(request, "desk/help.html", context)


@lru_cache(maxsize=4)
def texts(name: str) -> dict[str, Any]:
    """A data file of the help page; it changes with the program only."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))


def _in(row: dict[str, Any], language: str, *parts: str) -> dict[str, Any]:
    return {"title": row[language], **{part: row.get(f"{part}_{language}", "") for part in parts}}


def _job(row: dict[str, Any], language: str) -> dict[str, Any]:
    return {**_in(row, language, "steps"), "url": soft_url(row["page"])}


def _word(row: dict[str, Any], language: str) -> dict[str, Any]:
    other = "en" if language == "zh" else "zh"
    return {
        "word": row[language],
        "other": row[other],
        "meaning": row.get(f"meaning_{language}", ""),
        "identifier": row["identifier"],
        "rule": row["rule"] if RULE.match(row["rule"]) else "",
        "not_word": "、".join(row.get("not", [])),
    }


def colours() -> list[dict[str, Any]]:
    """What each colour means and what follows from it (R-511)."""
    meanings = {
        Colour.RED: _("grave: harm or a gathering is possible"),
        Colour.ORANGE: _("serious: may grow"),
        Colour.YELLOW: _("stuck, or several people"),
        Colour.BLUE: _("first sign, nothing graver is known"),
        Colour.GREEN: _("settled; follow-up is running"),
    }
    return [{"colour": colour, "meaning": meaning, "duty": _duty(colour)} for colour, meaning in meanings.items()]


def _duty(colour: Colour) -> str:
    if colour not in NOTED:
        return ""
    days = parameter_int(f"risk.{colour}_note_days")
    return ngettext("a note every %(days)s day", "a note every %(days)s days", days) % {"days": days}


def contacts(place: Here) -> list[dict[str, str]]:
    """Who answers for the unit's people, and the administrators of the county."""
    county, unit = place.actor.county, place.actor.organisation
    found = [(_("Manager of your unit"), person) for person in (unit_managers(unit) if unit else [])]
    found += [(_("Accounts and posts"), person) for person in in_role(county, "security_admin")]
    found += [(_("Installation"), person) for person in in_role(county, "system_admin")]
    return [{"label": label, "name": person.name, "phone": _telephone(person, county)} for label, person in found]


def _telephone(person: Colleague, county: str) -> str:
    if person.organisation is None:
        return ""
    try:
        return organisation(county, person.organisation).telephone
    except NotFound:
        return ""


def changes(path: Path, language: str) -> list[dict[str, Any]]:
    """The newest lines of the list of changes; a line without Chinese is left out of the Chinese page."""
    found: list[dict[str, Any]] = []
    release: dict[str, Any] = {"release": "", "on": None}
    for line in path.read_text(encoding="utf-8").replace("`", "").splitlines():
        head, change, translated = RELEASE.match(line), CHANGE.match(line), TRANSLATED.match(line)
        if head:
            release = {"release": head["name"], "on": _day(head["on"] or "")}
        elif change:
            found.append({**release, "en": change["text"], "zh": ""})
        elif found and line.startswith("  "):
            side = "zh" if translated or found[-1]["zh"] else "en"
            more = translated["text"] if translated else line.strip()
            found[-1][side] = f"{found[-1][side]} {more}".strip()
    shown = [{"on": row["on"], "release": row["release"], "text": row[language]} for row in found if row[language]]
    return shown[:MOST_CHANGES]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
