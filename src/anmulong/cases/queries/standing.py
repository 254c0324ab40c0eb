"""Whether a case is what settled or guided its dispute, so that the dispute falls with it (O-2, decision 0011)."""

from datetime import datetime

from anmulong.cases.enums import State
from anmulong.cases.models import Case
from anmulong.disputes.enums import OnTheSpot
from anmulong.disputes.enums import State as MatterState
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


def stands_for_its_dispute(case: Case) -> bool:
    """Whether the result that the dispute shows is this case's, and no later case's or person's."""
    dispute, decided = case.dispute, _decided_at(case)
    if decided is None or dispute.result_at is None:
        return False
    others = [_decided_at(other) for other in dispute.cases.exclude(pk=case.pk).exclude(state=State.VOID)]
    if any(other is not None and other > decided for other in others):
        return False
    if dispute.settled_way:
        return dispute.settled_way == OnTheSpot.AGREEMENT and case.effective_at is not None
    return bool(dispute.result_at == decided)


def _decided_at(case: Case) -> datetime | None:
    return case.effective_at or case.ended_at or case.refused_at


def not_struck_off_by_it(case: Case, by: Actor, at: Moment) -> None:
    """A case on which a strike-off rests is not declared void behind the second person's back. Raises ``Refused``."""
    if case.dispute.state == MatterState.STRUCK_OFF and stands_for_its_dispute(case):
        raise Refused(
            "struck-off",
            noop("The matter was struck off on the strength of this case."),
            law="O-2, R-531",
            way_out=noop("Take the matter up again first."),
        )
