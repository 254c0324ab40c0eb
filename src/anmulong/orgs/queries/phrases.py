"""Named reads of the phrases of a unit."""

from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.models import Phrase


def phrases_of(organisation: UUID, used_for: PhraseUse | None = None) -> list[Phrase]:
    """The phrases a unit offers, the oldest first; for one use when asked."""
    with trusted():  # words of a unit, no case data
        rows = Phrase.objects.filter(organisation=organisation, until=None).order_by("used_for", "uid")
        return [row for row in rows if used_for in (None, row.used_for)]
