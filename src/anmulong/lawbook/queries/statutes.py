"""Looking up statutes and articles. Law texts are open to everybody who may sign in."""

import time
from datetime import date

from anmulong.base.guards import trusted
from anmulong.base.scoping import ScopedQuerySet
from anmulong.lawbook.models import Article, Statute
from anmulong.lawbook.queries.codes import Day, day_of


REMEMBERED_SECONDS = 30.0


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


def quoted_article(law_code: str, number: str, version: date | None = None, county: str = "") -> Article | None:
    """An article as a quotation means it: of the named version, else of the one in force, else of the newest."""
    versions = {each.law_version: each for each in statutes(county) if each.law_code == law_code}
    if not versions:
        return None
    current = statute_at(law_code, county=county)
    newest = versions[max(versions)]
    found = (versions.get(version) if version else None) or current or newest
    return Article.objects.within(found).filter(number=number).select_related("statute").first()


class _Loaded:
    """Which laws the store has, asked at most once in ``REMEMBERED_SECONDS``: every quoted article asks it."""

    def __init__(self) -> None:
        self._laws: frozenset[str] = frozenset()
        self._until = 0.0

    def forget(self) -> None:
        self._until = 0.0

    def laws(self) -> frozenset[str]:
        if time.monotonic() >= self._until:
            with trusted():
                self._laws = frozenset(Statute.objects.values_list("law_code", flat=True))
            self._until = time.monotonic() + REMEMBERED_SECONDS
        return self._laws


_loaded = _Loaded()


def is_law_loaded(law_code: str) -> bool:
    """Whether the text of a law is at hand in some version; true up to half a minute later in other processes."""
    return law_code in _loaded.laws()


def forget_laws(*_: object) -> None:
    """Ask the store again at the next question."""
    _loaded.forget()


def articles(found: Statute) -> list[Article]:
    """All articles of a statute, in order."""
    return list(Article.objects.within(found).order_by("position"))


def _begun(each: Statute) -> date:
    return each.in_force_from or each.law_version


def _of(county: str) -> ScopedQuerySet[Statute]:
    return Statute.objects.filter(county=county) if county else Statute.objects.all()
