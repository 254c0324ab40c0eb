"""What is written down on the way: acceptance, rights, inquiries, sessions, the end (F-02, F-03, F-05, F-07, F-12)."""

from uuid import UUID

from django.utils.translation import gettext as _

from anmulong.cases.enums import WayIn
from anmulong.dossiers.queries.values_parties import committee_marks, party_marks, party_rows
from anmulong.dossiers.queries.words import Folk, day, moment, money
from anmulong.dossiers.rules import Values
from anmulong.lawbook.public import code_label, codes, label_of
from anmulong.people.enums import Spoken


def acceptance_values(folk: Folk) -> Values:
    """F-02: how the dispute came in, and that the parties agree to mediation."""
    case = folk.case
    return {
        "accepted_on": day(case.accepted_at),
        "way_in": str(WayIn(case.way_in).label),
        "source": code_label("C-302", case.source),
        "kind": code_label("C-301", case.kind or case.dispute.kind),
        "amount_at_stake": money(case.amount_at_stake),
        "parties": party_rows(folk, folk.present),
        "facts": folk.told(case.facts),
        "request": folk.told(case.request),
        "signatures": [*party_marks(folk), {"role": _("Registered by"), "name": folk.account(case.accepted_by)}],
        "seal": folk.committee,
    }


def rights_values(folk: Folk) -> Values:
    """F-03: who was told, when, in which language and by which interpreter (R-221)."""
    return {
        "title": folk.told(folk.case.dispute.title),
        "told": [
            {
                "name": folk.name(row),
                "told_on": day(row.rights_told_at),
                "language": str(Spoken(row.rights_language).label) if row.rights_language else "",
                "interpreter": row.interpreter,
            }
            for row in folk.present
        ],
        "signatures": [*party_marks(folk), {"role": _("Mediator"), "name": folk.mediator_line}],
    }


def investigation_values(folk: Folk, about: UUID) -> Values:
    """F-05: who was asked, and what was found."""
    row = folk.case.investigations.get(pk=about)
    return {
        "held_at": moment(row.happened_at),
        "place": row.place,
        "asked": folk.told(row.asked),
        "investigator": row.investigator,
        "recorder": row.recorder,
        "text": folk.told(row.text),
        "signatures": [
            {"role": _("Investigator"), "name": row.investigator},
            {"role": _("Person asked"), "name": folk.told(row.asked)},
            {"role": _("Recorder"), "name": row.recorder},
        ],
    }


def session_values(folk: Folk, about: UUID) -> Values:
    """F-07: one session that was held together; what was said apart is on no paper (R-132, O-4)."""
    row = folk.case.sessions.get(pk=about, separate=False)
    there = [each for each in folk.parties if str(each.pk) in row.present] or folk.present
    return {
        "title": folk.told(folk.case.dispute.title),
        "held_at": moment(row.began_at),
        "ended_at": moment(row.ended_at),
        "place": row.place,
        "parties": folk.names(there),
        "others_present": folk.told(row.others_present),
        "mediators": folk.mediator_line,
        "recorder": row.recorder,
        "text": folk.told(row.text),
        "result": code_label("C-307", row.result),
        "signatures": [
            *({"role": _("Party"), "name": folk.name(each)} for each in there),
            *committee_marks(folk, recorder=row.recorder),
        ],
    }


def guidance_values(folk: Folk) -> Values:
    """F-12: that mediation ended or was not begun, why, and where else one can turn until when (R-113)."""
    case = folk.case
    at = case.ended_at or case.refused_at or case.applied_at
    return {
        "title": folk.told(case.dispute.title),
        "parties": folk.names(),
        "ended_on": day(at),
        "reason": code_label("C-223", case.end_reason) or code_label("C-240", case.gate_code),
        "explanation": folk.told(case.end_note),
        "undisputed_facts": folk.told(case.undisputed_facts),
        "routes": [
            {"name": label_of(code), "bring": code.facts.get("bring_zh", ""), "limit": code.facts.get("limit_zh", "")}
            for code in codes("C-241", at)
            if code.code in case.routes
        ],
        "signatures": [*party_marks(folk), {"role": _("Mediator"), "name": folk.mediator_line}],
        "seal": folk.committee,
    }
