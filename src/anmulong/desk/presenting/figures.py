"""Figures in words: cards, rates with both numbers, the rows behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from anmulong.cases.enums import State
from anmulong.cases.public import Case
from anmulong.desk.presenting.rows import Row, present, unit_name
from anmulong.desk.requests import Here
from anmulong.disputes.enums import COLOUR_RANK, Colour
from anmulong.lawbook.public import code_label, dispute_type_label, official_type
from anmulong.stats.public import AGE_LABELS, CASE_FIGURES, CaseFigures, Period, Rate, registered_between


TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Card:
    """One figure: words, value, the address of its rows, a note with what it is made of."""

    label: str
    value: str
    url: str = ""
    note: str = ""
    tone: str = ""


def figures_of(found: CaseFigures, period: Period) -> dict[str, list[Card]]:
    """The cards in their groups."""
    number = {name: _number_card(name, value, period) for name, value in found.numbers.items()}
    return {
        "main": [
            number["accepted"],
            number["settled"],
            _rate_card(_("Settlement rate (K-03)"), found.usual_rate, rows_url("decided", period)),
            _rate_card(_("Strict rate (K-04)"), found.strict_rate, rows_url("clock_ended", period)),
            *(_money_card(name, value, period) for name, value in found.totals.items()),
        ],
        "results": [
            number[name]
            for name in ("written", "oral", "not_settled", "declined", "withdrawn", "guided", "refused", "open")
        ],
    }


def figure_label(name: str) -> str:
    """The words of a figure."""
    return _(CASE_FIGURES[name].label)


def rows_url(name: str, period: Period, **more: str) -> str:
    """The address of the rows behind a figure."""
    query = {"begin": period.begin.isoformat(), "end": period.end.isoformat(), **more}
    return f"{reverse('desk:figure_rows', args=[name])}?{urlencode(query)}"


def _number_card(name: str, value: int, period: Period) -> Card:
    return Card(figure_label(name), number_format(value, force_grouping=True), rows_url(name, period))


def _money_card(name: str, value: Decimal, period: Period) -> Card:
    shown = number_format((value / TEN_THOUSAND).quantize(Decimal("0.01")), force_grouping=True)
    exact = number_format(value, decimal_pos=2, force_grouping=True)
    label = f"{figure_label(name)}（{_('ten thousand yuan')}）"
    return Card(label, shown, rows_url(name, period), note=_("%(amount)s yuan") % {"amount": exact})


def _rate_card(label: str, rate: Rate, url: str) -> Card:
    value = "—" if rate.percent is None else f"{rate.percent} %"
    return Card(label, value, url, note=f"{rate.numerator} / {rate.denominator}")


def kinds_of(tally: Mapping[Any, int]) -> list[dict[str, Any]]:
    """Accepted cases by the official kinds of C-301, most first; local kinds count under theirs."""
    totals: dict[str, int] = {}
    for code, number in tally.items():
        official = official_type(code) if code else ""
        totals[official] = totals.get(official, 0) + number
    most = max(totals.values(), default=0)
    return [
        {
            "label": dispute_type_label(code) if code else _("no kind yet"),
            "number": number,
            "share": round(100 * number / most),
        }
        for code, number in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def open_of(colours: Mapping[Any, int], ages: Mapping[str, int], today: date) -> dict[str, list[Card]]:
    """Open matters by colour and by age; each opens the ledger."""
    ledger = reverse("desk:ledger")
    return {
        "colours": [
            Card(
                str(Colour(colour).label),
                str(colours.get(colour, 0)),
                f"{ledger}?view=open&colour={colour}",
                tone=colour,
            )
            for colour in sorted(Colour, key=lambda colour: -COLOUR_RANK[colour])
        ],
        "ages": [
            Card(_(AGE_LABELS[age]), str(number), f"{ledger}?{_age_query(age, today)}") for age, number in ages.items()
        ],
    }


def _age_query(age: str, today: date) -> str:
    days = registered_between(age, today)
    return urlencode({"view": "open", "begin": days.begin.isoformat(), "end": days.end.isoformat()})


@dataclass(frozen=True)
class CaseRow:
    """A case as one row: its dispute's row and what the case adds."""

    matter: Row
    number: str
    state: str
    result: str
    unit: str
    applied_at: Any
    at_stake: Decimal | None
    agreed: Decimal | None


def case_rows_of(cases: Sequence[Case], place: Here) -> list[CaseRow]:
    """Rows for cases that were read in scope along with their disputes."""
    matters = {row.uid: row for row in present([case.dispute for case in cases], place)}
    return [
        CaseRow(
            matter=matters[case.dispute_id],
            number=case.number or "—",
            state=str(State(case.state).label),
            result=code_label("C-223", case.end_reason) if case.end_reason else "",
            unit=unit_name(case.county, case.owner_organisation),
            applied_at=case.applied_at,
            at_stake=case.amount_at_stake,
            agreed=case.agreed_amount,
        )
        for case in cases
    ]
