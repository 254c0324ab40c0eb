"""Short notices for one post: what somebody should see to before it becomes a trouble (O-5)."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.public import Deputy, who
from anmulong.desk.presenting.calendar import calendar_url
from anmulong.desk.presenting.days import today
from anmulong.desk.requests import Here
from anmulong.kernel.clock import local_day
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.public import is_year_published, parameter_int, recorded_year


DECEMBER = 12
SOON = timedelta(days=7)
Notice = dict[str, Any]


def notices(place: Here) -> list[Notice]:
    """Everything that this post should be told today."""
    return [*_deputy_acting(place), *_deputies_ending(place), *_holidays(place), *_password(place)]


def _deputy_acting(place: Here) -> list[Notice]:
    deputy = place.seat.deputy
    if deputy is None:
        return []
    told = {"name": deputy.on_behalf.display_name, "day": deputy.until_on}
    return [{"text": _("You act for %(name)s until %(day)s.") % told, "tone": "info", "url": ""}]


def _deputies_ending(place: Here) -> list[Notice]:
    day = today()
    rows = Deputy.objects.in_scope(place.scope).filter(
        Deputy.acting_on(day), on_behalf=place.account.pk, until_on__lte=day + SOON
    )
    found = list(rows)
    names = who(row.account_id for row in found)
    text = _("Your deputy %(name)s acts until %(day)s.")
    return [
        {
            "text": text % {"name": names.get(row.account_id, ""), "day": row.until_on},
            "tone": "wait",
            "url": reverse("desk:account"),
        }
        for row in found
    ]


def _holidays(place: Here) -> list[Notice]:
    """The table of next year's holidays is asked for each December."""
    day = today()
    if day.month != DECEMBER or not place.may(LawbookRight.EDIT) or is_year_published(day.year + 1, place.actor.county):
        return []
    text = _("The holidays of %(year)s are not entered yet; dates after New Year are provisional.")
    url = f"{reverse('desk:calendar_new')}?year={day.year + 1}"
    known = recorded_year(day.year + 1, place.actor.county)
    url = calendar_url(day.year + 1) if known else url
    return [{"text": text % {"year": day.year + 1}, "tone": "wait", "url": url}]


def _password(place: Here) -> list[Notice]:
    days = parameter_int("access.password_max_age_days")
    changed = place.account.password_changed_at
    if not days or changed is None:
        return []
    left = days - (today() - local_day(changed)).days
    if left > SOON.days:
        return []
    text = _("Your password must be changed within %(days)s days.") % {"days": max(left, 0)}
    return [{"text": text, "tone": "wait", "url": reverse("desk:change_password")}]
