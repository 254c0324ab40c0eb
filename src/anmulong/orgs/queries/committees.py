"""Named reads of committees: facts, terms, members, warnings. A day (``on``) is today when left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from anmulong.base.guards import trusted
from anmulong.lawbook.public import parameter_list
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.models import CommitteeMember, CommitteeProfile, CommitteeTerm, Organisation, PartyBody
from anmulong.orgs.queries.divisions import today
from anmulong.orgs.queries.organisations import organisations
from anmulong.orgs.rules import Fault, MemberFacts, committee_warnings


@dataclass(frozen=True)
class Composition:
    """A committee as it stands on a day: facts, the open term, sitting members, what the law finds wrong."""

    committee: Organisation
    profile: CommitteeProfile | None = None
    term: CommitteeTerm | None = None
    members: list[CommitteeMember] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def compositions(committees: Iterable[Organisation], on: date | None = None) -> list[Composition]:
    """Each committee as it stands on a day, in the order given, in three queries."""
    wanted, day = list(committees), on or today()
    uids = [each.pk for each in wanted]
    with trusted():
        profiles = {row.organisation_id: row for row in CommitteeProfile.objects.filter(organisation__in=uids)}
        terms = {row.organisation_id: row for row in CommitteeTerm.objects.filter(organisation__in=uids, ended_on=None)}
        sitting: dict[UUID, list[CommitteeMember]] = defaultdict(list)
        rows = CommitteeMember.objects.filter(CommitteeMember.sitting_on(day), organisation__in=uids)
        for row in rows.order_by("since", "uid"):
            sitting[row.organisation_id].append(row)
    return [_composed(each, profiles.get(each.pk), terms.get(each.pk), sitting[each.pk], day) for each in wanted]


def composition_of(committee: Organisation, on: date | None = None) -> Composition:
    """One committee as it stands on a day."""
    return compositions([committee], on)[0]


def warnings_of(committee: Organisation, on: date | None = None) -> list[Fault]:
    """What is wrong with a committee on a day (R-104, R-105). It stops nothing but publishing (O-3)."""
    return composition_of(committee, on).faults


def committees(county: str, on: date | None = None) -> list[Organisation]:
    """The mediation committees of a county that exist on a day, by tier, place and name."""
    return organisations(county, OrganisationKind.COMMITTEE, on=on)


def profile_of(committee: Organisation) -> CommitteeProfile | None:
    """The facts of a committee; None while nothing was written down."""
    with trusted():
        return CommitteeProfile.objects.filter(organisation=committee).first()


def terms_of(committee: Organisation) -> list[CommitteeTerm]:
    """Every term, latest first."""
    with trusted():
        return list(CommitteeTerm.objects.filter(organisation=committee).order_by("-began_on", "-uid"))


def members_between(county: str, first: date, last: date) -> list[CommitteeMember]:
    """Members who came or left from ``first`` to ``last``, both included, with their committee (R-106)."""
    with trusted():
        rows = CommitteeMember.objects.filter(county=county).select_related("organisation")
        came = rows.filter(since__gte=first, since__lte=last)
        left = rows.filter(until__gte=first, until__lte=last).exclude(pk__in=came.values("pk"))
        return [*came, *left]


def terms_between(county: str, first: date, last: date) -> list[CommitteeTerm]:
    """Terms that began from ``first`` to ``last``, both included, with their committee (R-106)."""
    with trusted():
        rows = CommitteeTerm.objects.filter(county=county, began_on__range=(first, last))
        return list(rows.select_related("organisation"))


def committees_between(county: str, first: date, last: date) -> list[Organisation]:
    """Committees and studios that were founded or ended from ``first`` to ``last``, both included (R-106)."""
    with trusted():
        touched = Q(began_on__range=(first, last)) | Q(ended_on__range=(first, last))
        kinds = (OrganisationKind.COMMITTEE, OrganisationKind.STUDIO)
        return list(Organisation.objects.filter(touched, county=county, kind__in=kinds).order_by("name"))


def party_bodies_of(body: Organisation, on: date | None = None) -> list[PartyBody]:
    """The Party bodies at an organisation on a day, by level and name (M-01)."""
    day = on or today()
    with trusted():
        rows = PartyBody.objects.filter(organisation=body, since__lte=day).order_by("name")
        return [row for row in rows if row.until is None or day <= row.until]


def _composed(
    committee: Organisation,
    profile: CommitteeProfile | None,
    term: CommitteeTerm | None,
    members: list[CommitteeMember],
    day: date,
) -> Composition:
    faults = committee_warnings(
        [MemberFacts(row.post, row.female, row.ethnic_group) for row in members],
        due_on=term.due_on if term else None,
        on=day,
        remind_days=parameter_list("corps.term_reminder_days", day, county=committee.county),
        smaller_than=profile.largest_group if profile and profile.multi_ethnic else "",
    )
    return Composition(committee, profile, term, members, faults)
