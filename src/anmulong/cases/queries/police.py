"""Whether the parties of a case that the police handed over may ask that no penalty be given (R-137, T-29)."""

from anmulong.cases.enums import Link
from anmulong.cases.models import Case
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


LAW = "R-137, 治安管理处罚法(2025-06-27) art.9"


def no_penalty_gap(case: Case) -> Refused | None:
    """Why the written application that no penalty be given cannot be printed yet; nothing when it can.

    The agreement must have been reached before a committee and be performed, with proof. Whether there is a penalty is
    for the police to decide; an agreement buys nobody off.
    """
    if case.link != Link.POLICE:
        return Refused("no-police-link", noop("The police did not hand this case over."), law=LAW)
    if case.effective_at is None:
        return Refused("not-in-force", noop("The agreement is not in force."), law=LAW)
    if not case.performed:
        return Refused(
            "not-performed",
            noop("The agreement is not performed: the parties cannot ask yet that no penalty be given."),
            law=LAW,
            way_out=noop("Record the performance with its proof first."),
        )
    if not case.performances.filter(breach=False).exclude(proof=None).exists():
        return Refused(
            "no-proof",
            noop("Nothing on file proves the performance: the parties cannot ask yet that no penalty be given."),
            law=LAW,
            way_out=noop("Record the performance with its proof first."),
        )
    return None
