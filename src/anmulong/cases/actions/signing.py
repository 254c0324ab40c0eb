"""Signatures: one scan, a row per signer with the date on the paper, the seal's row, one submit (O-1, R-115, R-222)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.effect import comes_into_force
from anmulong.cases.enums import Permission, SignedWay, SignerKind, State
from anmulong.cases.models import Agent, Agreement, Case, CaseParty, Signature
from anmulong.cases.queries.agreements import agreement_of, lacking_marks
from anmulong.cases.queries.participants import present_parties
from anmulong.cases.queries.proofs import check_stored
from anmulong.cases.rules import SignerFacts, effective_at, under_its_committee, why_not_counted
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import dispute_type
from anmulong.people.enums import PartyKind
from anmulong.people.public import Party


@dataclass(frozen=True)
class SignerRow:
    """One mark on the paper, with the date that stands beside it.

    ``signer`` is the uid of the case party (or of the party), of the agent, of the elected representative (a case
    party), or of the mediator; the recorder and the seal need none.
    """

    kind: SignerKind
    signed_on: date
    signer: UUID | None = None
    way: SignedWay = SignedWay.INK


@dataclass(frozen=True)
class Signing:
    """All marks of one submit; ``scan`` is the stored file that shows them (a face attaches it in the same click)."""

    rows: tuple[SignerRow, ...]
    scan: UUID | None = None


@action(
    "case.sign",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Signing,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record signatures"),
    law="R-115, R-222, 人民调解法 art.29",
)
def sign(case: Case, given: Signing, *, by: Actor, at: Moment) -> Done:
    """Record who signed and sealed when. With the last mark the agreement is in force from that day (R-115).

    A mark without the power for it is kept and does not count (R-222); the facts say which and why. Raises
    ``Invalid`` for a signer who has no part in the case, a mark given twice, a day that has not come yet, or a scan
    that is no file of this matter.
    """
    if not given.rows:
        raise Invalid("nobody-signed", noop("Tick who has signed."), fields={"rows": noop("Tick who has signed.")})
    check_stored(case, given.scan, by, field="scan")
    agreement = agreement_of(case)
    desk = SigningDesk(case, agreement, given.scan, at)
    for number, row in enumerate(given.rows, start=1):
        desk.take(row, number)
    parties = [party.pk for party in desk.parties]
    found = effective_at(parties, desk.counted)
    if found is not None:
        case.state = State.EFFECTIVE
        dues = agreement.obligations.values_list("due_on", flat=True)
        comes_into_force(case, agreement, found, list(dues))
    return Done(
        case,
        {
            "effective_at": found,
            "not_counted": [{"row": number, "why": why} for number, why in desk.not_counted],
            "lacking": len(lacking_marks(parties, desk.counted)),
        },
    )


@dataclass
class SigningDesk:
    """The marks of one edition: those that were there, and those of this submit."""

    case: Case
    agreement: Agreement
    scan: UUID | None
    at: Moment
    not_counted: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parties = present_parties(self.case)
        self.agents = {row.pk: row for row in self.case.agents.filter(ended_at=None)}
        self.mediators = set(self.case.mediators.filter(ended_at=None).values_list("mediator", flat=True))
        self.counted: list[Signature] = list(self.agreement.signatures.filter(counts=True))
        self.hand_needed = needs_hand(self.case)

    def take(self, row: SignerRow, number: int) -> None:
        """Record one mark: for a representative, one for each party that it binds (O-8)."""
        if row.signed_on > local_day(self.at.entered):
            raise self._wrong(noop("Row %(row)s: this day has not come yet."), number)
        for signer, party, why in self._marks(row, number):
            mark = Signature(
                stream=self.case.dispute_id,
                case=self.case,
                agreement=self.agreement,
                kind=row.kind,
                signer=signer,
                party=party,
                way=SignedWay.SEAL if row.kind == SignerKind.SEAL else row.way,
                signed_at=self._moment(row.signed_on),
                scan=self.scan,
                counts=not why,
                why_not=why,
            )
            if why:
                self.not_counted.append((number, why))
            elif self._is_twice(mark):
                raise self._wrong(noop("Row %(row)s: this signature is recorded already."), number)
            else:
                self.counted.append(mark)
            mark.save()

    def _marks(self, row: SignerRow, number: int) -> list[tuple[UUID | None, UUID | None, str]]:
        """Signer, case party who is bound, and why the mark does not count."""
        if row.kind in (SignerKind.SEAL, SignerKind.RECORDER):
            return [(None, None, "")]
        if row.kind == SignerKind.MEDIATOR:
            if row.signer not in self.mediators:
                raise self._wrong(noop("Row %(row)s: this mediator does not mediate this case."), number)
            return [(row.signer, None, "")]
        if row.kind == SignerKind.AGENT:
            agent = self.agents.get(row.signer) if row.signer else None
            if agent is None:
                raise self._wrong(noop("Row %(row)s: this agent acts for nobody in this case."), number)
            return [(agent.pk, agent.party_id, self._why_agent(agent, row))]
        party = next((each for each in self.parties if row.signer in (each.pk, each.party_id)), None)
        if party is None:
            raise self._wrong(noop("Row %(row)s: this is no party of the case."), number)
        if row.kind == SignerKind.PARTY:
            return [(party.pk, party.pk, self._why_party(party, row))]
        bound = [each for each in self.parties if each.represented_by_id == party.pk]
        if not bound:
            raise self._wrong(noop("Row %(row)s: this party represents nobody in this case."), number)
        return [
            (party.pk, each.pk, self._why_party(each, row, mandated=each is party or each.mandate_at is not None))
            for each in (party, *bound)
        ]

    def _why_party(self, party: CaseParty, row: SignerRow, *, mandated: bool = True) -> str:
        return why_not_counted(
            SignerFacts(
                row.kind,
                row.signed_on,
                minor=is_minor_on(party.party, row.signed_on),
                natural=party.party.kind == PartyKind.NATURAL,
                by_hand=row.way != SignedWay.SEAL,
                hand_needed=self.hand_needed,
                mandated=mandated,
            )
        )

    def _why_agent(self, agent: Agent, row: SignerRow) -> str:
        party = next(each for each in self.parties if each.pk == agent.party_id)
        return why_not_counted(
            SignerFacts(
                row.kind,
                row.signed_on,
                minor=is_minor_on(party.party, row.signed_on),
                by_hand=row.way != SignedWay.SEAL,
                hand_needed=self.hand_needed,
                lawful=agent.lawful,
                powers=frozenset(agent.powers),
                since_on=agent.since_on,
                until_on=agent.until_on,
            )
        )

    def _is_twice(self, mark: Signature) -> bool:
        """A legal person signs and seals, which are two marks; otherwise one mark per signer and party."""
        return any(
            (each.kind, each.signer, each.party, each.way) == (mark.kind, mark.signer, mark.party, mark.way)
            for each in self.counted
        )

    def _moment(self, day: date) -> datetime:
        """The paper names a day; where the hour is known from elsewhere it is kept."""
        for known in (self.agreement.made_at, self.at.happened):
            if local_day(known) == day:
                return known
        return datetime.combine(day, time(), LOCAL)

    def _wrong(self, text: str, number: int) -> Invalid:
        return Invalid("bad-signature", text, params={"row": number}, fields={"rows": text})


def needs_hand(case: Case) -> bool:
    """Marriage, adoption, inheritance and other matters of personal status: ink or finger only (R-134)."""
    return bool(case.kind) and bool(dispute_type(case.kind, county=case.county).facts.get("ink_signature"))


def is_minor_on(party: Party, day: date) -> bool:
    """Whether a guardian signs. Who has come of age since it was recorded signs himself (民法典 art. 17)."""
    if not party.is_minor or not party.birth_date:
        return party.is_minor
    born = date.fromisoformat(party.birth_date)
    return (day.year - born.year, day.month, day.day) < (18, born.month, born.day)
