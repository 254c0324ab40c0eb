"""Abstract models that every domain row inherits."""

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from anmulong.base.recording import OffTheRoadError, current_recorder, is_loading
from anmulong.base.scoping import NOTHING, RecordManager, Scope
from anmulong.kernel.ids import new_uid


class Record(models.Model):
    """A row that lives on the road: UUIDv7 key, county, version; written by actions only.

    ``stream_type`` names the journal stream; a row that belongs to another row's stream names the link in
    ``root_field`` (its column value is the stream's uid). ``county`` is the county's own short key and stands
    first in unique keys and order indexes, so that tables can be partitioned by it (architecture.md 6).
    ``personal_columns`` names columns that stand in clear in the row (a name that lists show and sort by) but only
    sealed in the journal, so that destroying the stream's key erases them from all history.
    ``read_along`` names links to rows that most actions on it read: a batch reads them for all its subjects at once.
    """

    stream_type: ClassVar[str] = ""
    root_field: ClassVar[str] = "uid"
    personal_columns: ClassVar[tuple[str, ...]] = ()
    read_along: ClassVar[tuple[str, ...]] = ()

    uid = models.UUIDField(primary_key=True, default=new_uid, editable=False)
    county = models.CharField(max_length=12, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hand the row to the running action; raises :class:`OffTheRoadError` outside of one."""
        if is_loading():
            super().save(*args, **kwargs)
            return
        current_recorder().put(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing is deleted (O-2); ends, voids and corrections are actions."""
        message = f"{type(self).__name__} rows are never deleted"
        raise OffTheRoadError(message)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        row.remember_as_stored(dict(zip(field_names, values, strict=True)))
        return row

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """Read columns again (all, or only ``fields``); what was typed into them since is forgotten.

        Django's own version copies attributes, which would take the text of a sealed column for a new value.
        """
        rows = from_queryset if from_queryset is not None else type(self)._base_manager.using(using)
        fresh = (rows.only(*fields) if fields is not None else rows).get(pk=self.pk)
        for column in self._meta.concrete_fields:
            if column.attname in fresh.loaded:
                setattr(self, column.attname, fresh.loaded[column.attname])
                if isinstance(column, models.ForeignKey) and column.is_cached(self):
                    column.delete_cached_value(self)
        self._prefetched_objects_cache: dict[str, Any] = {}
        self.remember_as_stored({**self.loaded, **fresh.loaded})

    @property
    def loaded(self) -> dict[str, Any]:
        """Column values as they came from the database; empty for a new row."""
        return getattr(self, "_loaded", {})

    def remember_as_stored(self, values: dict[str, Any]) -> None:
        """Take ``values`` by column name for what the database now holds (the journal calls this after writing)."""
        # A list or mapping may be changed in place; the memory of it must not change along.
        self._loaded = {
            name: deepcopy(value) if isinstance(value, list | dict) else value for name, value in values.items()
        }

    def stream_uid(self) -> UUID:
        """The uid of the journal stream that this row belongs to."""
        uid: UUID = getattr(self, self.root_field)
        return uid

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Conditions, one per branch, for what ``scope`` may see. Open inside the county unless a model is stricter."""
        return [Q(county=scope.county)] if scope.county else [NOTHING]

    @classmethod
    def shut_for(cls, scope: Scope) -> Q | None:
        """What ``scope`` never meets, whatever branch leads there; nothing unless a model says so."""
        return None


class Placed(Record):
    """A row that lies somewhere and is minded by somebody; the scope is read from these columns.

    Division, organisation and account uids are plain columns: they are filtered on, never joined.
    """

    town = models.UUIDField(null=True, blank=True, editable=False)
    gacha = models.UUIDField(null=True, blank=True, editable=False)
    owner_organisation = models.UUIDField(null=True, blank=True, editable=False)
    owner_person = models.UUIDField(null=True, blank=True, editable=False)
    registered_by = models.UUIDField(null=True, blank=True, editable=False)
    restricted = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Areas, then own organisation, own work and single grants. A restricted row (O-4) is met by clearance,
        by the person who minds it and by a grant, never by an area alone."""
        if not scope.county or not scope.case_data:
            return [NOTHING]
        county = Q(county=scope.county)
        open_to_all = Q() if scope.restricted else Q(restricted=False)
        branches = [county & open_to_all & area for area in cls._areas(scope)]
        everywhere = any(area.uid is None for area in scope.areas)
        if scope.organisations and not everywhere:
            branches.append(county & open_to_all & Q(owner_organisation__in=scope.organisations))
        if scope.account is not None and not (everywhere and scope.restricted):
            branches.append(county & Q(owner_person=scope.account))
            if not everywhere:
                branches.append(county & Q(restricted=False) & Q(registered_by=scope.account))
        granted = list(scope.granted())
        if granted:
            branches.append(county & Q(**{f"{cls.root_field}__in": granted}))
        return branches or [NOTHING]

    @classmethod
    def _areas(cls, scope: Scope) -> Sequence[Q]:
        return [Q(**{area.level: area.uid}) if area.uid else Q() for area in scope.areas]
