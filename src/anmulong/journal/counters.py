"""Running numbers per county, series and year; gap-free, because they move inside the action's transaction."""

from dataclasses import asdict, dataclass

from anmulong.journal.models import Counter


@dataclass(frozen=True)
class Series:
    """One line of numbers."""

    county: str
    series: str
    year: int


def lock_last(series: Series) -> int:
    """The last number taken; nobody else gets one of this series before the transaction ends."""
    rows = Counter.objects.select_for_update().filter(**asdict(series)).values_list("last", flat=True)
    for last in rows:
        return last
    Counter.objects.bulk_create([Counter(**asdict(series), last=0)], ignore_conflicts=True)
    return rows.all().get()


def store_last(series: Series, last: int) -> None:
    """Keep the last number taken."""
    Counter.objects.filter(**asdict(series)).update(last=last)
