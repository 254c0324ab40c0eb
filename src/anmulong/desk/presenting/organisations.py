"""Bodies as lists and pages show them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import Colleague, colleagues_of
from anmulong.desk.requests import Here
from anmulong.desk.rights import soft_url
from anmulong.kernel.errors import NotFound
from anmulong.lawbook.public import code_label
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.public import Organisation, Owner, grids_of_organisation, organisation, phrases_of, place_path


LABELS: dict[str, Any] = {
    "name": _("Full name"),
    "short_name": _("Short name"),
    "telephone": _("Telephone"),
    "address": _("Office address"),
    "division": _("Place"),
    "parent": _("Stands under"),
    "ended_on": _("Last day"),
}


HANDLING = frozenset(
    {
        OrganisationKind.COMMITTEE,
        OrganisationKind.GOVERNANCE_CENTRE,
        OrganisationKind.JUSTICE_BUREAU,
        OrganisationKind.JUSTICE_OFFICE,
    }
)
"""Bodies to which matters come every day."""


def organisation_url(uid: UUID) -> str:
    """The page of a body."""
    return reverse("desk:organisation", args=[uid])


def organisation_rows(found: Sequence[Organisation]) -> list[dict[str, Any]]:
    """Rows of the list, in a fixed number of queries."""
    staff = colleagues_of([body.pk for body in found])
    return [_row(body, staff[body.pk]) for body in found]


def _row(body: Organisation, staff: list[Colleague]) -> dict[str, Any]:
    return {
        "url": organisation_url(body.pk),
        "name": body.name,
        "kind": kind_words(body),
        "tier": str(DivisionLevel(body.tier).label),
        "place": place_path(body.county, body.division_id),
        "head": "、".join(dict.fromkeys(person.name for person in staff if person.role.manager)),
        "phone": body.telephone,
        "staff": len({person.uid for person in staff}),
        "warnings": warnings_of(body, staff),
    }


def warnings_of(body: Organisation, staff: Sequence[Colleague]) -> list[str]:
    """What should be put right; it stops no work (O-3). A court or a firm needs no account."""
    if not staff and body.kind in HANDLING:
        return [gettext("Nobody has a post here.")]
    return []


def kind_words(body: Organisation) -> str:
    """The kind, for a committee with what it serves (C-902, C-903)."""
    kind = str(OrganisationKind(body.kind).label)
    if not body.committee_kind:
        return kind
    serves = code_label("C-902", body.committee_kind)
    trade = code_label("C-903", body.professional_kind) if body.professional_kind else ""
    return f"{kind} · {serves}" + (f" · {trade}" if trade else "")


def organisation_page(body: Organisation, place: Here) -> dict[str, Any]:
    """The facts, people, bodies below and grids of a body."""
    staff = colleagues_of([body.pk])[body.pk]
    return {
        "organisation": {
            "name": body.name,
            "short_name": body.short_name,
            "kind": kind_words(body),
            "tier": str(DivisionLevel(body.tier).label),
            "place": place_path(body.county, body.division_id),
            "place_url": soft_url("desk:division", body.division_id),
            "address": body.address,
            "phone": body.telephone,
            "head": "、".join(dict.fromkeys(person.name for person in staff if person.role.manager)),
            "founded_on": body.began_on,
            "ended_on": body.ended_on,
        },
        "warnings": [] if body.ended_on else warnings_of(body, staff),
        "members": [_member(person, place) for person in staff],
        "parent": _link(organisation(body.county, body.parent_id)) if body.parent_id else None,
        "grids": [
            {
                "name": owner.grid.name,
                "url": reverse("desk:grid", args=[owner.grid.pk]),
                "layer": str(owner.layer.label),
            }
            for owner in grids_of_organisation(body)
        ],
    }


def _member(person: Colleague, place: Here) -> dict[str, Any]:
    seen = place.may("access.reset_password")
    return {
        "name": person.name,
        "post": person.title or gettext(person.role.label),
        "role": gettext(person.role.label),
        "from": person.began_on,
        "url": reverse("desk:staff_account", args=[person.uid]) if seen else "",
    }


def _grid(owner: Owner) -> dict[str, str]:
    url = reverse("desk:grid", args=[owner.grid.pk])
    return {"name": owner.grid.name, "url": url, "layer": str(owner.layer.label)}


def _link(body: Organisation) -> dict[str, str]:
    return {"name": body.name, "url": organisation_url(body.pk)}


def in_words(county: str) -> Any:
    """From a stored value of a body to words, for its time line."""

    def words(name: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if name == "division":
            return place_path(county, UUID(str(value))) or str(value)
        if name == "parent":
            return _name_of(county, UUID(str(value)))
        return str(value)

    return words


def _name_of(county: str, uid: UUID) -> str:
    try:
        return organisation(county, uid).name
    except NotFound:
        return str(uid)


def phrase_rows(body: Organisation) -> list[dict[str, str]]:
    """The phrases of a unit and where they are offered (O-1)."""
    return [{"text": row.text, "used_for": str(row.get_used_for_display())} for row in phrases_of(body.pk)]
