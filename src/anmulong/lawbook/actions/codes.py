"""Loading and revising code tables from reviewed files (R-303)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from anmulong.journal.enums import Merge
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.models import CodeRow, CodeTable
from anmulong.lawbook.rules import CodeRowData, CodeTableData


TABLE_COLUMNS = ("zh", "en", "status", "source", "effective_from", "note")
ROW_COLUMNS = ("zh", "en", "status", "valid_from", "valid_to", "parent", "digits", "facts", "note")


@action(
    "lawbook.load_codes",
    on=CodeTable,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Load a code table"),
    given=CodeTableData,
    creates=True,
    law="R-303",
)
def load_codes(given: CodeTableData, *, by: Actor, at: Moment) -> CodeTable:
    """Store a table that is not there yet."""
    table = CodeTable(county=by.county, key=given.table)
    _fill_table(table, given)
    table.save()
    for position, row in enumerate(given.rows):
        _fill_row(CodeRow(county=by.county, table=table, code=row.code), row, position).save()
    return table


@action(
    "lawbook.revise_codes",
    on=CodeTable,
    needs=LawbookRight.EDIT,
    merges=Merge.STATE,
    label=_("Revise a code table"),
    given=CodeTableData,
    law="R-303",
)
def revise_codes(table: CodeTable, given: CodeTableData, *, by: Actor, at: Moment) -> CodeTable:
    """Take over a newer file: new rows come in, words and digits change, rows left out end yesterday. No code goes."""
    if table.key != given.table:
        raise Refused(
            "other-code-table",
            noop("This is the file of table %(given)s, not of %(table)s."),
            params={"given": given.table, "table": table.key},
            way_out=noop("Choose the right file."),
        )
    _fill_table(table, given)
    table.save()
    stored = {row.code: row for row in CodeRow.objects.within(table)}
    for position, data in enumerate(given.rows):
        row = stored.pop(data.code, None) or CodeRow(county=table.county, table=table, code=data.code)
        _fill_row(row, data, position).save()
    yesterday = local_day(at.entered) - timedelta(days=1)
    for row in stored.values():
        row.valid_to = row.valid_to or max(yesterday, row.valid_from)
        row.save()
    return table


def _fill_table(table: CodeTable, given: CodeTableData) -> None:
    for name in TABLE_COLUMNS:
        setattr(table, name, getattr(given, name))
    table.parent_key = given.parent_table
    table.receivers = list(given.receivers)


def _fill_row(row: CodeRow, data: CodeRowData, position: int) -> CodeRow:
    for name in ROW_COLUMNS:
        setattr(row, name, getattr(data, name))
    row.position = position
    return row
