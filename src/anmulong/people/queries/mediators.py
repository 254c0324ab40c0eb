"""Named reads of mediators. A day (``on``) is today when left out; first and last days are included."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import Organisation, children_of_organisation, organisation
from anmulong.people.enums import PRESIDING_KINDS
from anmulong.people.models import Engagement, Interest, Mediator, Training
from anmulong.people.rules import Schooling, target_key


def mediator(county: str, uid: UUID) -> Mediator:
    """The mediator of that uid, former ones too. Raises :class:`NotFound`, also for one of another county."""
    with trusted():
        found = Mediator.objects.filter(county=county, pk=uid).first()
    if found is None:
        raise NotFound("no-such-mediator", noop("There is no such mediator in this county."))
    return found


def mediators(county: str, *, former: bool = False) -> list[Mediator]:
    """The mediators of a county by pinyin; those who have ended only when asked."""
    with trusted():
        rows = Mediator.objects.filter(county=county)
        return list((rows if former else rows.filter(ended_on=None)).order_by("initials", "name", "uid"))


def mediator_of_account(account: UUID) -> Mediator | None:
    """The mediator who signs in with this account."""
    with trusted():
        return Mediator.objects.filter(account=account, ended_on=None).first()


def mediators_of(committee: Organisation, on: date | None = None, *, presiding: bool = True) -> list[Mediator]:
    """Whom parties of a committee may choose (R-109): engaged there or in one of its studios, by pinyin.

    Without ``presiding`` also those who only help with the parties' consent (人民调解法 art. 20).
    """
    held = _held(on) & Q(organisation__in=_with_studios(committee, on))
    if presiding:
        held &= Q(kind__in=PRESIDING_KINDS)
    with trusted():
        serving = Engagement.objects.filter(held).values("mediator")
        return list(Mediator.objects.filter(pk__in=serving).order_by("initials", "name", "uid"))


def may_preside(person: UUID, committee: UUID, on: date | None = None) -> bool:
    """Whether ``person`` — uid of a mediator or of the account he or she signs in with — may mediate for the
    committee on a day: engaged there or in one of its studios as more than a helper (人民调解法 art. 13, 19, 20)."""
    return any(body.pk == committee for body in committees_of(person, on))


def committees_of(person: UUID, on: date | None = None) -> list[Organisation]:
    """The committees for which ``person`` (uid of a mediator or of an account) may mediate on a day, by name.

    An engagement in a studio counts for the committee above it; bodies that have ended count no more (O-3)."""
    day = on or _today()
    with trusted():
        who = Q(mediator=person) | Q(mediator__account=person, mediator__ended_on=None)
        rows = list(Engagement.objects.filter(who, _held(day), kind__in=PRESIDING_KINDS))
    found = {}
    for row in rows:
        body: Organisation | None = organisation(row.county, row.organisation_id)
        if body is not None and body.kind == OrganisationKind.STUDIO:
            body = body.parent
        if body is not None and body.mediates and (body.ended_on is None or day <= body.ended_on):
            found[body.pk] = body
    return sorted(found.values(), key=lambda body: (body.name, body.pk))


def engagements_of(people: Iterable[UUID]) -> dict[UUID, list[Engagement]]:
    """Every engagement, latest first, by the mediator's uid, in one query; each mediator asked for has an entry."""
    found: dict[UUID, list[Engagement]] = {uid: [] for uid in people}
    with trusted():
        rows = Engagement.objects.filter(mediator__in=list(found)).select_related("organisation")
        for row in rows.order_by("-since", "-uid"):
            found[row.mediator_id].append(row)
    return found


def trainings_of(people: Iterable[UUID]) -> dict[UUID, list[Training]]:
    """Every course, latest first, by the mediator's uid; only mediators with one have an entry."""
    found: dict[UUID, list[Training]] = defaultdict(list)
    with trusted():
        for row in Training.objects.filter(mediator__in=list(people)).order_by("-began_on", "-uid"):
            found[row.mediator_id].append(row)
    return found


def schooling_of(people: Iterable[UUID], year: int) -> dict[UUID, Schooling]:
    """Hours of training in a calendar year and before the post, by the mediator's uid, against the targets of R-421.

    A course counts in the year in which it ended."""
    courses, serving = trainings_of(wanted := list(people)), engagements_of(wanted)
    last = date(year, 12, 31)
    before = parameter_int("corps.pre_post_hours", last)
    return {
        uid: Schooling(
            hours=sum(row.hours for row in courses.get(uid, []) if row.ended_on.year == year),
            target=parameter_int(target_key({row.kind for row in serving[uid] if row.ended_on is None}), last),
            before_post=sum(row.hours for row in courses.get(uid, []) if row.before_post),
            before_post_target=before,
        )
        for uid in wanted
    }


def changed_between(county: str, first: date, last: date) -> list[Engagement]:
    """Engagements that began or ended from ``first`` to ``last``, both included, with mediator and body (R-106)."""
    with trusted():
        rows = Engagement.objects.filter(county=county).select_related("mediator", "organisation")
        touched = Q(since__range=(first, last)) | Q(ended_on__range=(first, last))
        return list(rows.filter(touched).order_by("since", "uid"))


def ending_between(county: str, first: date, last: date) -> list[Engagement]:
    """Engagements that are still open and whose agreed last day lies in a period, soonest first."""
    with trusted():
        rows = Engagement.objects.filter(county=county, ended_on=None, until__range=(first, last))
        return list(rows.select_related("mediator", "organisation").order_by("until", "uid"))


def interests_of(person: Mediator, on: date | None = None) -> list[Interest]:
    """What a mediator has declared and not taken back by a day (R-136), latest first."""
    with trusted():
        open_still = Q(ended_on=None) | Q(ended_on__gte=on or _today())
        return list(Interest.objects.filter(open_still, mediator=person).order_by("-declared_on", "-uid"))


def _with_studios(committee: Organisation, on: date | None) -> list[UUID]:
    studios = [each for each in children_of_organisation(committee, on) if each.kind == OrganisationKind.STUDIO]
    return [committee.pk, *(each.pk for each in studios)]


def _held(on: date | None) -> Q:
    return Engagement.held_on(on or _today())


def _today() -> date:
    return local_day(clock.now())
