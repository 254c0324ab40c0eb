"""The gate of the law before acceptance: what blocks, what needs a reason (M-12, O-3, domain.md appendix B)."""

from collections.abc import Sequence

from anmulong.cases.models import Case
from anmulong.cases.queries.admissibility import finding, standing_check
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.admissibility import Finding, Rule, routes_of
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import code_label, in_words


BY_CONSENT = "G02"
"""The rule that the committee ends itself, by agreeing to a dispute of another place (R-203)."""


def lawful_to_accept(case: Case, by: Actor, at: Moment) -> None:
    """A policy of acceptance: the questions are answered and nothing blocks. Raises ``Refused``.

    A Block is overridden by nobody; it ends when the fact changed or was recorded wrongly (O-3).
    """
    check = standing_check(case)
    if check is None:
        raise Refused(
            "gate-unanswered",
            noop("The questions of the law have not been answered for this kind of dispute."),
            law="C-240, O-3",
            way_out=noop("Answer them on the page of the dispute, or with the acceptance."),
        )
    blocked = [rule for rule in finding(case, check).having("block") if rule.key != BY_CONSENT]
    if blocked:
        raise _blocked(blocked)


def pass_gate(case: Case, *, place_consent: bool, reason: str) -> Finding:
    """What the gate says at acceptance. Raises ``Refused`` for a Block and ``Invalid`` for a warning without reason."""
    check = standing_check(case)
    if check is None:  # the policy has refused already
        raise Refused("gate-unanswered", noop("The questions of the law have not been answered."), law="C-240")
    found = finding(case, check, ["place_consent"] if place_consent else [])
    if found.having("block"):
        raise _blocked(found.having("block"))
    warned = found.having("warn")
    if warned and not reason.strip():
        raise Invalid(
            "gate-warned",
            noop("There is a warning: %(rules)s. Say why it is taken on all the same."),
            law=_laws(warned),
            params={"rules": _means(warned)},
            fields={"gate_reason": noop("This is needed.")},
        )
    return found


def _blocked(rules: Sequence[Rule]) -> Refused:
    routes = tuple(code_label("C-241", route) for route in routes_of(rules))
    ends = tuple(words for rule in rules if (words := in_words(rule.words, "ends")))
    return Refused(
        "gate-blocked",
        noop("The law does not allow it to be taken on: %(rules)s"),
        law=_laws(rules),
        way_out=_way_out(bool(routes), bool(ends)),
        params={"rules": _means(rules), "routes": routes, "ends": ends},
        details={"rules": [rule.key for rule in rules]},
    )


def _way_out(routes: bool, ends: bool) -> str:
    if routes and ends:
        return noop("Guide the people to: %(routes)s. It ends when: %(ends)s.")
    return noop("Guide the people to: %(routes)s.") if routes else noop("It ends when: %(ends)s.")


def _means(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(f"{rule.code} {in_words(rule.words, 'means').rstrip('。.')}" for rule in rules)


def _laws(rules: Sequence[Rule]) -> str:
    return ", ".join(dict.fromkeys(str(law) for rule in rules for law in rule.law))
