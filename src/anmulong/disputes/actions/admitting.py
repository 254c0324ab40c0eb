"""The questions of the gate of the law are answered by a person; the answers and what the rules say are kept (M-12)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.enums import CheckedAgain, Permission
from anmulong.disputes.models import AdmissibilityCheck, Dispute
from anmulong.disputes.queries.admissibility import KNOWN_ON, finding_of, latest_check, recorded_facts
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Done, Moment, action, personal
from anmulong.kernel.admissibility import Finding
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import gate_at, kinds_of


@dataclass(frozen=True)
class FactsStated:
    """The questions that were answered with yes; every other one that the kind of dispute needs was answered with no.

    ``claim_known_on``: since when the claiming side knows of it, for limitation. ``again`` and ``reason`` are needed
    when an earlier Block is to end (O-3).
    """

    facts: tuple[str, ...] = ()
    claim_known_on: date | None = None
    again: CheckedAgain | None = None
    reason: str = personal(default="")


@action(
    "dispute.check_admissibility",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=FactsStated,
    workflow=MATTER,
    label=_("Answer the questions of the law"),
    law="C-240, 人民调解法 art.17, O-3",
)
def check_admissibility(dispute: Dispute, given: FactsStated, *, by: Actor, at: Moment) -> Done:
    """Keep the answers and what the rules say; nothing is decided by it. A matter keeps the rules of its first check.

    Raises ``Invalid`` for a question that this kind of dispute does not have, a day that has not come, and when a
    Block ends without a reason; ``Refused`` when "recorded wrongly" is said by the person who recorded it (O-3).
    """
    before = latest_check(dispute)
    day = before.rules_day if before else local_day(at.happened)
    row = AdmissibilityCheck(
        dispute=dispute,
        kind=dispute.kind,
        rules_day=day,
        made_at=at.happened,
        entered_at=at.entered,
        account=by.uid,
        answers=_answers(dispute, given, day, at),
        again=given.again or "",
    )
    row.reason = given.reason.strip()
    found = finding_of(dispute, row)
    if before is not None:
        _block_ends_with_a_reason(finding_of(dispute, before), found, given, mine=before.account == by.uid)
    row.fired, row.verdict = [rule.key for rule in found.fired], found.verdict
    row.save()
    _restrict(dispute, found)
    return Done(dispute, {"verdict": found.verdict, "fired": list(row.fired)})


def _answers(dispute: Dispute, given: FactsStated, day: date, at: Moment) -> dict[str, bool | str]:
    asked = gate_at(day).asked(kinds_of(dispute.kind), recorded_facts(dispute))
    known = {each.fact for each in asked if each.answer == "yes_no"}
    strange = sorted(set(given.facts) - known)
    if strange:
        raise Invalid(
            "no-such-question",
            noop("This question is not asked for this kind of dispute: %(facts)s."),
            params={"facts": tuple(strange)},
            fields={"facts": noop("Look at the questions again.")},
        )
    answers: dict[str, bool | str] = {fact: fact in given.facts for fact in sorted(known)}
    if given.claim_known_on is not None:
        if given.claim_known_on > local_day(at.happened):
            text = noop("This day has not come yet.")
            raise Invalid("day-to-come", text, fields={"claim_known_on": text})
        answers[KNOWN_ON] = given.claim_known_on.isoformat()
    return answers


def _block_ends_with_a_reason(before: Finding, now: Finding, given: FactsStated, *, mine: bool) -> None:
    """A Block ends only when the fact changed or was recorded wrongly; then a second person corrects it (O-3)."""
    kept = {rule.key for rule in now.fired}
    if all(rule.key in kept for rule in before.having("block")):
        return
    if given.again is None or not given.reason.strip():
        raise Invalid(
            "block-ends-without-reason",
            noop("What stood in the way is said to be gone: say whether the facts changed, and how."),
            law="O-3",
            fields={"again": noop("Choose one."), "reason": noop("This is needed.")},
        )
    if given.again == CheckedAgain.WRONG and mine:
        raise Refused(
            "second-person-needed",
            noop("You recorded this yourself; a second person must correct it."),
            law="O-3",
            way_out=noop("Ask a colleague or the duty person of the next tier."),
        )


def _restrict(dispute: Dispute, found: Finding) -> None:
    """What only few may read is restricted from now on; only a person lifts it (O-4)."""
    why = next((rule.restricted for rule in found.fired if rule.restricted), "")
    if why and not dispute.restricted:
        dispute.restricted, dispute.restricted_why = True, why
    dispute.save()
