"""Short notices for one post: what somebody should see to before it becomes a trouble (O-5)."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.enums import Permission as Access
from anmulong.access.public import Deputy, who
from anmulong.cases.enums import Permission as Cases
from anmulong.cases.public import confirmations_ending, performance_reminders
from anmulong.desk.presenting.calendar import calendar_url
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.emergency import readings
from anmulong.desk.requests import Here
from anmulong.kernel.clock import local_day
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.public import is_year_published, parameter_int, recorded_year
from anmulong.orgs.enums import Permission as Orgs
from anmulong.orgs.public import committees, compositions, lies_in
from anmulong.people.enums import Permission as People
from anmulong.people.enums import Spoken
from anmulong.people.public import ending_between


DECEMBER = 12
SOON = timedelta(days=7)
MONTH = timedelta(days=30)
MOST_OWED = 8
Notice = dict[str, Any]


def notices(place: Here) -> list[Notice]:
    """Everything that this post should be told today."""
    corps = [*_committees(place), *_engagements(place)]
    own = [*_deputy_acting(place), *_deputies_ending(place), *_confirmations(place), *_owed(place)]
    return [*_emergencies(place), *own, *corps, *_holidays(place), *_password(place)]


def _emergencies(place: Here) -> list[Notice]:
    """Emergency readings of others that a second person must look into (domain.md 7.4)."""
    if not place.may(Access.REVIEW_READING):
        return []
    waiting = readings(place).filter(reviewed_at=None).exclude(granted_by=place.account.pk)
    days = [row.review_on for row in waiting.few() if row.review_on]
    if not days:
        return []
    text = _("%(count)s emergency readings wait to be looked into, the first until %(day)s.")
    first = min(days)
    told = text % {"count": len(days), "day": first}
    return [{"text": told, "tone": "bad" if first < today() else "wait", "url": reverse("desk:emergencies")}]


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


def _confirmations(place: Here) -> list[Notice]:
    """The day before joint confirmation ends both parties are told, each in the own language (T-30)."""
    if not place.may(Cases.MEDIATE):
        return []
    text = _("Confirmation by the court can be asked for until %(day)s in %(case)s: tell both parties. %(languages)s")
    return [
        {
            "text": text
            % {
                "day": ending.last_on,
                "case": ending.case.number,
                "languages": "、".join(str(Spoken(each).label) for each in ending.languages),
            },
            "tone": "wait",
            "url": reverse("desk:case", args=[ending.case.pk]),
        }
        for ending in confirmations_ending(place.scope, place.account.pk, today())
    ]


def _owed(place: Here) -> list[Notice]:
    """What is owed in one's own cases, before and after its day (人民调解法 art. 31, R-211)."""
    if not place.may(Cases.MEDIATE):
        return []
    before = parameter_int("mediation.performance_reminder_days", county=place.actor.county)
    soon = _("In %(case)s something is due on %(day)s: remind whoever owes it.")
    late = _("In %(case)s something was due on %(day)s and is not recorded as performed: ask, and record it.")
    return [
        {
            "text": (late if each.overdue else soon) % {"day": each.obligation.due_on, "case": each.case.number},
            "tone": "bad" if each.overdue else "info",
            "url": reverse("desk:case", args=[each.case.pk]),
        }
        for each in performance_reminders(place.scope, place.account.pk, today(), days_before=before, most=MOST_OWED)
    ]


def _committees(place: Here) -> list[Notice]:
    """Committees that were elected once and are not as the law wants them, or soon are not (R-104, R-105, O-3)."""
    if not place.may(Orgs.MANAGE_COMMITTEES):
        return []
    near = [body for body in committees(place.actor.county) if lies_in(place.scope, body)]
    faulty = [each for each in compositions(near) if each.term is not None and each.faults]
    if len(faulty) == 1:
        text = _("%(name)s must be looked at: members or term.") % {"name": faulty[0].committee.name}
    else:
        text = _("Members or term of %(count)s committees must be looked at.") % {"count": len(faulty)}
    return [{"text": text, "tone": "wait", "url": f"{reverse('desk:committees')}?faulty=elected"}] if faulty else []


def _engagements(place: Here) -> list[Notice]:
    """Mediators whose agreed last day comes within a month."""
    if not place.may(People.MANAGE_MEDIATORS):
        return []
    day = today()
    rows = ending_between(place.actor.county, day, day + MONTH)
    near = [row for row in rows if lies_in(place.scope, row.organisation)]
    text = _("The engagement of %(name)s ends on %(day)s.")
    return [
        {
            "text": text % {"name": row.mediator.name, "day": row.until},
            "tone": "wait",
            "url": reverse("desk:mediator", args=[row.mediator_id]),
        }
        for row in near
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
