"""Rows of the lawbook; written by its actions only."""

from anmulong.lawbook.models.calendar import CalendarDay, CalendarYear
from anmulong.lawbook.models.codes import CodeRow, CodeTable
from anmulong.lawbook.models.parameters import Parameter
from anmulong.lawbook.models.statutes import Article, Statute


__all__ = ["Article", "CalendarDay", "CalendarYear", "CodeRow", "CodeTable", "Parameter", "Statute"]
