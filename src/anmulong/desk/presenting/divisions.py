"""Places as the tree and their pages show them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.divisions import book_name
from anmulong.desk.presenting.organisations import kind_words, organisation_url
from anmulong.kernel.errors import NotFound
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import (
    Division,
    DivisionNode,
    ancestors,
    children_of,
    codes_of,
    every_code_of,
    find_divisions,
    former_names_of,
    organisations,
    owners_of,
    place,
    schemes,
)


LABELS: dict[str, Any] = {
    "name": _("Name"),
    "merged_into": _("Merged into"),
    "valid_to": _("Last day"),
    "code": _("Official code"),
}


def division_url(uid: UUID) -> str:
    """The page of a place."""
    return reverse("desk:division", args=[uid])


def tree_rows(nodes: tuple[DivisionNode, ...], county: str, on: date | None) -> list[dict[str, Any]]:
    """The places of a county one below the other, each with its codes in every book."""
    books = schemes(county)
    found: list[dict[str, Any]] = []

    def add(node: DivisionNode, depth: int) -> None:
        codes = {code.scheme: code.code for code in codes_of(node.division, on)}
        found.append(row(node.division, depth) | {"codes": [codes.get(book, "") for book in books]})
        for child in node.children:
            add(child, depth + 1)

    for node in nodes:
        add(node, 0)
    return found


def found_rows(county: str, text: str, on: date | None) -> list[dict[str, Any]]:
    """The places that a text may mean, with their paths and how they were found."""
    books = schemes(county)
    rows = []
    for each in find_divisions(county, text, on):
        codes = {code.scheme: code.code for code in codes_of(each.division, on)}
        more = {"name": each.path, "match": str(each.match.label), "codes": [codes.get(book, "") for book in books]}
        rows.append(row(each.division, 0) | more)
    return rows


def row(division: Division, depth: int) -> dict[str, Any]:
    """One place in a list."""
    return {
        "url": division_url(division.pk),
        "name": division.name,
        "kind": division.kind,
        "depth": depth,
        "from": division.valid_from,
        "until": division.valid_to,
    }


def division_page(division: Division) -> dict[str, Any]:
    """Facts, codes of both books with their days, former names, places in it, bodies in it, owners by layer."""
    return {
        "division": {
            "name": division.name,
            "kind": division.kind,
            "level": str(DivisionLevel(division.level).label),
            "from": division.valid_from,
            "until": division.valid_to,
            "merged_into": _link(place(division.county, division.merged_into_id)) if division.merged_into_id else None,
        },
        "path": [_link(each) for each in ancestors(division)],
        "codes": [
            {"book": book_name(code.scheme), "code": code.code, "from": code.valid_from, "until": code.valid_to}
            for code in every_code_of(division)
        ],
        "former_names": [{"name": each.name, "until": each.valid_to} for each in former_names_of(division)],
        "children": [_link(each) for each in children_of(division)],
        "bodies": [
            {"name": body.name, "kind": kind_words(body), "url": organisation_url(body.pk)}
            for body in organisations(division.county, division=division)
        ],
        "owners": [
            {
                "layer": str(layer.label),
                "grid": owner.grid.name,
                "grid_url": reverse("desk:grid", args=[owner.grid.pk]),
                "unit": owner.organisation.name,
            }
            for layer, owner in owners_of(division).items()
        ],
    }


def _link(division: Division) -> dict[str, str]:
    return {"name": division.name, "url": division_url(division.pk)}


def in_words(county: str) -> Any:
    """From a stored value of a place to words, for its time line."""

    def words(name: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if name == "merged_into":
            try:
                return place(county, UUID(str(value))).name
            except NotFound:
                return str(value)
        return str(value)

    return words
