"""What every page shows around its content: store, person, rail."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import Permission as AccessPermission
from anmulong.base import clock
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Permission as DisputePermission
from anmulong.disputes.public import badge
from anmulong.journal.enums import StoreKind
from anmulong.journal.public import identity


RAIL: tuple[tuple[str, Any, str, str, Any], ...] = (
    ("desk:my_work", _("My work"), "home", "", ""),
    ("desk:ledger", _("Ledger"), "list-details", DisputePermission.READ, ""),
    ("desk:cases", _("Cases"), "scale", DisputePermission.READ, ""),
    ("desk:register", _("Register"), "plus", DisputePermission.REGISTER, ""),
    ("desk:week", _("Week"), "calendar-week", DisputePermission.HANDLE, ""),
    ("desk:strike_off_list", _("Strike-off list"), "checklist", DisputePermission.STRIKE_OFF, ""),
    ("desk:figures", _("Figures"), "list-check", DisputePermission.READ, ""),
    ("desk:register_table", _("Type a table"), "table", DisputePermission.REGISTER, _("In and out")),
    ("ops:import", _("Import a ledger"), "file-import", DisputePermission.IMPORT, _("In and out")),
    ("desk:organisations", _("Organisations"), "building", "", _("Places and people")),
    ("desk:committees", _("Committees"), "building-community", DisputePermission.READ, _("Places and people")),
    ("desk:mediators", _("Mediators"), "heart-handshake", DisputePermission.READ, _("Places and people")),
    ("desk:grids", _("Grids"), "grid-dots", "", _("Places and people")),
    ("desk:accounts", _("Accounts"), "users", AccessPermission.RESET_PASSWORD, _("Places and people")),
    ("desk:statutes", _("Laws and limits"), "books", "", _("Reference")),
    ("desk:emergencies", _("Emergency readings"), "alert-triangle", AccessPermission.BREAK_GLASS, _("Proof")),
    ("desk:verify", _("Verification"), "shield-check", "journal.verify", _("Proof")),
    ("desk:logs", _("Logs"), "history", "journal.read_logs", _("Proof")),
    ("ops:system", _("System check"), "checklist", "ops.look_after", _("Proof")),
)


def around(request: HttpRequest) -> dict[str, Any]:
    """Store, person, posts and rail for ``desk/base.html``."""
    store = identity()
    found: dict[str, Any] = {
        "store": {
            "is_demo": store is not None and store.kind == StoreKind.DEMO,
            "is_simulated": clock.is_simulated(),
            "name": store.name if store else "",
            "area": store.name if store else "",
        }
    }
    place: Here | None = getattr(request, "here", None)
    if place is None:
        return found
    waiting = badge(place.scope, place.viewer)
    found["me"] = _me(place, waiting)
    found["nav"] = _rail(request, place, waiting)
    return found


def _me(place: Here, waiting: int) -> dict[str, Any]:
    seats = [
        {
            "id": str(seat.uid),
            "label": _label(seat),
            "unit": str(seat.post.organisation),
            "current": seat.uid == place.seat.uid,
        }
        for seat in place.seats
    ]
    return {
        "uid": str(place.account.pk),
        "name": place.account.display_name,
        "post_label": _label(place.seat),
        "unit_label": str(place.seat.post.organisation),
        "badge": waiting,
        "posts": seats if len(seats) > 1 else [],
    }


def _label(seat: Any) -> str:
    return str(seat.post.title or _(seat.role.label))


def _rail(request: HttpRequest, place: Here, waiting: int) -> list[dict[str, Any]]:
    entries = []
    for name, label, icon, permission, group in RAIL:
        if permission and not place.may(permission):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append(
            {
                "label": label,
                "url": url,
                "icon": icon,
                "group": group,
                "active": request.resolver_match is not None and request.resolver_match.view_name == name,
                "badge": waiting if name == "desk:my_work" else 0,
            }
        )
    return entries
