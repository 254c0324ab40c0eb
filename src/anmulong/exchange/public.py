"""The door of exchange: ledgers and staff lists in, ledgers out. Texts are messages; the caller renders them.

Import: ``preview(path, Options(…), by=actor) -> Preview``; ``apply(preview, by=actor, report=path) -> Result``.
Export: ``export_ledger(filter, to, by=actor, name=…, shows=…, purpose=…) -> rows``; logged before it returns.
Staff:  ``preview_staff(path, by=actor)``, ``apply_staff(preview, by=actor, report=path) -> StaffResult``.
``write_blank(path)`` writes the empty sheet that people may fill.
"""

from anmulong.exchange.blank import write_blank
from anmulong.exchange.ledger_export import export_ledger
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.exchange.staff_import import StaffResult, apply_staff, preview_staff


__all__ = [
    "Options",
    "Preview",
    "Result",
    "StaffResult",
    "apply",
    "apply_staff",
    "export_ledger",
    "preview",
    "preview_staff",
    "write_blank",
]
