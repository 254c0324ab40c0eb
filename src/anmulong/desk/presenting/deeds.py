"""Entries of a stream that holds no matter (an account, an organisation) as a time line in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from anmulong.access.public import who
from anmulong.journal.public import Happening, all_actions


ICONS = {
    "account.set_password": "key",
    "account.use_reset_slip": "key",
    "account.make_reset_slip": "key",
    "account.open": "user-plus",
    "session.end": "logout",
    "post.appoint_deputy": "users",
    "post.end_deputy": "users",
}


def present_history(happenings: Sequence[Happening]) -> list[dict[str, Any]]:
    """Entries for ``c-timeline``: what, when, by whom. Values are left out: this is a list of deeds."""
    names = who(happening.entry.actor for happening in happenings)
    return [
        {
            "title": action_label(happening.entry.action),
            "happened_at": happening.entry.happened_at,
            "entered_at": happening.entry.entered_at,
            "late_entry": happening.late,
            "actor": names.get(happening.entry.actor, _("the system")) if happening.entry.actor else _("the system"),
            "icon": ICONS.get(happening.entry.action, "circle-dot"),
        }
        for happening in happenings
    ]


def action_label(name: str) -> str:
    """The action in words; its name for one that this program no longer has."""
    found = all_actions().get(name)
    return str(found.label) if found is not None else name
