"""The door of the figures."""

from anmulong.stats.queries.case_figures import CASE_FIGURES, CaseFigures, by_kind, case_figures, case_rows
from anmulong.stats.queries.matter_figures import open_by_age, open_by_colour, open_matters
from anmulong.stats.rules import AGE_LABELS, AGES, Period, Rate, last_months, registered_between, whole_months_before


__all__ = [
    "AGES",
    "AGE_LABELS",
    "CASE_FIGURES",
    "CaseFigures",
    "Period",
    "Rate",
    "by_kind",
    "case_figures",
    "case_rows",
    "last_months",
    "open_by_age",
    "open_by_colour",
    "open_matters",
    "registered_between",
    "whole_months_before",
]
