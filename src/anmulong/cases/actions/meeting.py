"""What happens on the way: people invited to help, investigations, sessions (人民调解法 art. 20-22, 27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import GrantReason
from anmulong.access.public import NewGrant, close_grants, open_grant
from anmulong.cases.enums import InvitedAs, Permission, State
from anmulong.cases.models import Case, CaseParty, Investigation, Invitation, Session
from anmulong.cases.queries.participants import lacking, names_of, participants, present_parties
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, Occurrence, action, after_action, emit, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import check_code


SEPARATE, JOINT = "separate", "joint"
OVER = (State.ENDED, State.CLOSED, State.VOID)


@dataclass(frozen=True)
class Invited:
    """Who is asked to help, and which parties agreed so far; ``account`` is the one to open the case to, if any.

    ``invitation`` names an earlier one to which further parties agree; then the rest is not needed.
    """

    agreed_by: tuple[UUID, ...] = ()
    invited_as: InvitedAs | None = None
    name: str = personal(default="")
    account: UUID | None = None
    invitation: UUID | None = None
    uid: UUID | None = None


@action(
    "case.invite",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Invited,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Invite somebody to help"),
    law="R-110, 人民调解法 art.20",
)
def invite(case: Case, given: Invited, *, by: Actor, at: Moment) -> Done:
    """Invite a relative, neighbour, expert …; nothing is opened before every party agreed (R-110, T-20).

    ``facts``: the ``invitation``, whether it is ``opened``, and the uids of the case parties still ``lacking``.
    """
    row = _invitation(case, given, at)
    said = participants(case, given.agreed_by, field="agreed_by") if given.agreed_by else []
    row.agreed_by = sorted({*row.agreed_by, *(str(each.pk) for each in said)})
    waiting = lacking(case, {UUID(uid) for uid in row.agreed_by})
    if not waiting and row.agreed_at is None:
        row.agreed_at = at.happened
        if row.account is not None:
            opened = NewGrant(case.dispute_id, GrantReason.EXPERT, account=row.account, uid=row.pk)
            open_grant(opened, by=by, at=at)
        emit("case.helper_agreed", case.pk, {"invitation": str(row.pk)})
    row.save()
    return Done(case, {"invitation": row.pk, "opened": not waiting, "lacking": [each.pk for each in waiting]})


def _invitation(case: Case, given: Invited, at: Moment) -> Invitation:
    if given.invitation is not None:
        row = case.invitations.filter(pk=given.invitation).first()
        if row is None:
            raise Invalid("no-such-invitation", noop("There is no such invitation in this case."))
        return row
    if not given.name.strip() or given.invited_as is None:
        raise Invalid(
            "nobody-invited",
            noop("Say who is invited, and as what."),
            law="人民调解法 art.20",
            fields={"name": noop("Who is invited?"), "invited_as": noop("As what?")},
        )
    row = Invitation(
        uid=given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        invited_as=given.invited_as,
        account=given.account,
        invited_at=at.happened,
    )
    row.name = given.name.strip()
    return row


@after_action(Case)
def close_to_helpers(happened: Occurrence) -> None:
    """When mediation is over nothing is left to help with: what the invitations opened is closed again (O-4).

    A grant has the uid of its invitation.
    """
    case: Case = happened.subject
    if case.state in OVER and case.state != happened.state_before and not case._state.adding:
        close_grants([row.pk for row in case.invitations.all() if row.account is not None], at=happened.at)


@dataclass(frozen=True)
class Investigated:
    """F-05: who was asked, where, by whom, and what was found."""

    asked: str = personal()
    text: str = personal()
    place: str = personal(default="")
    investigator: str = personal(default="")
    recorder: str = personal(default="")
    uid: UUID | None = None


@action(
    "case.investigate",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Investigated,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record an investigation"),
    law="F-05",
)
def investigate(case: Case, given: Investigated, *, by: Actor, at: Moment) -> Done:
    """Record an investigation. ``facts["investigation"]`` is its uid. Raises ``Invalid`` without words."""
    if not given.asked.strip() or not given.text.strip():
        raise Invalid(
            "no-text",
            noop("Say who was asked and what was found."),
            fields={"asked": noop("Who was asked?"), "text": noop("What was found?")},
        )
    row = Investigation(
        uid=given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        happened_at=at.happened,
        account=by.uid,
    )
    row.asked, row.place, row.text = given.asked, given.place, given.text
    row.investigator, row.recorder = given.investigator, given.recorder
    row.save()
    return Done(case, {"investigation": row.pk})


@dataclass(frozen=True)
class SessionHeld:
    """F-07. ``ways``: codes of C-222; ``result``: a code of C-307; ``present``: parties, all when left out.

    A separate session (背对背) goes into the side file. ``began_at`` is the time of the action when left out;
    ``tour`` and ``clinic`` name the occasion.
    """

    ways: tuple[str, ...]
    result: str
    text: str = personal(default="")
    separate: bool = False
    began_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = personal(default="")
    present: tuple[UUID, ...] = ()
    others_present: str = personal(default="")
    recorder: str = personal(default="")
    tour: UUID | None = None
    clinic: UUID | None = None
    uid: UUID | None = None


@action(
    "case.hold_session",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=SessionHeld,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record a session"),
    law="人民调解法 art.22, 27",
)
def hold_session(case: Case, given: SessionHeld, *, by: Actor, at: Moment) -> Done:
    """Record a session. A result "no agreement" counts as one attempt for the dispute's colour at once (R-511).

    ``facts``: the ``session`` and its ``position``. Raises ``Invalid`` for missing answers, ``Refused`` for a session
    with a party who has not agreed to mediation or whose objection to the mediator is open (R-108, R-136).
    """
    separate = given.separate or SEPARATE in given.ways
    ways = [*given.ways, SEPARATE] if separate and SEPARATE not in given.ways else list(given.ways)
    began = given.began_at or at.happened
    _told(given, ways, began, at)
    present = participants(case, given.present, field="present") if given.present else present_parties(case)
    _willing(present)
    row = Session(
        uid=given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        position=case.sessions_count + 1,
        ways=[check_code("C-222", way).code for way in ways],
        separate=separate,
        began_at=began,
        ended_at=given.ended_at,
        present=[str(each.pk) for each in present],
        result=check_code("C-307", given.result).code,
        tour=given.tour,
        clinic=given.clinic,
        account=by.uid,
    )
    row.place, row.text, row.recorder = given.place, given.text, given.recorder
    row.others_present = given.others_present
    row.save()
    case.sessions_count += 1
    case.save()
    return Done(case, {"session": row.pk, "position": row.position})


def _told(given: SessionHeld, ways: Sequence[str], began: datetime, at: Moment) -> None:
    wrong: dict[str, str | Message] = {}
    if not ways:
        wrong["ways"] = noop("In which way?")
    elif SEPARATE in ways and JOINT in ways:
        wrong["ways"] = noop("A session is joint or separate; record two of them.")
    if not given.text.strip():
        wrong["text"] = noop("Write down what was said.")
    if began > max(at.entered, at.happened):
        wrong["began_at"] = noop("The time lies in the future.")
    if given.ended_at is not None and given.ended_at < began:
        wrong["ended_at"] = noop("The end lies before the beginning.")
    if wrong:
        raise Invalid(
            "bad-session",
            noop("Some answers about the session cannot be used; they are marked."),
            law="人民调解法 art.27",
            fields=wrong,
        )


def _willing(present: Sequence[CaseParty]) -> None:
    silent = [row for row in present if row.consented_at is None]
    if silent:
        raise Refused(
            "not-consented",
            noop("Without consent there is no mediation: %(who)s."),
            law="R-108, 人民调解法 art.17",
            way_out=noop("Record the consent, or leave out who did not take part."),
            params={"who": names_of(silent)},
        )
    objecting = [row for row in present if row.objects_to_mediator]
    if objecting:
        raise Refused(
            "objection-open",
            noop("An objection to the mediator is open: %(who)s."),
            law="R-136, R-109",
            way_out=noop("Assign another mediator, or record that the party accepts."),
            params={"who": names_of(objecting)},
        )
