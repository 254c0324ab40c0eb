"""What the records say about a mediator and the parties, as a reminder before the declaration (R-136)."""

from django.db.models import Q

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Scope
from anmulong.cases.enums import OPEN_STATES
from anmulong.cases.models import Case
from anmulong.cases.queries.participants import present_parties
from anmulong.kernel.names import fold
from anmulong.kernel.wording import noop
from anmulong.people.public import Mediator, Party, engagements_of, interests_of, streams_where, with_identity


PROMPTS = {
    "interest": noop("The mediator has declared interests in the register."),
    "same_person": noop("A party has the mediator's identity number."),
    "same_telephone": noop("A party has the mediator's telephone number."),
    "same_unit": noop("A party belongs to a body that the mediator serves."),
    "party_elsewhere": noop("The mediator is a party in another open case."),
}
"""Words of the prompts. A surname alone says nothing here and the register holds no addresses of mediators."""


def conflict_prompts(case: Case, person: Mediator, scope: Scope) -> list[str]:
    """Codes of ``PROMPTS`` that hold for this mediator in this case. They remind and never block (R-136).

    Other cases are looked for inside the viewer's ``scope`` only (O-4).
    """
    keyring().warm([case.dispute_id, person.pk])
    parties = [row.party for row in present_parties(case)]
    units = {fold(row.organisation.name) for row in engagements_of([person.pk])[person.pk] if row.ended_on is None}
    same = with_identity(person.identity_number)
    elsewhere = Case.objects.in_scope(scope).filter(
        state__in=OPEN_STATES, dispute__in=streams_where(same & ~Q(stream=case.dispute_id), case.county)
    )
    found = {
        "interest": bool(interests_of(person)),
        "same_person": Party.objects.within(case.dispute).filter(same).exists(),
        "same_telephone": bool(person.telephone) and any(each.telephone == person.telephone for each in parties),
        "same_unit": any(fold(each.unit_name or each.name) in units for each in parties),
        "party_elsewhere": elsewhere.exists(),
    }
    return [code for code, holds in found.items() if holds]
