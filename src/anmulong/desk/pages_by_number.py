"""Pages of a list that is in memory anyway: places, bodies, grids. What grows without end uses ``paging`` (keyset)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _


T = TypeVar("T")


@dataclass(frozen=True)
class Numbered(Generic[T]):
    """The rows of one page, and what ``c-pager`` shows."""

    rows: Sequence[T]
    around: dict[str, Any]


def numbered(found: Sequence[T], asked: QueryDict, url: str, size: int) -> Numbered[T]:
    """The page that ``?page=`` names; the first one for anything that is no page."""
    last = max((len(found) - 1) // size, 0)
    typed = asked.get("page", "1")
    page = min(int(typed) - 1, last) if typed.isdecimal() and int(typed) > 0 else 0
    begin = page * size
    rows = found[begin : begin + size]
    words = {"first": begin + 1 if rows else 0, "last": begin + len(rows), "total": len(found)}
    return Numbered(
        rows,
        {
            "total": len(found),
            "newer_url": _page_url(asked, url, page) if page else "",
            "older_url": _page_url(asked, url, page + 2) if page < last else "",
            "page_note": _("%(first)s–%(last)s of %(total)s") % words,
        },
    )


def _page_url(asked: QueryDict, url: str, page: int) -> str:
    query = asked.copy()
    query["page"] = str(page)
    return f"{url}?{query.urlencode()}"
