"""What may be done to the lawbook; importing this package registers the actions."""

from typing import Any

from anmulong.journal.public import after_action
from anmulong.lawbook.actions import calendar, codes, parameters, statutes
from anmulong.lawbook.models import CalendarYear, CodeTable, Parameter, Statute
from anmulong.lawbook.queries.snapshot import doubt
from anmulong.lawbook.queries.statutes import forget_laws


__all__ = ["calendar", "codes", "parameters", "statutes"]


def doubt_what_is_remembered(*_: Any) -> None:
    """The process no longer trusts its snapshot of the lawbook."""
    doubt()


after_action(Statute)(forget_laws)
for _model in (CodeTable, Parameter, CalendarYear):
    after_action(_model)(doubt_what_is_remembered)
