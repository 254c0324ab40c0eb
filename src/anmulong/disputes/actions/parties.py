"""Who is in dispute: added, changed, left; what each was told and agreed to (R-207, R-703, R-704, R-751, O-4)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.registering import add_party as place_party
from anmulong.disputes.actions.registering import on_lists
from anmulong.disputes.actions.restricting import close_where_demanded
from anmulong.disputes.enums import Permission
from anmulong.disputes.models import Dispute, DisputeParty
from anmulong.disputes.rules import Side, is_owner_or_unit
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.people.public import (
    ConsentInput,
    Party,
    PartyChange,
    PartyInput,
    apply_change,
    make_consent,
    search_texts,
)


@dataclass(frozen=True)
class AddedParty:
    """A further party: ``side`` 1 raised the matter, 2 is the other side; ``role`` of C-309."""

    party: PartyInput = personal()
    side: Side = 2
    role: str = ""


@action(
    "dispute.add_party",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=AddedParty,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Add a party"),
)
def add_party(dispute: Dispute, given: AddedParty, *, by: Actor, at: Moment) -> Dispute:
    """Add a party to the matter. A minor restricts it (O-4). Raises ``Invalid`` for a bad identity number."""
    party = place_party(dispute, given, dispute.sides.count())
    _follow(dispute, party)
    return dispute


@dataclass(frozen=True, kw_only=True)
class ChangedParty(PartyChange):
    """Which party, and what is to be different; untouched fields stay ``UNSET``."""

    party: UUID


@action(
    "dispute.change_party",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=ChangedParty,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Change a party's details"),
)
def change_party(dispute: Dispute, given: ChangedParty, *, by: Actor, at: Moment) -> Dispute:
    """Change what is known of a party: contact, safe contact, language, minor (R-802, O-4)."""
    party = _party(dispute, given.party).party
    touched = {name: value for name, value in given.touched().items() if name != "party"}
    apply_change(party, PartyChange(**touched), on=local_day(at.entered)).save()
    _follow(dispute, party)
    return dispute


@dataclass(frozen=True)
class LeftParty:
    """Which party is out of it, and why."""

    party: UUID
    reason: str = personal(default="")


@action(
    "dispute.end_party",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=LeftParty,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Take a party out"),
)
def end_party(dispute: Dispute, given: LeftParty, *, by: Actor, at: Moment) -> Dispute:
    """A party is no longer in the dispute, or was entered wrongly; the row stays (O-2). Raises ``Invalid`` without a
    reason."""
    if not given.reason.strip():
        raise Invalid("no-reason", noop("This needs a reason."), fields={"reason": noop("This is needed.")})
    row = _party(dispute, given.party)
    row.left_at = at.entered
    row.save()
    _rename(dispute, leaving=row.party_id)
    return dispute


@action(
    "dispute.record_consent",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=ConsentInput,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Record a notice or consent"),
    law="R-703, R-704",
)
def record_consent(dispute: Dispute, given: ConsentInput, *, by: Actor, at: Moment) -> Dispute:
    """Record what one party was told or asked, and the answer; consents are separate and none is presumed (O-1)."""
    make_consent(_party(dispute, given.party).party, given, by=by, at=at).save()
    return dispute


def _party(dispute: Dispute, uid: UUID) -> DisputeParty:
    row = dispute.sides.filter(party=uid, left_at=None).select_related("party").first()
    if row is None:
        raise Invalid(
            "no-such-party",
            noop("This is no party of the matter."),
            fields={"party": noop("Choose one of the parties.")},
        )
    return row


def _follow(dispute: Dispute, party: Party) -> None:
    """Names on lists follow; a minor restricts."""
    _rename(dispute, fresh=party)
    close_where_demanded(dispute, minor_party=party.is_minor)
    dispute.save()


def _rename(dispute: Dispute, *, fresh: Party | None = None, leaving: UUID | None = None) -> None:
    rows = dispute.sides.filter(left_at=None).select_related("party").order_by("side", "position")
    parties = {row.party_id: row.party for row in rows if row.party_id != leaving}
    if fresh is not None:
        parties[fresh.pk] = fresh
    dispute.parties_line = "、".join(on_lists(party) for party in parties.values() if party.name)
    dispute.index_words = [word for party in parties.values() for word in search_texts(party)]
    dispute.save()
