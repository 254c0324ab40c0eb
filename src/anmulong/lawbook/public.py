"""The door of the lawbook.

``at`` is a day or an aware moment, today when left out; ``county`` is needed only where one store holds several
counties. What the store has recorded lies over the shipped files in ``data/``, so every question has an answer
before the first load. Unknown tables, codes and keys raise :class:`anmulong.kernel.errors.Invalid`.

Codes (rows are ``CodeRowData``: code, zh, en, facts, digits, parent, valid_from, valid_to …)
    codes(table, at=None) -> list[CodeRowData]              rows that hold on the day
    choices(table, at=None, language=None) -> [(code, words)]
    code_label(table, code, language=None) -> str           words in the reader's language; the code when unknown
    code_tables() -> {key: CodeTableData}                   every table, to be read
    label_of(row, language=None) -> str                     also of a table or a parameter
    find_code(table, code) -> CodeRowData | None; code_row(table, code) -> CodeRowData
    check_code(table, code, at=None) -> CodeRowData         refuses a code that does not hold on the day
    code_from_text(tables, text) -> (table, code) | None    for imports
    official_digit(table, code, receiver) -> str            R-303, children through their parent
    dispute_types(at=None) -> [(row of C-301, [rows of C-301x])]
    dispute_type(code), dispute_type_label(code, language=None), official_type(code) -> code of C-301

The gate of the law (rules and questions are ``kernel.admissibility``)
    gate_at(at=None) -> Gate of that day; kinds_of(kind) -> a type of dispute as rules name it
    routes_of_gate(code of C-240, at=None) -> rows of C-241; every_rule(), every_question(), known_words()
    in_words(rule.words, "means") -> words in the reader's language

Parameters (keys in ``data/parameters``)
    parameter(key, at=None) -> value; parameter_int(…) -> int; parameter_list(…) -> tuple
    limit(key, at=None) -> kernel.deadlines.Limit           for units hours, calendar days, working days
    parameter_row(key, at=None), parameters(at=None), parameter_history(key)
    recorded_values(key, county) -> [Parameter]             the rows behind them, whose entries say who and why
    parameter_notes() -> {key: ParameterNote}               group, what it governs, planned; in the order of the files
    source_words(text, language=None) -> str                a source, note or approver in the reader's language

Clocks of the procedures (rows are ``kernel.procedures.ClockRule``)
    clock_rule(clock, link, kind, day) -> ClockRule | None; rule_of(clock, parameter, day); every_clock()

Calendar
    calendar(county="") -> kernel.workdays.WorkCalendar; is_year_published(year)
    recorded_year(year, county), recorded_year_of(uid, county), recorded_days(year)

Statutes
    statutes(), statute(law_code, version), statute_at(law_code, at=None), articles(statute)
    article(law_code, number, version=None, at=None) -> Article | None
    quoted_article(law_code, number, version=None)          of the version, else the one in force, else the newest
    is_law_loaded(law_code) -> bool                         remembered for half a minute; forget_laws()

Actions: lawbook.load_codes, lawbook.revise_codes (CodeTableData), lawbook.set_parameter (ParameterGiven),
lawbook.publish_year, lawbook.confirm_year (YearGiven), lawbook.set_calendar_day (DayGiven), lawbook.note_reckoning
(ReckonedAgain), lawbook.import_statutes (StatuteGiven), lawbook.set_statute_validity (ValidityGiven). Loads that do
nothing twice: ``load_reviewed_data(by)``, ``load_statutes(folder, by)``. ``forget()`` drops what is remembered.
"""

from anmulong.lawbook.actions.calendar import DayGiven, ReckonedAgain, YearGiven
from anmulong.lawbook.actions.loading import Loaded, load_reviewed_data, load_statutes
from anmulong.lawbook.actions.parameters import ParameterGiven
from anmulong.lawbook.actions.statutes import StatuteGiven, ValidityGiven
from anmulong.lawbook.models import Article, CalendarDay, CalendarYear, CodeTable, Parameter, Statute
from anmulong.lawbook.queries.admissibility import (
    every_question,
    every_rule,
    gate_at,
    in_words,
    kinds_of,
    known_words,
    routes_of_gate,
)
from anmulong.lawbook.queries.calendar import (
    calendar,
    is_year_published,
    recorded_days,
    recorded_year,
    recorded_year_of,
)
from anmulong.lawbook.queries.codes import (
    check_code,
    choices,
    code_from_text,
    code_label,
    code_row,
    code_table,
    code_tables,
    codes,
    dispute_type,
    dispute_type_label,
    dispute_types,
    find_code,
    label_of,
    official_digit,
    official_type,
)
from anmulong.lawbook.queries.files import data_folder, parameter_notes, source_words
from anmulong.lawbook.queries.parameters import (
    LIMIT_KINDS,
    limit,
    parameter,
    parameter_history,
    parameter_int,
    parameter_list,
    parameter_row,
    parameters,
    recorded_values,
)
from anmulong.lawbook.queries.procedures import clock_rule, every_clock, rule_of
from anmulong.lawbook.queries.snapshot import forget
from anmulong.lawbook.queries.statutes import (
    article,
    articles,
    forget_laws,
    is_law_loaded,
    quoted_article,
    statute,
    statute_at,
    statutes,
)
from anmulong.lawbook.rules import CODES_OF, ArticleText, CodeRowData, CodeTableData, ParameterData, ParameterNote


__all__ = [
    "CODES_OF",
    "LIMIT_KINDS",
    "Article",
    "ArticleText",
    "CalendarDay",
    "CalendarYear",
    "CodeRowData",
    "CodeTable",
    "CodeTableData",
    "DayGiven",
    "Loaded",
    "Parameter",
    "ParameterData",
    "ParameterGiven",
    "ParameterNote",
    "ReckonedAgain",
    "Statute",
    "StatuteGiven",
    "ValidityGiven",
    "YearGiven",
    "article",
    "articles",
    "calendar",
    "check_code",
    "choices",
    "clock_rule",
    "code_from_text",
    "code_label",
    "code_row",
    "code_table",
    "code_tables",
    "codes",
    "data_folder",
    "dispute_type",
    "dispute_type_label",
    "dispute_types",
    "every_clock",
    "every_question",
    "every_rule",
    "find_code",
    "forget",
    "forget_laws",
    "gate_at",
    "in_words",
    "is_law_loaded",
    "is_year_published",
    "kinds_of",
    "known_words",
    "label_of",
    "limit",
    "load_reviewed_data",
    "load_statutes",
    "official_digit",
    "official_type",
    "parameter",
    "parameter_history",
    "parameter_int",
    "parameter_list",
    "parameter_notes",
    "parameter_row",
    "parameters",
    "quoted_article",
    "recorded_days",
    "recorded_values",
    "recorded_year",
    "recorded_year_of",
    "routes_of_gate",
    "rule_of",
    "source_words",
    "statute",
    "statute_at",
    "statutes",
]
