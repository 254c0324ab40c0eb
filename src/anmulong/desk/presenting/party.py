"""One party as ``desk/party.html`` shows it, opened from a dispute (O-4).

Other matters of the same person are links to what the viewer works on anyway: no number of them, no ranking, no export.
"""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.public import who
from anmulong.base.crypto import keyring
from anmulong.cases.enums import OPEN_STATES
from anmulong.cases.public import Case
from anmulong.desk.presenting import matter
from anmulong.desk.presenting.cases.people import People
from anmulong.desk.presenting.cases.words import case_number, label
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.desk.presenting.rows import present
from anmulong.desk.requests import Here
from anmulong.disputes.enums import LIVE_STATES, Permission
from anmulong.disputes.public import Dispute, DisputeParty
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, IdentityKind, PartyKind, Reading, Sex, Spoken
from anmulong.people.public import Party, consents_of, same_person, streams_where


def party_page(place: Here, dispute: Dispute, side: DisputeParty) -> dict[str, Any]:
    """Everything on the page of one party of a dispute that was read in scope."""
    row = side.party
    return {
        "party": matter.party(row, side, dispute, place.scope) | _identity(place, dispute, side),
        "language": _language(row),
        "consents": _consents(row),
        "cases": _cases(place, dispute, row),
        "elsewhere": _elsewhere(place, row),
        "purposes": matter.PURPOSES if place.may(Permission.UNMASK) else (),
    }


def _identity(place: Here, dispute: Dispute, side: DisputeParty) -> dict[str, Any]:
    """Who it is. Who sees no names sees no words about the person either; a minor's other names are left out."""
    row, masked = side.party, not sees_names(place.scope)
    words = {
        "other_names": "" if row.is_minor else row.other_names,
        "unit_name": row.unit_name,
        "legal_representative": row.legal_representative,
    }
    found: dict[str, Any] = dict.fromkeys(words, "") | {"address": ""} if masked else words
    return found | {
        "name": name_of(row, masked=masked),
        "kind": str(PartyKind(row.kind).label),
        "identity_kind": label(IdentityKind, row.identity_kind),
        "sex": label(Sex, row.sex),
        "birth_year": str(row.birth_year or ""),
        "credit_code": "" if masked else row.credit_code,
        "protected_address": row.protected_address,
        "left_at": side.left_at,
        "unmask_url": matter.unmask_url(dispute, row) if place.may(Permission.UNMASK) else "",
        **_representing(dispute, side, masked=masked),
    }


def _representing(dispute: Dispute, side: DisputeParty, *, masked: bool) -> dict[str, str]:
    """Who stands for whom in this dispute (R-207)."""
    others = [each for each in dispute.sides.filter(left_at=None).select_related("party") if each.pk != side.pk]
    return {
        "represented_by": _names((each for each in others if each.represents_id == side.pk), masked=masked),
        "represents": _names((each for each in others if each.pk == side.represents_id), masked=masked),
    }


def _names(sides: Any, *, masked: bool) -> str:
    return "、".join(name_of(each.party, masked=masked) for each in sides)


def _language(row: Party) -> dict[str, Any]:
    return {
        "spoken": label(Spoken, row.spoken),
        "reads": label(Reading, row.reads),
        "interpreter": row.needs_interpreter,
        "read_out": row.needs_reading_out,
    }


def _consents(row: Party) -> list[dict[str, Any]]:
    """The ledger of notices and consents, oldest first; a later line stands over an earlier one of its kind."""
    lines = consents_of([row.stream]).get(row.pk, [])
    names = who(line.told_by for line in lines)
    return [
        {
            "kind": label(ConsentKind, line.kind),
            "answer": label(ConsentAnswer, line.answer),
            "way": label(ConsentWay, line.way),
            "language": label(Spoken, line.language),
            "answered_by": line.answered_by,
            "told_at": line.told_at,
            "told_by": names.get(line.told_by, "") if line.told_by else "",
        }
        for line in lines
    ]


def _cases(place: Here, dispute: Dispute, row: Party) -> list[dict[str, Any]]:
    """The person's part in the cases over this dispute: side, representative, agents."""
    found = Case.objects.in_scope(place.scope).filter(dispute=dispute).select_related("dispute")
    every = sorted(found, key=lambda case: case.applied_at)
    parts = ((case, People(place, case).part_of(row.pk)) for case in every)
    return [
        {"number": case_number(case), "url": reverse("desk:case", args=[case.pk]), **part}
        for case, part in parts
        if part
    ]


def _elsewhere(place: Here, row: Party) -> list[dict[str, str]]:
    """Other matters of the same person that lie in the viewer's scope and on the viewer's or the unit's desk now.

    Restricted ones only with clearance. In the order of their registration.
    """
    mine = Q(owner_person=place.account.pk)
    if place.actor.organisation is not None:
        mine |= Q(owner_organisation=place.actor.organisation)
    theirs = streams_where(same_person(row) & Q(places__left_at=None), row.county)
    cases = Case.objects.in_scope(place.scope).filter(mine, dispute__in=theirs, state__in=OPEN_STATES)
    task = (mine & Q(state__in=LIVE_STATES)) | Q(pk__in={case.dispute_id for case in cases})
    open_to_me = Q() if place.scope.restricted else Q(restricted=False)
    found = list(Dispute.objects.in_scope(place.scope).filter(task & open_to_me, pk__in=theirs))
    keyring().warm(each.pk for each in found)
    found.sort(key=lambda each: (each.registered_at, each.pk))
    return [{"number": each.number, "title": each.title, "url": each.url} for each in present(found, place)]


def party_title(side: DisputeParty, place: Here) -> str:
    """The heading of the page: the name as this reader may see it (R-751)."""
    return _("Party: %(name)s") % {"name": name_of(side.party, masked=not sees_names(place.scope))}
