"""Law texts: the versions that are loaded, one version to be read, and the way from a quoted article to its text."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.desk.pages_by_number import numbered
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.lawbook import (
    ARTICLES_OF_A_PAGE,
    anchor,
    article_rows,
    lawbook_tabs,
    statute_facts,
    statute_rows,
    statute_url,
)
from anmulong.desk.presenting.laws import article_url
from anmulong.desk.requests import here
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.public import Article, Statute, articles, quoted_article, statutes


@require_GET
def show_statutes(request: HttpRequest) -> HttpResponse:
    """Every loaded version of every law."""
    me = here(request)
    context = {
        "tabs": lawbook_tabs("desk:statutes"),
        "rows": statute_rows(statutes(me.actor.county), today()),
        "may_load": me.may(LawbookRight.EDIT),
    }
    return render(request, "desk/statutes.html", context)


@require_GET
def show_statute(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One version, page by page; ``?number=`` jumps to an article, ``?q=`` keeps those with a word."""
    found = _statute(here(request).actor.county, uid)
    number, text = request.GET.get("number", "").strip(), request.GET.get("q", "").strip()
    if number:
        return redirect(article_url(found.law_code, number, found.law_version.isoformat()))
    rows = articles(found)
    kept = [each for each in rows if text in each.text] if text else rows
    page = numbered(kept, request.GET, statute_url(found), ARTICLES_OF_A_PAGE)
    context = {
        "statute": statute_facts(found, today()),
        "rows": article_rows(page.rows),
        "q": text,
        "count": _("%(count)s articles") % {"count": len(rows)},
        "list_url": reverse("desk:statutes"),
        **page.around,
    }
    return render(request, "desk/statute.html", context)


@require_GET
def open_article(request: HttpRequest, law: str, number: str) -> HttpResponse:
    """From a quotation to the text: the page of the law on which the article stands, at the article."""
    found = quoted_article(law, number, _day(request.GET.get("version", "")), here(request).actor.county)
    if found is None:
        raise NotFound(
            "no-such-article",
            noop("The text of this article is not loaded."),
            way_out=noop("Look at the list of law texts, or ask whoever keeps the law data to load it."),
        )
    return redirect(f"{statute_url(found.statute)}?page={_page_of(found)}#{anchor(found.number)}")


def _page_of(found: Article) -> int:
    return found.position // ARTICLES_OF_A_PAGE + 1


def _statute(county: str, uid: UUID) -> Statute:
    for each in statutes(county):
        if each.pk == uid:
            return each
    raise NotFound("no-such-statute", noop("There is no such law text here."))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
