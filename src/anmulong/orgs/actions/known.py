"""What the store knows already, asked without writing first what waits: batches stay set-based."""

from typing import TypeVar
from uuid import UUID

from anmulong.base.models import Record
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.orgs.models import Grid, Organisation


Kind = TypeVar("Kind", bound=Record)


def known(model: type[Kind], county: str, uid: UUID | None) -> Kind | None:
    """The row of that uid in the county, also one that an earlier operation of the same batch has made."""
    if uid is None:
        return None
    found: Kind | None = model._base_manager.filter(pk=uid, county=county).first()
    return found or model.objects.filter(pk=uid, county=county).first()


def is_taken(model: type[Record], **values: object) -> bool:
    """Whether a row with these values stands in the store. Two in one batch are told apart by the store itself."""
    return model._base_manager.filter(**values).exists()


def refuse_ended(row: Organisation | Grid) -> None:
    """Nothing more is done with a body or a grid that has ended."""
    if row.ended_on is not None:
        raise Refused("has-ended", noop("%(name)s has ended."), params={"name": row.name})
