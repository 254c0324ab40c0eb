"""Bringing the reviewed data and a folder of statutes into a store, on the road and without doing anything twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from anmulong.base.guards import trusted
from anmulong.journal.public import Actor, Call, perform, perform_batch
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.actions.calendar import YearGiven
from anmulong.lawbook.actions.parameters import ParameterGiven
from anmulong.lawbook.actions.statutes import StatuteGiven
from anmulong.lawbook.models import CalendarYear, CodeTable, Parameter, Statute
from anmulong.lawbook.queries.files import (
    data_folder,
    library_calendar,
    read_toml,
    shipped_codes,
    shipped_parameters,
)
from anmulong.lawbook.queries.snapshot import snapshot
from anmulong.lawbook.rules import StatuteText, article_order, parse_statute


NOT_A_STATUTE = "README.md"


@dataclass
class Loaded:
    """How many things came in and how many were there already."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0


def load_reviewed_data(by: Actor) -> Loaded:
    """Code tables, parameters and every published year of the working calendar. Raises the first refusal."""
    loaded = Loaded()
    _load_codes(by, loaded)
    _batch(_missing_parameters(by.county, loaded), by, loaded)
    _batch(_missing_years(by.county, loaded), by, loaded)
    return loaded


def _load_codes(by: Actor, loaded: Loaded) -> None:
    with trusted():
        stored = {table.key: table for table in CodeTable.objects.filter(county=by.county)}
    for key, given in shipped_codes().items():
        if key not in stored:
            perform(Call("lawbook.load_codes", given), by=by)
            loaded.new += 1
        elif snapshot().table(key, by.county) != given:
            perform(Call("lawbook.revise_codes", given, subject=stored[key].pk), by=by)
            loaded.revised += 1
        else:
            loaded.unchanged += 1


def _missing_parameters(county: str, loaded: Loaded) -> list[Call]:
    with trusted():
        stored = set(Parameter.objects.filter(county=county).values_list("key", "valid_from"))
    missing = [given for given in shipped_parameters() if (given.key, given.valid_from) not in stored]
    loaded.unchanged += len(shipped_parameters()) - len(missing)
    return [Call("lawbook.set_parameter", ParameterGiven(**vars(given))) for given in missing]


def _missing_years(county: str, loaded: Loaded) -> list[Call]:
    with trusted():
        stored = set(CalendarYear.objects.filter(county=county).values_list("year", flat=True))
    known = library_calendar()
    missing = sorted(set(known.published_years) - stored)
    loaded.unchanged += len(known.published_years) - len(missing)
    return [Call("lawbook.publish_year", _year_given(known, year)) for year in missing]


def _year_given(known: WorkCalendar, year: int) -> YearGiven:
    return YearGiven(
        year=year,
        source="chinesecalendar",
        holidays=tuple(sorted(day for day in known.holidays if day.year == year)),
        make_up_days=tuple(sorted(day for day in known.make_up_days if day.year == year)),
    )


def load_statutes(folder: Path, by: Actor) -> Loaded:
    """Every statute file of a folder; a version that is there already is left as it is.

    Raises :class:`Invalid` naming the file that cannot be read, before anything is stored.
    """
    loaded = Loaded()
    files = sorted(path for path in folder.glob("*.md") if path.name != NOT_A_STATUTE)
    texts = [parse_statute(path.name, path.read_text("utf-8")) for path in files]
    given = _joined(texts)
    with trusted():
        stored = set(Statute.objects.filter(county=by.county).values_list("law_code", "law_version"))
    missing = [each for each in given if (each.law_code, each.law_version) not in stored]
    loaded.unchanged += len(given) - len(missing)
    _batch([Call("lawbook.import_statutes", each) for each in missing], by, loaded)
    return loaded


def _joined(texts: Iterable[StatuteText]) -> list[StatuteGiven]:
    """The parts of one code become one statute; what the project knows of its validity is added."""
    parts: dict[tuple[str, date], list[StatuteText]] = defaultdict(list)
    for text in texts:
        parts[text.law_code, text.version].append(text)
    validity = {(row["law_code"], row["law_version"]): row for row in _known_validity()}
    return [_with_validity(_statute_given(group), validity.get(key, {})) for key, group in sorted(parts.items())]


def _statute_given(group: list[StatuteText]) -> StatuteGiven:
    articles = [article for text in group for article in text.articles]
    begun = [text.in_force_from for text in group if text.in_force_from]
    return StatuteGiven(
        law_code=group[0].law_code,
        title=group[0].title,
        law_version=group[0].version,
        articles=tuple(sorted(articles, key=lambda article: article_order(article.number))),
        in_force_from=min(begun, default=None),
    )


def _with_validity(given: StatuteGiven, known: dict[str, Any]) -> StatuteGiven:
    return replace(given, **{name: known[name] for name in ("in_force_from", "in_force_to", "note") if name in known})


def _known_validity() -> list[dict[str, Any]]:
    versions: list[dict[str, Any]] = read_toml(data_folder() / "statutes" / "validity.toml")["versions"]
    return versions


def _batch(calls: list[Call], by: Actor, loaded: Loaded) -> None:
    report = perform_batch(calls, by=by)
    for refusal in report.refused.values():
        raise refusal
    loaded.new += len(report.done)
