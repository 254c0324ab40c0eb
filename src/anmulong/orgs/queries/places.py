"""The tree of places in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.models import Division, DivisionCode, FormerName
from anmulong.orgs.rules import holds


@dataclass(frozen=True)
class DivisionNode:
    """A place and the places in it."""

    division: Division
    children: tuple["DivisionNode", ...]


class Places:
    """Every place of a county, ended ones too, linked without a query."""

    def __init__(self, county: str, divisions: Iterable[Division]) -> None:
        self.county = county
        self.by_uid = {division.pk: division for division in divisions}
        self._children: dict[UUID | None, list[Division]] = defaultdict(list)
        self._path_names: dict[UUID, str] = {}
        for division in self.by_uid.values():
            self._children[division.parent_id].append(division)
            if division.parent_id is not None:
                Division._meta.get_field("parent").set_cached_value(division, self.by_uid[division.parent_id])

    def get(self, uid: UUID) -> Division:
        """The place; raises :class:`NotFound`, also for a place of another county."""
        found = self.by_uid.get(uid)
        if found is None:
            raise NotFound("no-such-place", noop("There is no such place in this county."))
        return found

    def children(self, division: Division, on: date | None = None) -> list[Division]:
        """The places directly in ``division``; with a day, those that hold on it."""
        found = self._children[division.pk]
        return found if on is None else [child for child in found if holds(child.valid_from, child.valid_to, on)]

    def ancestors(self, division: Division) -> tuple[Division, ...]:
        """From the county down to the parent."""
        chain: list[Division] = []
        parent = division.parent_id
        while parent is not None:
            chain.append(self.by_uid[parent])
            parent = chain[-1].parent_id
        return tuple(reversed(chain))

    def line(self, division: Division) -> tuple[Division, ...]:
        """From the place itself up to the county: nearest first."""
        return (self.by_uid[division.pk], *reversed(self.ancestors(division)))

    def within(self, division: Division) -> list[Division]:
        """The place and everything below it."""
        found = [self.by_uid[division.pk]]
        for child in self._children[division.pk]:
            found += self.within(child)
        return found

    def at_level(self, division: Division, level: DivisionLevel) -> Division | None:
        """The place or the ancestor that stands on ``level``."""
        return next((place for place in self.line(division) if place.level == level), None)

    def path_name(self, division: Division) -> str:
        """The names from the town down ("乌兰镇 都斯图社区"); the county's own name for the county."""
        known = self._path_names.get(division.pk)
        if known is None:
            names = [place.name for place in reversed(self.line(division)) if place.level > DivisionLevel.COUNTY]
            known = self._path_names[division.pk] = " ".join(names) or division.name
        return known

    def tree(self, on: date) -> tuple[DivisionNode, ...]:
        """The places that hold on a day, from the county down, in the order of their codes and names."""
        tops = [place for place in self._children[None] if holds(place.valid_from, place.valid_to, on)]
        return tuple(self._node(top, on) for top in tops)

    def _node(self, division: Division, on: date) -> DivisionNode:
        children = sorted(self.children(division, on), key=self.order)
        return DivisionNode(division, tuple(self._node(child, on) for child in children))

    def order(self, division: Division) -> tuple[str, str]:
        """The key of the usual order: as the first code book has it, then by name."""
        codes = [code.code for code in self.codes_of(division) if code.scheme == self.leading_scheme]
        return max(codes, default="~"), division.name

    @cached_property
    def leading_scheme(self) -> str:
        """The code book that knows most places."""
        counts: dict[str, int] = defaultdict(int)
        for code in self.codes:
            counts[code.scheme] += 1
        return max(sorted(counts), key=lambda scheme: counts[scheme], default="")

    @cached_property
    def codes(self) -> Sequence[DivisionCode]:
        """Every official code."""
        with trusted():
            return list(DivisionCode.objects.filter(county=self.county))

    @cached_property
    def _codes_by_division(self) -> dict[UUID, list[DivisionCode]]:
        found: dict[UUID, list[DivisionCode]] = defaultdict(list)
        for code in self.codes:
            found[code.division_id].append(code)
        return found

    def codes_of(self, division: Division) -> Sequence[DivisionCode]:
        """The official codes of one place."""
        return self._codes_by_division.get(division.pk, ())

    @cached_property
    def former_names(self) -> Sequence[FormerName]:
        """Every name that a place has left behind."""
        with trusted():
            return list(FormerName.objects.filter(county=self.county))
