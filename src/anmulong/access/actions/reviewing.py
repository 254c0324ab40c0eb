"""What became of an emergency reading: a second person looks into it by the next working day (domain.md 7.4)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import Finding, GrantReason, Permission
from anmulong.access.models import Grant
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class ReadingReview:
    """Whether the reading was needed, and what was done about one that was not."""

    finding: Finding
    note: str = ""


def waits_for_review(grant: Grant, by: Actor, at: Moment) -> None:
    """Only an emergency reading is looked into, and once."""
    if grant.why != GrantReason.BREAK_GLASS:
        raise Refused("no-emergency", noop("This matter was opened in the usual way: there is nothing to look into."))
    if grant.reviewed_at is not None:
        raise Refused("reviewed-already", noop("Somebody has looked into this reading already."))


def second_person(grant: Grant, by: Actor, at: Moment) -> None:
    """Nobody looks into the own reading, nor a deputy into that of whom he or she stands for."""
    if {by.uid, by.on_behalf} & {grant.account, grant.granted_by}:
        raise Refused(
            "own-reading",
            noop("Another person looks into your own reading."),
            way_out=noop("Ask the director of the town or the banner."),
        )


@action(
    "grant.review",
    on=Grant,
    needs=Permission.REVIEW_READING,
    merges="state",
    given=ReadingReview,
    label=_("Look into an emergency reading"),
    policies=(waits_for_review, second_person),
    law="R-723",
)
def review_reading(grant: Grant, given: ReadingReview, *, by: Actor, at: Moment) -> Grant:
    """Record what was found. A reading that was not needed is closed at once. Raises ``Invalid`` without a note."""
    if given.finding == Finding.UNWARRANTED and not given.note.strip():
        text = noop("Say what was wrong and what was done about it.")
        raise Invalid("no-note", text, fields={"note": text})
    grant.reviewed_at, grant.reviewed_by = at.entered, by.uid
    grant.finding, grant.review_note = given.finding, given.note.strip()
    if given.finding == Finding.UNWARRANTED and grant.ended_at is None:
        grant.ended_at = at.entered
    grant.save()
    return grant
