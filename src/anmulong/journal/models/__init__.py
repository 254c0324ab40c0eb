"""Tables of the journal. None of them holds a foreign key to what lies above."""

from anmulong.journal.models.entry import Entry
from anmulong.journal.models.logs import Event, Reading, Refusal
from anmulong.journal.models.root import DailyRoot
from anmulong.journal.models.store import Counter, Store
from anmulong.journal.models.stream import Stream


__all__ = ["Counter", "DailyRoot", "Entry", "Event", "Reading", "Refusal", "Store", "Stream"]
