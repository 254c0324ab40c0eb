"""What the tests of the desk ask of a page: its fields as a browser would send them back, and its words."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext


class _Fields(HTMLParser):
    """Collects what a browser would send of the form around a field called ``csrfmiddlewaretoken``."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.wanted, self.inside, self.text, self.select = action, False, "", ""
        self.values: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = told.get("method") == "post" and told.get("action", "") == self.wanted
        elif self.inside and tag == "input":
            self._input(told)
        elif self.inside and tag == "textarea":
            self.text = told.get("name", "")
            self.values[self.text] = [""]
        elif self.inside and tag == "select":
            self.select = told.get("name", "")
        elif self.inside and tag == "option" and "selected" in told and self.select:
            self.values.setdefault(self.select, []).append(told.get("value", ""))

    def _input(self, told: dict[str, str]) -> None:
        kind, name = told.get("type", "text"), told.get("name", "")
        if not name or kind in ("submit", "file") or (kind in ("checkbox", "radio") and "checked" not in told):
            return
        value = told.get("value", "on" if kind == "checkbox" else "")
        self.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.inside and self.text:
            self.values[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def fields(response: Any, action: str = "") -> dict[str, Any]:
    """The values of the page's form, as the browser would send them when nothing is touched."""
    reader = _Fields(action)
    reader.feed(words(response))
    reader.values.pop("csrfmiddlewaretoken", None)
    return {
        name: [value.removeprefix("\n") for value in given] if len(given) > 1 else given[0].removeprefix("\n")
        for name, given in reader.values.items()
    }


def words(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()


def count_queries(ask: Callable[[], Any]) -> int:
    """How many queries a page asks when it is shown again."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)
