"""One scope for list, detail, count, search, export and statistics; it fails closed (architecture.md 5).

A :class:`Scope` says where a person may look. A model turns it into *branches*: conditions, each of
which one index can answer. Branches are read one by one and merged, so no OR ever reaches the database.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from anmulong.base.guards import UnscopedReadError, is_guarding
from anmulong.base.recording import OffTheRoadError, before_read, is_loading
from anmulong.base.sql import count_union, first_of_union
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Area:
    """A piece of the map that a post covers: ``level`` names the owner column (``town``, ``gacha``), or the county."""

    level: str
    uid: UUID | None = None


@dataclass(frozen=True)
class Scope:
    """What one person, in one post, may see now.

    ``areas``: the pieces of the map; ``account`` and ``organisations``: own work wherever it lies;
    ``restricted``: may see restricted matters inside the areas (O-4); ``case_data``: false for the three
    administrators (R-721), who see no matter at all; ``granted``: uids of single matters opened to the person.
    """

    county: str
    areas: tuple[Area, ...] = ()
    account: UUID | None = None
    organisations: tuple[UUID, ...] = ()
    restricted: bool = False
    case_data: bool = True
    granted: Callable[[], Iterable[UUID]] = field(default=tuple, compare=False)

    @classmethod
    def nobody(cls, county: str = "") -> "Scope":
        """The scope of a stranger: nothing."""
        return cls(county=county, case_data=False)


@dataclass(frozen=True)
class Order:
    """A keyset order: column names, all ascending or all descending; the uid is added as the last key."""

    columns: tuple[str, ...]
    descending: bool = True

    def names(self) -> list[str]:
        sign = "-" if self.descending else ""
        return [f"{sign}{name}" for name in (*self.columns, "uid")]

    def key(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in (*self.columns, "uid"))

    def after(self, cursor: Sequence[Any]) -> Q:
        """Rows behind ``cursor`` (one value per column, then the uid)."""
        names = (*self.columns, "uid")
        step = "lt" if self.descending else "gt"
        alternatives = []
        for position, name in enumerate(names):
            equal = Q(**dict(zip(names[:position], cursor[:position], strict=True)))
            alternatives.append(equal & Q(**{f"{name}__{step}": cursor[position]}))
        bound = Q(**{f"{names[0]}__{step}e": cursor[0]})
        return bound & reduce(or_, alternatives)


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of a keyset list: its rows and whether more follow."""

    rows: list[M]
    more: bool


