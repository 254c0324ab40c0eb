"""Importing statutes version beside version, and noting until when one was in force."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anmulong.journal.enums import Merge
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.models import Article, Statute
from anmulong.lawbook.rules import ArticleText


@dataclass(frozen=True)
class StatuteGiven:
    """One version of one statute with all its articles (the parts of a code joined)."""

    law_code: str
    title: str
    law_version: date
    articles: tuple[ArticleText, ...]
    in_force_from: date | None = None
    in_force_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ValidityGiven:
    """From when until when a version was in force, and what to know when citing it."""

    in_force_from: date | None
    in_force_to: date | None
    note: str = ""


@action(
    "lawbook.import_statutes",
    on=Statute,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Import a statute"),
    given=StatuteGiven,
    creates=True,
)
def import_statutes(given: StatuteGiven, *, by: Actor, at: Moment) -> Statute:
    """Store one version of one statute; older versions stay."""
    if not given.articles:
        raise Invalid("statute-without-articles", noop("The statute has no articles."))
    statute = Statute(
        county=by.county,
        law_code=given.law_code,
        title=given.title,
        law_version=given.law_version,
        in_force_from=given.in_force_from,
        in_force_to=given.in_force_to,
        note=given.note,
    )
    statute.save()
    for position, article in enumerate(given.articles):
        Article(
            county=by.county,
            statute=statute,
            number=article.number,
            position=position,
            heading=article.heading,
            text=article.text,
        ).save()
    return statute


@action(
    "lawbook.set_statute_validity",
    on=Statute,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Note from when until when a statute is in force"),
    given=ValidityGiven,
)
def set_statute_validity(statute: Statute, given: ValidityGiven, *, by: Actor, at: Moment) -> Statute:
    """Change the days of validity and the note of one version."""
    if given.in_force_from and given.in_force_to and given.in_force_to < given.in_force_from:
        raise Invalid("validity-backwards", noop("The last day lies before the first."))
    statute.in_force_from, statute.in_force_to, statute.note = given.in_force_from, given.in_force_to, given.note
    statute.save()
    return statute
