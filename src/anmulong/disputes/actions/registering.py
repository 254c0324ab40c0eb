"""A matter is taken in: number, receipt, owner, both times (R-131, R-502)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.base.crypto import blind_index
from anmulong.disputes.actions.places import settle_place
from anmulong.disputes.enums import Fact, HandoverKind, Permission, RestrictedWhy
from anmulong.disputes.models import Dispute, DisputeParty, Exclusion, Report, Responsibility
from anmulong.disputes.queries.duplicates import registered_lately
from anmulong.disputes.rules import Latitude, Longitude, People, Side, Yuan, restricted_why, restricting_words
from anmulong.disputes.workflow import MATTER
from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.public import Actor, Done, Moment, action, emit, identity, in_batch, next_number, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid, public_code
from anmulong.kernel.masking import initials
from anmulong.kernel.numbering import receipt_number
from anmulong.kernel.telephones import NOT_A_NUMBER, check_telephone
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code, dispute_type, parameter, parameter_int
from anmulong.people.public import Party, PartyInput, make_party, search_texts


LONGEST_TITLE = 40
BY_THE_HUNDRED = (Channel.FILE, Channel.COMMAND)


@dataclass(frozen=True)
class SideInput:
    """A party and where it stands: ``side`` 1 raises the matter, 2 is the other side; ``role`` of C-309."""

    party: PartyInput
    side: Side = 1
    role: str = ""


class Placing(Protocol):
    """A party and where it stands, as an input gives it."""

    @property
    def party(self) -> PartyInput: ...
    @property
    def side(self) -> int: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Registration:
    """What the clerk is told. Only ``what``, ``place`` and who (or anonymous) are needed; the handler is the clerk.

    ``division`` is a gacha, a town or the county itself; amounts in CNY yuan; ``excluded`` are accounts of
    relatives (O-4). ``history`` marks a row of an old ledger, which starts no clocks (R-521). ``again`` says that
    it is another matter although the same person has registered the same words a moment ago.
    """

    what: str = personal()
    place: str = personal(default="")
    source: str = "walk_in"
    division: UUID | None = None
    title: str = personal(default="")
    anonymous: bool = False
    reporter: str = personal(default="")
    reporter_phone: str = personal(default="")
    wants_answer: bool = True
    kind: str = ""
    parties: tuple[SideInput, ...] = personal(default=())
    people_count: People | None = None
    amount_at_stake: Yuan | None = None
    forecast: str = ""
    scale: str = ""
    facts: tuple[Fact, ...] = ()
    restricted: RestrictedWhy | None = None
    excluded: tuple[UUID, ...] = ()
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    place_precision: str = ""
    next_date: date | None = None
    uid: UUID | None = None
    history: bool = False
    imported_note: str = personal(default="")
    again: bool = False


@action(
    "dispute.register",
    on=Dispute,
    needs=Permission.REGISTER,
    merges="append",
    creates=True,
    given=Registration,
    workflow=MATTER,
    label=_("Register"),
    law="R-131, R-502",
)
def register(given: Registration, *, by: Actor, at: Moment) -> Done:
    """Take in a matter and give its receipt.

    Both times are kept: ``at.happened`` as told counts in law, ``at.entered`` stands beside it (R-131). The taker's
    unit and the taker are responsible until somebody else accepts (R-502). Returns number and public code.
    Raises ``Invalid`` for missing answers, unknown codes or a bad identity number, ``Refused`` for what the same
    person has registered a moment ago.
    """
    check_answers(given)
    check_repetition(given, by, at)
    check_next_date(given, at)
    dispute = build(given, by=by, at=at)
    parties = [add_party(dispute, side, place) for place, side in enumerate(given.parties)]
    settle_restriction(dispute, given, parties)
    dispute.parties_line = "、".join(on_lists(party) for party in parties if party.name)
    dispute.index_words = [word for party in parties for word in search_texts(party)]
    dispute.save()
    for account in given.excluded:
        Exclusion(dispute=dispute, account=account, began_at=at.entered).save()
    own(dispute, by=by, at=at)
    report = receive(dispute, given, by=by, at=at)
    if by.post is not None and by.channel not in BY_THE_HUNDRED and not given.history:
        emit("dispute.registered", dispute.pk, {"account": str(by.uid), "post": str(by.post)})
    return Done(dispute, {"number": dispute.number, "code": report.code})


def check_answers(given: Registration) -> None:
    """The compulsory answers and the codes."""
    missing = {}
    if not given.what.strip():
        missing["what"] = noop("Say in a sentence what it is about.")
    if not given.anonymous and not given.reporter.strip() and not given.parties:
        missing["reporter"] = noop("Who says so? Give a name, or tick anonymous.")
    if not given.place.strip() and given.division is None:
        missing["place"] = noop("Where is it? Choose a place or describe it.")
    if given.amount_at_stake is not None and given.amount_at_stake < 0:
        missing["amount_at_stake"] = noop("An amount cannot be below zero.")
    try:
        check_telephone(given.reporter_phone)
    except Invalid:
        missing["reporter_phone"] = NOT_A_NUMBER
    if missing:
        raise Invalid("bad-input", noop("Some answers are missing or cannot be used; they are marked."), fields=missing)
    check_codes(given)


def check_repetition(given: Registration, by: Actor, at: Moment) -> None:
    """A page that was gone back to and sent once more is no second matter, by whichever face it comes.

    Rows of one batch or file may well be alike, and the machine registers nothing by mistake.
    """
    if given.again or given.history or by.kind != ActorKind.ACCOUNT or by.channel in BY_THE_HUNDRED or in_batch():
        return
    since = at.entered - timedelta(minutes=parameter_int("disputes.same_again_minutes", at.entered))
    same = registered_lately(given.what, given.place, by=by, since=since, but=given.uid)
    if same is not None:
        raise Refused(
            "registered-a-moment-ago",
            noop("You registered the same a moment ago: %(number)s."),
            way_out=noop("Open that one. If this is another matter, tick “register it again all the same”."),
            params={"number": same.number},
            details={"uid": same.pk, "number": same.number},
        )


def check_next_date(given: Registration, at: Moment) -> None:
    """A receipt never promises a day that is over."""
    if given.next_date is not None and given.next_date < local_day(at.entered):
        raise Invalid(
            "date-is-over",
            noop("The next date on the receipt is over already."),
            fields={"next_date": noop("Choose today or a later day.")},
        )


def check_codes(given: Registration) -> None:
    """Source (C-302), kind (C-301, C-301x), forecast (C-303) and scale (C-310) must be rows that hold."""
    check_code("C-302", given.source)
    if given.kind:
        dispute_type(given.kind)
    if given.forecast:
        check_code("C-303", given.forecast)
    if given.scale:
        check_code("C-310", given.scale)


def build(given: Registration, *, by: Actor, at: Moment) -> Dispute:
    """The matter's row with its number; not yet saved."""
    year = local_day(at.entered).year
    dispute = Dispute(
        uid=given.uid or new_uid(),
        county=by.county,
        number=receipt_number(county_label(), year, next_number(by.county, "receipt", year)),
        source=given.source,
        kind=given.kind,
        people_count=given.people_count,
        amount_at_stake=given.amount_at_stake,
        forecast=given.forecast,
        scale=given.scale,
        facts=[str(fact) for fact in given.facts],
        longitude=given.longitude,
        latitude=given.latitude,
        place_precision=given.place_precision,
        requested_at=at.happened,
        registered_at=at.entered,
        updated_at=at.entered,
        registered_by=by.uid,
        history_only=given.history,
    )
    dispute.title = given.title.strip() or shortened(given.what)
    dispute.narrative = given.what
    dispute.place = given.place
    dispute.imported_note = given.imported_note
    settle_place(dispute, given.division, by)
    return dispute


