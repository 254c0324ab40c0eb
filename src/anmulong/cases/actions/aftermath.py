"""What follows every action on a case, in its transaction: clocks, the next date, the dispute (decision 0011)."""

from datetime import datetime

from anmulong.cases.actions.timekeeping import CaseClocks, reckon_again
from anmulong.cases.enums import OPEN_STATES, State
from anmulong.cases.models import Case
from anmulong.cases.queries.standing import stands_for_its_dispute
from anmulong.disputes.public import (
    Dispute,
    NoAgreement,
    agreed_by_case,
    case_date_moved,
    ended_by_case,
    fell_away_with_case,
    goes_on_in_case,
    taken_up_by_case,
    visited_by_case,
)
from anmulong.journal.public import Occurrence, after_action


FAILED = ("too_far_apart", "expired", "refuses_to_sign")
"""Reasons of C-223 that count as an attempt without agreement (R-511); declining and withdrawing do not.

A session whose result is ``NO_RESULT`` has counted when it was held; the end then adds nothing.
"""

NO_RESULT = "none"

AGAIN = "dispute.refresh"
VISITING = ("case.follow_up", "case.close")
MERGED = "dispute.follow_place"
FINISHED = (State.ARCHIVED, State.VOID)
FOLLOWED = ("town", "gacha", "restricted")


@after_action(Case)
def follow(happened: Occurrence) -> None:
    """Keep what is derived from a case true, and tell its dispute."""
    case: Case = happened.subject
    CaseClocks(case, happened).turn()
    case.updated_at = happened.at.entered
    case.save()
    _tell_dispute(case, happened)


def _tell_dispute(case: Case, happened: Occurrence) -> None:
    dispute, at, by = case.dispute, happened.at, happened.by
    moved = case.state != happened.state_before
    if happened.action.name in VISITING:
        visited_by_case(dispute, done_at=case.followed_up_at, next_on=case.next_follow_up_on)
    if happened.action.name == "case.accept":
        taken_up_by_case(dispute, due_at=case.due_at, at=at)
    elif moved and case.state == State.EFFECTIVE and happened.state_before != State.FRAUD_HOLD:
        text = case.agreed_text or case.number
        agreed_by_case(dispute, text, due_at=case.due_at, by=by, at=at)
    elif moved and case.state in (State.ENDED, State.REFUSED):
        how = NoAgreement(
            case.routes, case.end_note, case.gate_code, failed=_counts(case), ask_arrival=case.state == State.REFUSED
        )
        ended_by_case(dispute, how, by=by, at=at)
    elif case.state == State.VOID and _bore(case, happened.state_before):
        fell_away_with_case(dispute, due_at=_case_date(case), at=at)
    else:
        failed = happened.action.name == "case.hold_session" and happened.given.result == NO_RESULT
        goes_on_in_case(dispute, due_at=_case_date(case), at=at, failed=failed)


def _bore(case: Case, before: str | None) -> bool:
    """Whether a case that is void now stood for its dispute: it ran, or it had settled or guided it."""
    ran = before in OPEN_STATES and case.accepted_at is not None and case.dispute.is_open
    return ran or stands_for_its_dispute(case)


def _case_date(case: Case) -> datetime | None:
    """The date of the running case of the dispute; an old case that goes on being performed takes it from nobody."""
    if case.is_open:
        return case.due_at
    running = case.dispute.cases.exclude(pk=case.pk).filter(state__in=OPEN_STATES).first()
    return running.due_at if running is not None else None


def _counts(case: Case) -> bool:
    return case.end_reason in FAILED and not case.sessions.filter(result=NO_RESULT).exists()


@after_action(Dispute)
def follow_dispute(happened: Occurrence) -> None:
    """A case lies where its dispute lies, and is restricted with it (O-4); where its committee ended with a merged
    gacha, the committee that follows goes on with it (O-5)."""
    dispute: Dispute = happened.subject
    if happened.action.name == AGAIN:
        _reckon_again(dispute)
    if dispute._state.adding:
        return
    before = dispute.loaded
    ended = happened.given.ended if happened.action.name == MERGED and happened.given.successor else ()
    if not ended and all(before.get(name) == getattr(dispute, name) for name in FOLLOWED):
        return
    for case in dispute.cases.all():
        for name in FOLLOWED:
            setattr(case, name, getattr(dispute, name))
        if case.owner_organisation in ended and case.state not in FINISHED:
            case.owner_organisation, case.owner_person = happened.given.successor, dispute.owner_person
        case.save()


def _reckon_again(dispute: Dispute) -> None:
    """A corrected calendar moves the running clocks of its cases, in the same entry as those of the matter (R-210)."""
    cases = list(dispute.cases.all())
    moved = [case for case in cases if reckon_again(case)]
    if moved and dispute.case_due_at is not None:
        case_date_moved(dispute, min((case.due_at for case in cases if case.is_open and case.due_at), default=None))
