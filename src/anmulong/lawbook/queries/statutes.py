"""Looking up statutes and articles. Law texts are open to everybody who may sign in."""

from datetime import date

from anmulong.base.guards import trusted
from anmulong.base.scoping import ScopedQuerySet
from anmulong.lawbook.models import Article, Statute
from anmulong.lawbook.queries.codes import Day, day_of


def statutes(county: str = "") -> list[Statute]:
    """Every imported version, by law and version."""
    with trusted():
        return list(_of(county).order_by("law_code", "law_version"))


def statute(law_code: str, version: date, county: str = "") -> Statute | None:
    """One version of one statute."""
    with trusted():
        return _of(county).filter(law_code=law_code, law_version=version).first()


def statute_at(law_code: str, at: Day = None, county: str = "") -> Statute | None:
    """The newest imported version that is in force on the day ``at``; None when none of the imported ones is."""
    day = day_of(at)
    with trusted():
        versions = _of(county).filter(law_code=law_code).order_by("-law_version")
        return next((each for each in versions if _begun(each) <= day <= (each.in_force_to or day)), None)


def article(
    law_code: str, number: str, *, version: date | None = None, at: Day = None, county: str = ""
) -> Article | None:
    """An article of a named version, or of the one in force on the day ``at``."""
    found = statute(law_code, version, county) if version else statute_at(law_code, at, county)
    return Article.objects.within(found).filter(number=number).first() if found else None


def articles(found: Statute) -> list[Article]:
    """All articles of a statute, in order."""
    return list(Article.objects.within(found).order_by("position"))


def _begun(each: Statute) -> date:
    return each.in_force_from or each.law_version


def _of(county: str) -> ScopedQuerySet[Statute]:
    return Statute.objects.filter(county=county) if county else Statute.objects.all()