def county_label() -> str:
    """The one character that stands for the county in its numbers, such as 鄂."""
    store = identity()
    return (store.name[:1] if store else "") or "登"


def shortened(text: str) -> str:
    """The first words of a text, for lists."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def add_party(dispute: Dispute, given: Placing, position: int) -> Party:
    """Put a party and its place into the matter's stream."""
    party = make_party(dispute.pk, given.party, on=local_day(dispute.registered_at))
    party.save()
    role = given.role or ("applicant" if given.side == 1 else "respondent")
    check_code("C-309", role)
    DisputeParty(dispute=dispute, party=party, side=given.side, role=role, position=position).save()
    return party


def on_lists(party: Party) -> str:
    """A party's name as lists show it: a minor by initials (R-751)."""
    return initials(party.name) if party.is_minor else party.name


def settle_restriction(dispute: Dispute, given: Registration, parties: list[Party]) -> None:
    """Restricted from registration on where O-4 says so; a clerk may restrict for another reason."""
    minor = any(party.is_minor for party in parties)
    why = given.restricted or restricted_why(given.forecast, dispute.facts, given.kind, minor_party=minor)
    if not why and not given.history:
        why = restricting_words(given.what, parameter("disputes.restricting_words", dispute.registered_at))
    dispute.restricted = bool(why)
    dispute.restricted_why = str(why or "")


def own(dispute: Dispute, *, by: Actor, at: Moment) -> None:
    """The taker's unit and the taker are responsible from the first moment."""
    dispute.owner_organisation = by.organisation
    if by.organisation is None:
        return
    dispute.owner_person = by.uid
    Responsibility(
        dispute=dispute,
        kind=HandoverKind.FIRST,
        organisation=by.organisation,
        person=by.uid,
        offered_at=at.entered,
        offered_by=by.uid,
        accepted_at=at.entered,
        accepted_by=by.uid,
    ).save()


def receive(dispute: Dispute, given: Registration, *, by: Actor, at: Moment) -> Report:
    """The report with its receipt: number, both times, public code of ≥ 64 random bits."""
    code = public_code()
    report = Report(
        dispute=dispute,
        number=dispute.number,
        code_key=blind_index("public-code", code),
        source=given.source,
        anonymous=given.anonymous,
        wants_answer=given.wants_answer and not given.anonymous,
        requested_at=at.happened,
        registered_at=at.entered,
        next_date=given.next_date,
        taken_by=by.uid,
    )
    report.code = code
    report.reporter = given.reporter
    report.reporter_phone = given.reporter_phone
    report.save()
    return report
