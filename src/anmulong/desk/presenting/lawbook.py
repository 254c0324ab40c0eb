"""Laws and code tables as their pages show them, and the tabs that tie the pages of the lawbook together."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anmulong.lawbook.enums import Standing
from anmulong.lawbook.public import Article, CodeRowData, CodeTableData, Statute, code_label, label_of, source_words


PAGES = (
    ("desk:statutes", gettext_lazy("Law texts")),
    ("desk:parameters", gettext_lazy("Parameters")),
    ("desk:calendar", gettext_lazy("Working calendar")),
    ("desk:code_tables", gettext_lazy("Code tables")),
)
TONES = {Standing.VERIFIED: "good", Standing.LAW: "good", Standing.UNVERIFIED: "wait", Standing.LOCAL: "info"}
ARTICLES_OF_A_PAGE = 60


def lawbook_tabs(active: str) -> list[dict[str, Any]]:
    """Laws, parameters, calendar, tables: one place in the rail, four pages."""
    return [{"label": str(label), "url": reverse(name), "active": name == active} for name, label in PAGES]


def standing(status: str) -> dict[str, str]:
    """How far a row may be trusted, or what fixed a value."""
    return {"label": str(Standing(status).label), "tone": TONES.get(Standing(status), "")}


def source_line(text: str) -> dict[str, str]:
    """A source with the language it is written in, for the reader's screen reader."""
    shown = source_words(text)
    told_in = get_language() or ""
    return {"text": shown, "language": "en" if told_in.startswith("en") else "zh-Hans"}


# --- laws


def statute_url(found: Statute) -> str:
    """The page of one version of a law."""
    return reverse("desk:statute", args=[found.pk])


def statute_rows(found: Iterable[Statute], today: date) -> list[dict[str, Any]]:
    """Every version with the days on which it holds."""
    return [statute_facts(each, today) for each in found]


def statute_facts(each: Statute, today: date) -> dict[str, Any]:
    """The head of a version."""
    begun = each.in_force_from or each.law_version
    over = each.in_force_to is not None and each.in_force_to < today
    state = (_("no longer in force"), "bad") if over else (_("in force"), "good")
    state = state if begun <= today else (_("not yet in force"), "wait")
    return {
        "url": statute_url(each),
        "code": each.law_code,
        "title": each.title,
        "version": each.law_version,
        "from": each.in_force_from,
        "until": each.in_force_to,
        "state": {"label": state[0], "tone": state[1]},
        "note": source_line(each.note) if each.note else None,
    }


def anchor(number: str) -> str:
    """The mark of an article inside its page."""
    return f"article-{number}"


def article_rows(found: Iterable[Article]) -> list[dict[str, Any]]:
    """Articles with the headings above them, each heading once."""
    rows, last = [], ""
    for each in found:
        rows.append(
            {
                "number": article_number(each.number),
                "anchor": anchor(each.number),
                "heading": each.heading if each.heading != last else "",
                "text": each.text,
            }
        )
        last = each.heading
    return rows


def article_number(number: str) -> str:
    """17 as 第17条, 17-1 as 第17条之1; law texts stay Chinese in every language."""
    main, dash, inserted = number.partition("-")
    return f"第{main}条之{inserted}" if dash else f"第{main}条"


# --- code tables


def table_rows(found: Iterable[CodeTableData]) -> list[dict[str, Any]]:
    """Every table with its number of rows, standing and source."""
    return [
        {
            "url": reverse("desk:code_table", args=[table.table]),
            "key": table.table,
            "name": label_of(table),
            "rows": len(table.rows),
            "status": standing(table.status),
            "since": table.effective_from,
            "source": source_line(table.source),
        }
        for table in found
    ]


def code_rows(table: CodeTableData, today: date) -> list[dict[str, Any]]:
    """The rows of a table, in order."""
    return [
        {
            "code": row.code,
            "name": label_of(row),
            "parent": code_label(table.parent_table, row.parent) if table.parent_table else row.parent,
            "digits": [{"receiver": receiver, "digit": row.digits.get(receiver, "—")} for receiver in table.receivers],
            "laws": laws_of(row),
            "status": standing(row.status),
            "from": row.valid_from,
            "until": row.valid_to,
            "over": row.valid_to is not None and row.valid_to < today,
            "note": source_line(row.note) if row.note else None,
        }
        for row in table.rows
    ]


def laws_of(row: CodeRowData) -> list[str]:
    """The articles that a row names, as grounds are quoted."""
    return [f"{law['law']}({law['version']}) art.{law['article']}" for law in row.facts.get("law", ())]
