"""The registration screen: which fields stand in sight, which are folded (O-1)."""

from typing import Any

from django.utils.translation import gettext as _

from anmulong.desk.forms.registering import NEEDS, RegisterForm
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Permission


def answers(form: RegisterForm) -> list[dict[str, Any]]:
    """The four answers that must be given."""
    parts = (
        (_("Who comes"), _("A name, or anonymous"), ("who", "who_phone", "told_as", "anonymous")),
        (_("What it is about"), "", ("what",)),
        (_("Where"), _("A place from the list, or in words"), ("division", "place")),
        (_("Who handles it"), "", ("handler",)),
    )
    return [{"title": title, "hint": hint, "fields": [form[name] for name in names]} for title, hint, names in parts]


def groups(form: RegisterForm, place: Here) -> list[dict[str, Any]]:
    """What is folded; a group with a mistake in it is open."""
    grading = ("colour", "colour_reason") if place.may(Permission.GRADE) else ()
    hiding = ("restricted", "excluded") if place.may(Permission.RESTRICT) else ("restricted",)
    settled = ("result", "willing_first", "willing_second", "evidence", "answer_way", "answer_text", "follow_up_on")
    facts = ("nature", "kind", "forecast", "scale", "people_count", "amount_at_stake", "facts", *grading)
    parts = (
        ("settle", _("Settled on the spot"), _("result, both willing, proof, answer"), settled),
        ("others", _("The other side"), _("names and telephones"), ("others",)),
        ("facts", _("Kind, size, colour"), _("can wait for the assessment"), facts),
        ("how", _("How and when"), _("source, time, receipt"), _HOW),
        ("protect", _("Who may read it"), _("violence, minors, relatives"), hiding),
    )
    return [
        {
            "key": key,
            "title": title,
            "hint": hint,
            "open": any(name in form.errors for name in names),
            "fields": [form[name] for name in names],
        }
        for key, title, hint, names in parts
    ]


_HOW = ("source", "happened_at", "title", "next_date", "wants_answer")


def buttons(place: Here) -> list[str]:
    """The buttons that this post can use."""
    return [name for name, needed in NEEDS.items() if all(place.may(permission) for permission in needed)]
