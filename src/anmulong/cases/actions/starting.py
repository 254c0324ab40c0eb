"""The start of mediation: identity seen, rights told, consent given; then mediation begins (R-108, F-03, O-1).

Facts stand per party and time. One click of the page bundles these actions; each leaves its own entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import IdentitySeen, Permission
from anmulong.cases.models import Case, CaseParty
from anmulong.cases.queries.participants import gaps_of, participant, present_parties
from anmulong.cases.rules import Missing, under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import Message, noop
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, Spoken
from anmulong.people.public import ConsentInput, make_consent


RIGHTS_TEXT = "F-03"
"""The wording that parties sign: one signed F-03 carries notice and consents (O-1)."""


@dataclass(frozen=True)
class IdentityChecked:
    """Whose identity was seen, and by what. ``party``: uid of the case party or of the party itself, here as in all
    inputs of cases. No number is asked for (O-1)."""

    party: UUID
    seen: IdentitySeen


@action(
    "case.verify_identity",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=IdentityChecked,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record identity seen"),
    law="F-04",
)
def verify_identity(case: Case, given: IdentityChecked, *, by: Actor, at: Moment) -> Case:
    """Record by what a party's identity was seen."""
    row = participant(case, given.party)
    row.identity_seen, row.identity_seen_at = given.seen, at.happened
    row.save()
    return case


@dataclass(frozen=True)
class RightsTold:
    """Who was told rights and duties, signed or read out, in which language, by which interpreter (R-221)."""

    party: UUID
    way: ConsentWay
    language: Spoken = Spoken.CHINESE
    interpreter: str = personal(default="")


@action(
    "case.notify_rights",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=RightsTold,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Tell rights and duties"),
    law="人民调解法 art.23, 24; R-803",
)
def notify_rights(case: Case, given: RightsTold, *, by: Actor, at: Moment) -> Case:
    """A party was told rights and duties (F-03). Raises ``Refused`` when somebody who cannot read it merely signed."""
    row = participant(case, given.party)
    _understood(row, given)
    row.rights_told_at, row.rights_way, row.rights_language = at.happened, given.way, given.language
    row.interpreter = given.interpreter.strip()
    row.save()
    return case


def _understood(row: CaseParty, given: RightsTold) -> None:
    if given.way == ConsentWay.SIGNED and row.party.needs_reading_out and not given.interpreter.strip():
        raise Refused(
            "needs-reading-out",
            noop("%(who)s needs the notice read out; a signature alone is not enough."),
            law="R-803",
            way_out=noop("Choose “read out” with the language, or name the interpreter."),
            params={"who": row.party.name},
        )


@dataclass(frozen=True)
class PartyConsent:
    """What one party answered to two separate questions; neither is ticked beforehand (O-1, R-703).

    ``answered_by``: the guardian or agent who answered in the party's place (R-751).
    """

    party: UUID
    way: ConsentWay
    mediation: ConsentAnswer | None = None
    data: ConsentAnswer | None = None
    text_version: str = RIGHTS_TEXT
    language: Spoken = Spoken.CHINESE
    answered_by: str = personal(default="")


@action(
    "case.consent",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=PartyConsent,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record consent"),
    law="R-108, R-703",
)
def consent(case: Case, given: PartyConsent, *, by: Actor, at: Moment) -> Case:
    """Record a party's answers in the consent ledger; consent to data may be declined and stops nothing.

    Raises ``Invalid`` without any answer, ``Refused`` for a minor without guardian, and for a party who does not
    agree to mediation: that ends it and has its own action (人民调解法 art. 17).
    """
    row = participant(case, given.party)
    answers = {ConsentKind.MEDIATION: given.mediation, ConsentKind.DATA: given.data}
    asked = {kind: answer for kind, answer in answers.items() if answer is not None}
    if not asked:
        raise Invalid("no-answer", noop("Tick what the party answered."), law="O-1")
    if given.mediation not in (None, ConsentAnswer.AGREED):
        raise Refused(
            "ends-mediation",
            noop("A party who does not agree ends the mediation."),
            law="人民调解法 art.17",
            way_out=noop("Choose “A party declines”; no reason is needed."),
        )
    for kind, answer in asked.items():
        line = ConsentInput(
            row.party_id, kind, answer, given.way, given.text_version, given.language, given.answered_by
        )
        make_consent(row.party, line, by=by, at=at).save()
    if given.mediation is not None:
        row.consented_at = at.happened
        row.save()
    return case


@dataclass(frozen=True)
class Start:
    """Nothing more is asked: what the start needs stands with each party."""


def ready_to_start(case: Case, by: Actor, at: Moment) -> None:
    """Mediation starts when nothing is missing (R-108, R-109, R-136). Raises ``Refused`` with the whole list.

    ``details["gaps"]``: a mapping per gap with ``code``, the uid of the case ``party`` if one, and ``name``.
    """
    gaps = gaps_of(case)
    if not gaps:
        return
    names: dict[UUID | None, str] = {row.pk: row.party.name for row in present_parties(case)}
    raise Refused(
        "not-ready",
        noop("Mediation cannot start yet: %(gaps)s."),
        law="R-108, R-109, R-136",
        way_out=noop("Record what is missing; it fits on one page."),
        params={"gaps": tuple(_in_words(gap, names) for gap in gaps)},
        details={"gaps": [{"code": gap.code, "party": gap.party, "name": names.get(gap.party, "")} for gap in gaps]},
    )


def _in_words(gap: Missing, names: Mapping[UUID | None, str]) -> Message:
    if gap.party is None:
        return gap.text
    return Message(noop("%(who)s: %(what)s"), {"who": names[gap.party], "what": gap.text})


@action(
    "case.start",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Start,
    workflow=CASE,
    policies=(under_its_committee, ready_to_start),
    label=_("Start mediation"),
    law="R-108, R-109, R-136",
)
def start(case: Case, given: Start, *, by: Actor, at: Moment) -> Case:
    """Mediation begins: every party agreed, knows the rights, accepted the mediator."""
    case.started_at = at.happened
    case.save()
    emit("case.started", case.pk)
    return case
