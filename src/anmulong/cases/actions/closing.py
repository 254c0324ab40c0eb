"""Closing, archiving with what is missing named, and taking a matter up again (F-17, R-114, R-211, R-531)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.intake import Application, applied_for, told_routes
from anmulong.cases.enums import Link, Permission, State, WayIn
from anmulong.cases.models import Case
from anmulong.cases.queries.papers import file_gaps
from anmulong.cases.rules import Requirement, closing_gap, under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code


@dataclass(frozen=True)
class Closing:
    """``next_follow_up_on`` plans a visit that is still to come; ``routes`` (C-241) adds what was told meanwhile."""

    next_follow_up_on: date | None = None
    routes: tuple[str, ...] = ()
    note: str = personal(default="")


@action(
    "case.close",
    on=Case,
    needs=Permission.CLOSE,
    merges="state",
    given=Closing,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Close the case"),
    law="R-211, R-531, F-17",
)
def close(case: Case, given: Closing, *, by: Actor, at: Moment) -> Case:
    """Close the case; performance and visits go on (O-3).

    After an agreement a return visit must be done or planned; after a refusal or an end without agreement the other
    lawful routes must have been told (R-113). Refused otherwise.
    """
    if given.routes:
        told_routes(case, given.routes, given.note or case.end_note)
    if given.next_follow_up_on is not None:
        case.next_follow_up_on = given.next_follow_up_on
    gap = closing_gap(case, local_day(at.happened))
    if gap is not None:
        raise gap
    case.closed_at, case.closed_by = at.happened, by.uid
    case.save()
    emit("case.closed", case.pk, {"performed": case.performed})
    return case


@dataclass(frozen=True)
class Archiving:
    """``retention``: code of C-930. ``situation``: F-15, what is missing and why; needed only where a paper is."""

    retention: str = "long"
    situation: str = personal(default="")


@action(
    "case.archive",
    on=Case,
    needs=Permission.ARCHIVE,
    merges="state",
    given=Archiving,
    workflow=CASE,
    label=_("Archive the file"),
    law="R-114, 人民调解法 art.27",
)
def archive(case: Case, given: Archiving, *, by: Actor, at: Moment) -> Done:
    """Archive the complete file. With something missing it is refused, with the list, unless F-15 says what and why
    and a second person confirms it; then the file is marked 缺件 (O-3)."""
    gaps = file_gaps(case)
    if gaps:
        _confirm_without(gaps, case, given, by)
        case.incomplete = True
        case.situation_note = given.situation
    case.retention = check_code("C-930", given.retention).code
    case.archived_at = at.happened
    case.save()
    emit("case.archived", case.pk, {"incomplete": case.incomplete})
    return Done(case, {"incomplete": case.incomplete, "missing": [gap.form for gap in gaps]})


def _confirm_without(gaps: Sequence[Requirement], case: Case, given: Archiving, by: Actor) -> None:
    """F-15 has two names: who bound the file, and who checked it. Raises ``Refused``."""
    listed = {"missing": tuple(gap.text for gap in gaps)}
    if not given.situation.strip():
        raise Refused(
            "file-incomplete",
            noop("The file is not complete. Missing: %(missing)s"),
            law="R-114, 人民调解法 art.27",
            way_out=noop(
                "Add the papers; or write the note on the file: what is missing and why. A second person confirms it."
            ),
            params=listed,
            details={"forms": [gap.form for gap in gaps]},
        )
    if by.uid is None or by.uid in (case.closed_by, case.owner_person):
        raise Refused(
            "second-person",
            noop("A second person confirms an incomplete file. Missing: %(missing)s"),
            law="O-3, F-15",
            way_out=noop("Ask a colleague, or the justice office."),
            params=listed,
        )


@dataclass(frozen=True)
class Reopening:
    """Which closed or archived case is taken up again, over which ``dispute``, what is wanted now, and why.

    The rest as in ``Application``; committee and way in are those of the earlier case when left out.
    """

    dispute: UUID
    earlier: UUID
    request: str = personal()
    reason: str = personal(default="")
    committee: UUID | None = None
    way_in: WayIn | None = None
    link: Link = Link.NONE
    source: str = ""
    oral: bool = True
    amount_at_stake: Decimal | None = None
    public_session: bool | None = None
    parties: tuple[UUID, ...] = ()
    uid: UUID | None = None


@action(
    "case.reopen",
    on=Case,
    needs=Permission.APPLY,
    merges="append",
    creates=True,
    given=Reopening,
    workflow=CASE,
    also=lambda given: (given.dispute,),
    label=_("Take the matter up again"),
    law="R-131, R-202",
)
def reopen(given: Reopening, *, by: Actor, at: Moment) -> Case:
    """A new case that names the earlier one; an archived file is not opened again (decision 0011).

    Refused unless the earlier case is closed or archived, and while another case is running.
    """
    dispute = Dispute.objects.in_scope(by.rights.scope(at.entered)).get(given.dispute)
    earlier = dispute.cases.filter(pk=given.earlier).first()
    if earlier is None:
        raise Invalid("no-such-case", noop("The earlier case does not belong to this dispute."))
    if earlier.state not in (State.CLOSED, State.ARCHIVED):
        raise Refused(
            "not-closed",
            noop("The earlier case is not closed yet."),
            way_out=noop("Go on with it, or close it first."),
        )
    wanted = Application(
        dispute=given.dispute,
        committee=given.committee or earlier.owner_organisation,  # type: ignore[arg-type]  # set by apply
        request=given.request,
        facts=given.reason,
        way_in=given.way_in or WayIn(earlier.way_in),
        link=given.link,
        source=given.source,
        oral=given.oral,
        amount_at_stake=given.amount_at_stake,
        public_session=given.public_session,
        parties=given.parties,
        uid=given.uid,
    )
    return applied_for(wanted, by=by, at=at, earlier=earlier.pk)
