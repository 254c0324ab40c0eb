"""The door of exchange: ledgers and staff lists in, ledgers out. Texts are messages; the caller renders them.

Import: ``preview(path, Options(…), by=actor) -> Preview``; ``apply(preview, by=actor, report=path) -> Result``.
Export: ``export_ledger(filter, to, by=actor, name=…, shows=…, purpose=…, shape=…) -> matters``; logged.
Staff:  ``preview_staff(path, by=actor)``, ``apply_staff(preview, by=actor, report=path) -> StaffResult``.
Corps:  ``preview_mediators(path, by=actor)``, ``apply_mediators(preview, by=actor, report=path) -> MediatorResult``;
``export_mediators``, ``export_committees (to, by=actor, name=…)``, ``export_corps_changes(to, first, last, …)``: rows.
Places: ``preview_divisions(path, by=actor)``, ``apply_divisions(preview, by=actor, report=path) -> DivisionResult``.
Holidays: ``write_holiday_list(to, [HolidayLine], title=…)``, ``read_holiday_list(path) -> [HolidayLine]``.
``write_blank(path)`` writes the empty sheet that people may fill.
"""

from anmulong.exchange.blank import write_blank
from anmulong.exchange.corps_export import export_committees, export_corps_changes, export_mediators
from anmulong.exchange.division_import import DivisionResult, apply_divisions, preview_divisions
from anmulong.exchange.holiday_list import HolidayLine, read_holiday_list, write_holiday_list
from anmulong.exchange.ledger_export import export_ledger
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.exchange.mediator_import import MediatorResult, apply_mediators, preview_mediators
from anmulong.exchange.staff_import import StaffResult, apply_staff, preview_staff


__all__ = [
    "DivisionResult",
    "HolidayLine",
    "MediatorResult",
    "Options",
    "Preview",
    "Result",
    "StaffResult",
    "apply",
    "apply_divisions",
    "apply_mediators",
    "apply_staff",
    "export_committees",
    "export_corps_changes",
    "export_ledger",
    "export_mediators",
    "preview",
    "preview_divisions",
    "preview_mediators",
    "preview_staff",
    "read_holiday_list",
    "write_blank",
    "write_holiday_list",
]
