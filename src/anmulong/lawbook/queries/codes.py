"""Asking the code tables: labels, choices, official digits."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import get_language

from anmulong.base import clock
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.queries.snapshot import snapshot
from anmulong.lawbook.rules import CodeRowData, CodeTableData, ParameterData


DISPUTE_TYPES = "C-301"
DISPUTE_CHILDREN = "C-301x"

Day = date | datetime | None


def day_of(at: Day) -> date:
    """The local day of a moment; today for None."""
    if at is None:
        return local_day(clock.now())
    return local_day(at) if isinstance(at, datetime) else at


def code_table(table: str, county: str = "") -> CodeTableData:
    """The whole table. Raises :class:`Invalid` when there is none of that name."""
    found = snapshot().table(table, county)
    if found is None:
        raise Invalid("unknown-code-table", noop("There is no code table %(table)s."), params={"table": table})
    return found


def code_tables(county: str = "") -> dict[str, CodeTableData]:
    """Every table by its key, in order; what the store has recorded lies over the shipped ones."""
    known = snapshot()
    keys = sorted({key for layer in known.tables.values() for key in layer})
    return {key: code_table(key, county) for key in keys if known.table(key, county) is not None}


def codes(table: str, at: Day = None, *, county: str = "") -> list[CodeRowData]:
    """The rows of a table that hold on the day ``at`` (today when left out), in their order."""
    day = day_of(at)
    return [row for row in code_table(table, county).rows if row.valid_from <= day and (row.valid_to or day) >= day]


def find_code(table: str, code: str, *, county: str = "") -> CodeRowData | None:
    """The row of a code, also one that holds no longer; None when the code was never in the table."""
    return next((row for row in code_table(table, county).rows if row.code == code), None)


def code_row(table: str, code: str, *, county: str = "") -> CodeRowData:
    """The row of a code. Raises :class:`Invalid` when the code was never in the table."""
    found = find_code(table, code, county=county)
    if found is None:
        raise Invalid(
            "unknown-code",
            noop("%(code)s is no code of table %(table)s."),
            params={"code": code, "table": table},
            way_out=noop("Choose one from the list."),
        )
    return found


def check_code(table: str, code: str, at: Day = None, *, county: str = "") -> CodeRowData:
    """The row of a code that may be used on the day ``at``. Raises :class:`Invalid` otherwise."""
    row = code_row(table, code, county=county)
    day = day_of(at)
    if row.valid_from > day or (row.valid_to or day) < day:
        raise Invalid(
            "code-not-valid",
            noop("The code %(code)s does not hold on %(day)s."),
            params={"code": code, "day": day.isoformat()},
            way_out=noop("Choose one from the list."),
        )
    return row


def label_of(row: CodeRowData | CodeTableData | ParameterData, language: str | None = None) -> str:
    """The words of a row, a table or a parameter: English when asked for, Chinese otherwise."""
    return row.en if (language or get_language() or "").startswith("en") else row.zh


def code_label(table: str, code: str, language: str | None = None, *, county: str = "") -> str:
    """The words of a code in the reader's language; the code itself when the table never had it, ``""`` for ``""``.

    A code never changes its meaning, so that no day is asked for.
    """
    row = find_code(table, code, county=county) if code else None
    return code if row is None else label_of(row, language)


def choices(table: str, at: Day = None, *, language: str | None = None, county: str = "") -> list[tuple[str, str]]:
    """(code, words) for a form."""
    return [(row.code, label_of(row, language)) for row in codes(table, at, county=county)]


def code_from_text(tables: Iterable[str], text: str, *, county: str = "") -> tuple[str, str] | None:
    """(table, code) whose Chinese or English words, with or without a final 纠纷, are ``text``; for imports."""
    wanted = _folded(text)
    if not wanted:
        return None
    for table in tables:
        for row in code_table(table, county).rows:
            if wanted in (row.code, _folded(row.zh), _folded(row.en)):
                return table, row.code
    return None


def _folded(text: str) -> str:
    plain = "".join(text.casefold().replace("（", "(").replace("）", ")").split())
    return plain.removesuffix("纠纷")


def official_digit(table: str, code: str, receiver: str, *, county: str = "") -> str:
    """The official digit of a code for a receiver; a child is reported under its parent (R-303).

    Raises :class:`Invalid` when the receiver has none for it.
    """
    found = code_table(table, county)
    row = code_row(table, code, county=county)
    if receiver in row.digits:
        return row.digits[receiver]
    if row.parent and found.parent_table:
        return official_digit(found.parent_table, row.parent, receiver, county=county)
    raise Invalid(
        "no-official-digit",
        noop("The code %(code)s of table %(table)s has no digit for %(receiver)s."),
        params={"code": code, "table": table, "receiver": receiver},
        law="R-303",
    )


# --- dispute types: C-301 and its local children are one list for people, one column in a row


def dispute_types(at: Day = None, *, county: str = "") -> list[tuple[CodeRowData, list[CodeRowData]]]:
    """Every official type with its local children, in order."""
    children = codes(DISPUTE_CHILDREN, at, county=county)
    return [
        (row, [child for child in children if child.parent == row.code])
        for row in codes(DISPUTE_TYPES, at, county=county)
    ]


def dispute_type(code: str, *, county: str = "") -> CodeRowData:
    """The row of a type or of a local child. Raises :class:`Invalid`."""
    return find_code(DISPUTE_CHILDREN, code, county=county) or code_row(DISPUTE_TYPES, code, county=county)


def dispute_type_label(code: str, language: str | None = None, *, county: str = "") -> str:
    """The words of a type or of a local child."""
    table = DISPUTE_CHILDREN if find_code(DISPUTE_CHILDREN, code, county=county) else DISPUTE_TYPES
    return code_label(table, code, language, county=county)


def official_type(code: str, *, county: str = "") -> str:
    """The code of C-301 under which a type or a local child is counted."""
    row = dispute_type(code, county=county)
    return row.parent or row.code
