"""Whether a stored file may be named as the scan or the proof of a step (R-115, O-4)."""

from uuid import UUID

from anmulong.cases.models import Case
from anmulong.files.public import files_of
from anmulong.journal.public import Actor
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


def check_stored(case: Case, uid: UUID | None, by: Actor, *, field: str) -> None:
    """Nothing for no file. Raises ``Invalid`` for a file of another matter, or one that the actor may not read.

    Restricted files and the side file are for the committee of the case and for who minds it.
    """
    if uid is None:
        return
    inside = by.organisation == case.owner_organisation or by.uid in (case.owner_person, case.dispute.owner_person)
    readable = files_of([case.dispute_id], restricted=inside, side_file=inside)[case.dispute_id]
    if all(stored.pk != uid for stored in readable):
        raise Invalid(
            "no-such-file",
            noop("This file is not among the files of the matter."),
            way_out=noop("Attach it to the matter first."),
            fields={field: noop("This file is not among the files of the matter.")},
        )
