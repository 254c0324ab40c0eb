"""The parties as the forms ask for them (F-01, F-08: seven fields), and whose signatures a paper waits for."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from anmulong.base import clock
from anmulong.cases.enums import Power
from anmulong.cases.public import CaseParty
from anmulong.dossiers.queries.words import Folk, day
from anmulong.dossiers.rules import Values
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import code_label
from anmulong.people.enums import PartyKind, Sex
from anmulong.people.public import contact_telephone, printed_address


def party_rows(folk: Folk, rows: Iterable[CaseParty]) -> list[dict[str, str]]:
    """One row for each party; what nobody told stays empty and is filled in by hand.

    A protected address is that of the committee (O-4), and then no telephone is told but the one that is safe.
    """
    return [_party(folk, row) for row in rows]


def _party(folk: Folk, row: CaseParty) -> dict[str, str]:
    party = row.party
    natural = party.kind == PartyKind.NATURAL
    hidden = party.protected_address and not party.safe_telephone
    return {
        "role": code_label("C-309", row.role),
        "name": folk.name(row),
        "sex": str(Sex(party.sex).label) if natural and party.sex else "",
        "age": str(local_day(clock.now()).year - party.birth_year) if natural and party.birth_year else "",
        "occupation": party.legal_representative or party.unit_name,
        "telephone": "" if hidden else contact_telephone(party),
        "address": printed_address(party, _("c/o %(unit)s") % {"unit": folk.committee}),
    }


def party_marks(folk: Folk) -> list[dict[str, str]]:
    """A place for the signature of each present party."""
    return [{"role": _("Party"), "name": folk.name(row)} for row in folk.present]


def committee_marks(folk: Folk, *, recorder: str = "") -> list[dict[str, str]]:
    """Places for the mediators and the recorder."""
    return [{"role": _("Mediator"), "name": folk.mediator_line}, {"role": _("Recorder"), "name": recorder}]


def application_values(folk: Folk) -> Values:
    """F-01: who applies, against whom, about what, for what."""
    case = folk.case
    first = [row for row in folk.present if row.side == 1]
    return {
        "applicants": party_rows(folk, first),
        "respondents": party_rows(folk, [row for row in folk.present if row.side != 1]),
        "facts": folk.told(case.facts),
        "request": folk.told(case.request),
        "signatures": [{"role": _("Applicant"), "name": folk.name(row)} for row in first],
        "applied_on": day(case.applied_at),
    }


def authority_values(folk: Folk, about: UUID) -> Values:
    """F-04b: whom a party empowered, and to what (R-222)."""
    row = folk.case.agents.select_related("party__party").get(pk=about)
    return {
        "principal": folk.name(row.party),
        "agent": row.name,
        "identity_number": row.identity_number,
        "relation": row.relation,
        "telephone": row.telephone,
        "powers": [{"key": power, "label": str(Power(power).label)} for power in row.powers],
        "since_on": day(row.since_on),
        "until_on": day(row.until_on),
        "signatures": [
            {"role": _("Principal"), "name": folk.name(row.party)},
            {"role": _("Agent"), "name": row.name},
        ],
    }