class Branches(Generic[M]):
    """The rows of one model inside one scope. Every branch is read for itself; a row of several branches comes once.

    ``source`` carries what narrows the rows, ``shape`` only what is read along with them.
    """

    def __init__(self, source: "ScopedQuerySet[M]", shape: "ScopedQuerySet[M]", conditions: Sequence[Q]) -> None:
        self._source = source
        self._shape = shape
        self._conditions = conditions

    @cached_property
    def _parts(self) -> "list[ScopedQuerySet[M]]":
        return [self._source.filter(condition)._as_scoped() for condition in self._conditions]

    def _one(self, pk: UUID) -> "ScopedQuerySet[M]":
        # The key leads to one row whatever the branches say, so that here an OR costs nothing and saves queries.
        return self._source.filter(reduce(or_, self._conditions), pk=pk)._as_scoped()

    def __iter__(self) -> Iterator[M]:
        return _once(row for part in self._parts for row in part)

    def _narrowed(self, source: "ScopedQuerySet[M]") -> "Branches[M]":
        return Branches(source, self._shape, self._conditions)

    def filter(self, *args: Q, **kwargs: Any) -> "Branches[M]":
        return self._narrowed(self._source.filter(*args, **kwargs))

    def exclude(self, *args: Q, **kwargs: Any) -> "Branches[M]":
        return self._narrowed(self._source.exclude(*args, **kwargs))

    def select_related(self, *names: str) -> "Branches[M]":
        source, shape = self._source.select_related(*names), self._shape.select_related(*names)
        return Branches(source, shape, self._conditions)

    def prefetch_related(self, *names: str) -> "Branches[M]":
        source, shape = self._source.prefetch_related(*names), self._shape.prefetch_related(*names)
        return Branches(source, shape, self._conditions)

    def get(self, pk: UUID) -> M:
        """The row ``pk``; raises :class:`NotFound`, in the same words, when it does not exist or lies outside."""
        for row in self._one(pk)[:1]:
            return row
        raise NotFound(
            "not-found",
            noop("There is no such record, or it lies outside what your post may see."),
            way_out=noop("Check the number, or ask the unit that handles it."),
        )

    def contains(self, pk: UUID) -> bool:
        return self._one(pk).exists()

    def among(self, pks: Iterable[UUID]) -> set[UUID]:
        """Which of the rows ``pks`` lie inside; one query, because the keys lead to the rows."""
        found = self._source.filter(reduce(or_, self._conditions), pk__in=list(pks))._as_scoped()
        return set(found.values_list("pk", flat=True))

    def few(self) -> list[M]:
        """All rows in one query; for what a key has narrowed to a handful, where an OR costs nothing."""
        return list(self._source.filter(reduce(or_, self._conditions))._as_scoped())

    def exists(self) -> bool:
        return any(part.exists() for part in self._parts)

    def count(self, cap: int = 1000, *, along: Order | None = None) -> int:
        """How many rows, counting no further than ``cap + 1``; one query, however many branches.

        ``along`` is the order of the list that is counted: its index sifts the rows, where an engine without statistics
        would take another one and fetch every row.
        """
        names = along.names() if along is not None else []
        firsts = [part.order_by(*names)[: cap + 1] for part in self._parts]
        if len(firsts) == 1:
            return firsts[0].count()
        keys = [_checked(first).values_list("pk") for first in firsts]
        return min(count_union(keys, enough=cap + 1), cap + 1)

    def tally(self, column: str) -> dict[Any, int]:
        """Row counts by the values of ``column``."""
        totals: dict[Any, int] = {}
        for part in self._disjoint():
            for value, number in part.order_by().values_list(column).annotate(number=models.Count("pk")):
                totals[value] = totals.get(value, 0) + number
        return totals

    def total(self, column: str) -> Decimal:
        """The sum of a column of money over all rows; rows without a value count nothing."""
        parts = (part.aggregate(total=models.Sum(column))["total"] for part in self._disjoint())
        return sum((part for part in parts if part is not None), Decimal(0))

    def number(self) -> int:
        """How many rows, exactly; for figures over a period, never for a list of the whole world."""
        return sum(part.count() for part in self._disjoint())

    def _disjoint(self) -> "Iterator[ScopedQuerySet[M]]":
        """The branches without the rows of earlier ones."""
        for position, part in enumerate(self._parts):
            rest = part
            for earlier in self._conditions[:position]:
                rest = rest.exclude(earlier)
            yield rest

    def page(self, order: Order, size: int, after: Sequence[Any] | None = None) -> Page[M]:
        """``size`` rows in ``order`` behind the cursor ``after``; keyset, never an offset. At most two queries.

        Each branch gives the keys of its own first rows, which one index range answers; the first of them all are
        then read by key.
        """
        parts = self._parts if after is None else [part.filter(order.after(after)) for part in self._parts]
        firsts = [part.order_by(*order.names())[: size + 1] for part in parts]
        if len(firsts) == 1:
            rows = list(firsts[0])
        else:
            keys = [_checked(first).values_list(*order.columns, "uid") for first in firsts]
            uids = first_of_union(keys, size + 1, descending=order.descending)
            found = {row.pk: row for row in self._shape.filter(pk__in=uids)._as_scoped()} if uids else {}
            rows = [found[uid] for uid in uids if uid in found]
        return Page(rows=rows[:size], more=len(rows) > size)

    def in_order(self, order: Order) -> Iterator[M]:
        """Every row in ``order``, streamed; for exports and prints."""
        streams = [part.order_by(*order.names()).iterator(chunk_size=500) for part in self._parts]
        return _once(cast(Iterator[M], heapq.merge(*streams, key=order.key, reverse=order.descending)))

    def uids(self) -> list[UUID]:
        return list(dict.fromkeys(uid for part in self._parts for uid in part.values_list("pk", flat=True)))


