"""The door of exchange: ledgers and staff lists in, ledgers out. Texts are messages; the caller renders them.

Import: ``preview(path, Options(…), by=actor) -> Preview``; ``apply(preview, by=actor, report=path) -> Result``.
Export: ``export_ledger(filter, to, by=actor, name=…, shows=…, purpose=…) -> rows``; logged before it returns.
Staff:  ``preview_staff(path, by=actor)``, ``apply_staff(preview, by=actor, report=path) -> StaffResult``.
Corps:  ``preview_mediators(path, by=actor)``, ``apply_mediators(preview, by=actor, report=path) -> MediatorResult``;
``export_mediators``, ``export_committees (to, by=actor, name=…)``, ``export_corps_changes(to, first, last, …)``: rows.
Holidays: ``write_holiday_list(to, [HolidayLine], title=…)``, ``read_holiday_list(path) -> [HolidayLine]``.
``write_blank(path)`` writes the empty sheet that people may fill.
"""

from anmulong.exchange.blank import write_blank
from anmulong.exchange.corps_export import export_committees, export_corps_changes, export_mediators
from anmulong.exchange.holiday_list import HolidayLine, read_holiday_list, write_holiday_list
from anmulong.exchange.ledger_export import export_ledger
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.exchange.mediator_import import MediatorResult, apply_mediators, preview_mediators
from anmulong.exchange.staff_import import StaffResult, apply_staff, preview_staff


__all__ = [
    "HolidayLine",
    "MediatorResult",
    "Options",
    "Preview",
    "Result",
    "StaffResult",
    "apply",
    "apply_mediators",
    "apply_staff",
    "export_committees",
    "export_corps_changes",
    "export_ledger",
    "export_mediators",
    "preview",
    "preview_mediators",
    "preview_staff",
    "read_holiday_list",
    "write_blank",
    "write_holiday_list",
]
