"""Named reads of places. A day (``on``) is today when left out; what is given back is shared, so never change it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from anmulong.base import clock
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.names import fold
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel, Match
from anmulong.orgs.models import Division, DivisionCode, FormerName
from anmulong.orgs.queries.places import DivisionNode, Places
from anmulong.orgs.queries.snapshot import snapshot
from anmulong.orgs.rules import holds


def today() -> date:
    """The present day in Asia/Shanghai."""
    return local_day(clock.now())


def place(county: str, uid: UUID) -> Division:
    """The place of that uid. Raises :class:`NotFound`, also for a place of another county."""
    return snapshot(county).places.get(uid)


def place_path(county: str, uid: UUID | None) -> str:
    """The path of a place by uid, for rows that keep uids only; empty when there is none."""
    places = snapshot(county).places
    found = places.by_uid.get(uid) if uid else None
    return places.path_name(found) if found else ""


def division_tree(county: str, on: date | None = None) -> tuple[DivisionNode, ...]:
    """The places of a county as a tree, the county first; on a day, today when left out."""
    return snapshot(county).places.tree(on or today())


def divisions(county: str, level: DivisionLevel | None = None, on: date | None = None) -> list[Division]:
    """The places of a county that hold on a day, in the usual order; of one level when asked."""
    places, day = snapshot(county).places, on or today()
    found = [
        each
        for each in places.by_uid.values()
        if holds(each.valid_from, each.valid_to, day) and level in (None, each.level)
    ]
    return sorted(found, key=lambda each: (each.level, *places.order(each)))


def ancestors(division: Division) -> tuple[Division, ...]:
    """What the place lies in, from the county down to its parent."""
    return snapshot(division.county).places.ancestors(division)


def children_of(division: Division, on: date | None = None) -> list[Division]:
    """The places directly in a place that hold on a day, in the usual order."""
    places = snapshot(division.county).places
    return sorted(places.children(division, on or today()), key=places.order)


def town_of(division: Division) -> Division | None:
    """The sumu or town in which the place lies, itself when it is one; None for the county."""
    return snapshot(division.county).places.at_level(division, DivisionLevel.TOWN)


def placement(division: Division) -> tuple[UUID | None, UUID | None]:
    """The values of the columns ``town`` and ``gacha`` for something that lies in this place."""
    places = snapshot(division.county).places
    town = places.at_level(division, DivisionLevel.TOWN)
    gacha = places.at_level(division, DivisionLevel.GACHA)
    return town.pk if town else None, gacha.pk if gacha else None


def path_name(division: Division) -> str:
    """The names from the town down ("乌兰镇 都斯图社区"): names repeat across towns, paths do not."""
    return snapshot(division.county).places.path_name(division)


def division_by_code(county: str, scheme: str, code: str, on: date | None = None) -> Division | None:
    """The place that bears a code in one code book on a day. The books disagree, so a bare code names nothing."""
    places, day = snapshot(county).places, on or today()
    for row in places.codes:
        if (row.scheme, row.code) == (scheme, code) and holds(row.valid_from, row.valid_to, day):
            return places.get(row.division_id)
    return None


def codes_of(division: Division, on: date | None = None) -> list[DivisionCode]:
    """The official codes of a place on a day, by code book."""
    rows, day = snapshot(division.county).places.codes_of(division), on or today()
    return sorted((row for row in rows if holds(row.valid_from, row.valid_to, day)), key=lambda row: row.scheme)


def every_code_of(division: Division) -> list[DivisionCode]:
    """The official codes that a place has borne, ended ones too: by code book, the latest first."""
    rows = snapshot(division.county).places.codes_of(division)
    latest = sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True)
    return sorted(latest, key=lambda row: row.scheme)


def former_names_of(division: Division) -> list[FormerName]:
    """The names that a place has left behind, the latest first."""
    rows = snapshot(division.county).places.former_names
    found = [row for row in rows if row.division_id == division.pk]
    return sorted(found, key=lambda row: row.valid_to, reverse=True)


def schemes(county: str) -> list[str]:
    """The code books that name places of the county, the one that knows most of them first."""
    places = snapshot(county).places
    found = {code.scheme for code in places.codes}
    return sorted(found, key=lambda scheme: (scheme != places.leading_scheme, scheme))


@dataclass(frozen=True)
class FoundDivision:
    """A place that answers to a text, with its path and how it was found."""

    division: Division
    path: str
    match: Match


def find_divisions(county: str, text: str, on: date | None = None) -> list[FoundDivision]:
    """Every place that a text may mean, best first: name, name without its kind, path, former name, official code,
    pinyin initials, part of the name. The same name may stand in several towns: choose by the path."""
    asked = fold(text)
    if not asked:
        return []
    places, day = snapshot(county).places, on or today()
    former: dict[UUID, set[str]] = {}
    for row in places.former_names:
        former.setdefault(row.division_id, set()).add(fold(row.name))
    found = []
    for division in places.by_uid.values():
        if not holds(division.valid_from, division.valid_to, day):
            continue
        match = _match(asked, division, places, former.get(division.pk, set()))
        if match is not None:
            found.append(FoundDivision(division, places.path_name(division), match))
    ranks = list(Match)
    return sorted(found, key=lambda each: (ranks.index(each.match), each.division.level, each.path))


def _match(asked: str, division: Division, places: Places, former: set[str]) -> Match | None:
    name = fold(division.name)
    path = fold(places.path_name(division))
    tests = {
        Match.EXACT: asked == name,
        Match.SHORT: asked == name.removesuffix(division.kind),
        Match.PATH: asked in (path, path.removesuffix(division.kind)) or asked.endswith(path),
        Match.FORMER: asked in former,
        Match.CODE: any(code.code == asked for code in places.codes_of(division)),
        Match.INITIALS: division.initials.startswith(asked),
        Match.PART: asked in name,
    }
    return next((match for match, holds_true in tests.items() if holds_true), None)


def one_division(county: str, text: str, on: date | None = None) -> Division:
    """The one place that a text names, for imports. Raises :class:`Invalid` when it names none or several."""
    found = find_divisions(county, text, on)
    best = [each for each in found if each.match in (Match.EXACT, Match.SHORT, Match.PATH, Match.FORMER)]
    best = [each for each in best if each.match == best[0].match]
    if len(best) == 1:
        return best[0].division
    if not best:
        raise Invalid("unknown-place", noop("There is no place called %(text)s."), params={"text": text})
    raise Invalid(
        "ambiguous-place",
        noop("%(text)s may be: %(paths)s."),
        way_out=noop("Write the town before the name."),
        params={"text": text, "paths": tuple(each.path for each in best)},
    )
