"""Running numbers per county, series and year; gap-free, because they move inside the action's transaction."""

from django.db.models import F

from anmulong.base.recording import current_recorder
from anmulong.journal.models import Counter


def next_number(county: str, series: str, year: int) -> int:
    """The next number of a series. Two actions at once wait for each other at this row, so no number comes twice.

    Inside an action only: its refusal takes the number back, so that none is missing.
    """
    current_recorder()
    place = {"county": county, "series": series, "year": year}
    if Counter.objects.filter(**place).update(last=F("last") + 1) == 0:
        Counter.objects.bulk_create([Counter(**place, last=0)], ignore_conflicts=True)
        Counter.objects.filter(**place).update(last=F("last") + 1)
    number: int = Counter.objects.values_list("last", flat=True).get(**place)
    return number
