"""Names of places in a ledger's rows to divisions of the county: within the named town, never by a name alone."""

from uuid import UUID

from anmulong.journal.public import Actor
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel, Match
from anmulong.orgs.public import Division, FoundDivision, divisions, find_divisions, organisation, path_name


WHOLE = (Match.EXACT, Match.SHORT, Match.PATH, Match.FORMER)


class Areas:
    """Divisions by name, each asked once. ``home`` stands for rows that name no place."""

    def __init__(self, by: Actor, home: UUID | None = None) -> None:
        self.county = by.county
        self.home = home or _place_of(by) or _whole_county(by.county)
        self._known: dict[tuple[str, str], Division] = {}
        self._found: dict[str, list[FoundDivision]] = {}

    def town(self, text: str) -> Division:
        """The sumu or town of a name. Raises ``Invalid`` with the choices when the name is not one."""
        return self._one(text, [each for each in self._named(text) if each.division.level == DivisionLevel.TOWN])

    def gacha(self, text: str, town: Division | None) -> Division:
        """The gacha, village or community of a name, in ``town`` when it is known.

        Raises ``Invalid`` with the choices: the same name may stand in several towns.
        """
        found = [each for each in self._named(text) if each.division.level == DivisionLevel.GACHA]
        within = found if town is None else [each for each in found if each.division.parent_id == town.pk]
        if not within and town is not None:
            raise Invalid(
                "not-in-town",
                noop("%(town)s has no %(text)s."),
                params={"town": town.name, "text": text, "paths": tuple(each.path for each in found)},
            )
        return self._one(text, within)

    def any(self, text: str) -> Division | None:
        """The one division of a name, or None: for columns that say where only now and then."""
        found = _best(self._named(text))
        return found[0].division if len(found) == 1 else None

    def label(self, uid: UUID | None) -> str:
        """The path of a division, for the preview."""
        return next((path_name(place) for place in self._places() if place.pk == uid), "")

    def _places(self) -> list[Division]:
        return divisions(self.county)

    def _named(self, text: str) -> list[FoundDivision]:
        if text not in self._found:
            self._found[text] = [each for each in find_divisions(self.county, text) if each.match in WHOLE]
        return self._found[text]

    @staticmethod
    def _one(text: str, found: list[FoundDivision]) -> Division:
        best = _best(found)
        if not best:
            raise Invalid("unknown-place", noop("There is no place called %(text)s."), params={"text": text})
        if len(best) > 1:
            raise Invalid(
                "ambiguous-place",
                noop("%(text)s may be: %(paths)s."),
                params={"text": text, "paths": tuple(each.path for each in best)},
            )
        return best[0].division


def _best(found: list[FoundDivision]) -> list[FoundDivision]:
    return [each for each in found if each.match == found[0].match]


def _place_of(by: Actor) -> UUID | None:
    if by.organisation is None:
        return None
    unit = organisation(by.county, by.organisation)
    return unit.division_id


def _whole_county(county: str) -> UUID | None:
    return next((place.pk for place in divisions(county, DivisionLevel.COUNTY)), None)