def _once(rows: Iterable[M]) -> Iterator[M]:
    """Each row the first time it comes."""
    seen: set[Any] = set()
    for row in rows:
        if row.pk not in seen:
            seen.add(row.pk)
            yield row


def _checked(queryset: "ScopedQuerySet[M]") -> "ScopedQuerySet[M]":
    """A queryset that will be read without its own reading methods."""
    queryset._check_read()
    return queryset


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that refuses unscoped reads in request code and bulk writes anywhere."""

    _scoped: bool = False

    def _clone(self) -> "ScopedQuerySet[M]":
        copy = cast("ScopedQuerySet[M]", super()._clone())  # type: ignore[misc]  # private in the stubs
        copy._scoped = self._scoped
        return copy

    # Rows that are added to others must be in scope themselves; narrowing (&, filter, exclude) needs no such care.

    def __or__(self, other: Any) -> "ScopedQuerySet[M]":
        self._check_joined(other)
        return super().__or__(other)

    def __xor__(self, other: Any) -> "ScopedQuerySet[M]":
        self._check_joined(other)
        return super().__xor__(other)

    def union(self, *other_qs: Any, all: bool = False) -> "ScopedQuerySet[M]":
        self._check_joined(*other_qs)
        return super().union(*other_qs, all=all)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Hand-written SQL knows no scope; raises :class:`UnscopedReadError` in request code."""
        self.model._default_manager.all()._check_read()  # type: ignore[attr-defined]  # our own manager
        return super().raw(*args, **kwargs)

    def _check_joined(self, *others: Any) -> None:
        for queryset in (self, *others):
            queryset._check_read()

    def in_scope(self, scope: Scope) -> Branches[M]:
        """The rows that ``scope`` may see, by the model's own ``branches_for`` and ``shut_for``."""
        return self.in_branches(cast(Any, self.model).branches_for(scope), scope)

    def in_branches(self, conditions: Sequence[Q], scope: Scope) -> Branches[M]:
        """The rows of given branches, for a model's own named reads; what is shut for the scope stays out."""
        shut = cast(Any, self.model).shut_for(scope)
        return Branches(self if shut is None else self.exclude(shut), self, conditions)

    def _as_scoped(self) -> "ScopedQuerySet[M]":
        """The same rows, which the caller has narrowed to a scope; for :class:`Branches` alone."""
        self._scoped = True
        return self

    def within(self, row: models.Model) -> "ScopedQuerySet[M]":
        """The rows of a stream whose root ``row`` was read in scope before."""
        queryset = self.filter(**{cast(Any, self.model).root_field: row.pk})
        queryset._scoped = True
        return queryset

    def _check_read(self) -> None:
        before_read(self.model)
        if is_guarding() and not self._scoped and "instance" not in vars(self)["_hints"]:
            message = f"{self.model.__name__} was read without a scope; use objects.in_scope(scope)"
            raise UnscopedReadError(message)

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check_read()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._check_read()
        return super().iterator(chunk_size)

    def count(self) -> int:
        self._check_read()
        return super().count()

    def exists(self) -> bool:
        self._check_read()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check_read()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._refuse_bulk("update")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_bulk("delete")
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        self._refuse_bulk("bulk_create")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        self._refuse_bulk("bulk_update")
        return super().bulk_update(objs, *args, **kwargs)

    def _refuse_bulk(self, verb: str) -> None:
        if not is_loading():
            message = f"{self.model.__name__}.objects.{verb} leaves no journal entry"
            raise OffTheRoadError(message)


RecordManager = models.Manager.from_queryset(ScopedQuerySet)
