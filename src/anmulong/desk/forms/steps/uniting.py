"""One matter and another: relapse, merge, and undoing the merge (R-531, O-4)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.fields import line, text
from anmulong.desk.requests import Here
from anmulong.disputes.public import ORDERS, LedgerFilter, ledger
from anmulong.kernel.errors import Invalid
from anmulong.kernel.numbering import parse_receipt_number, receipt_number


EXAMPLE = "鄂矛登〔2026〕000123号"


def matter_numbered(place: Here, typed: str) -> UUID | None:
    """The matter of a receipt number inside what the person may see."""
    try:
        parsed = parse_receipt_number(typed)
    except Invalid:
        return None
    number = receipt_number(parsed.prefix, parsed.year, parsed.serial)
    found = ledger(place.scope, LedgerFilter(view="all", extra=Q(number=number)), place.viewer)
    rows = found.page(ORDERS["newest"], 1).rows
    return rows[0].pk if rows else None


class OtherMatter(StepForm):
    """A step that names another matter by its number."""

    def named(self, field: str) -> UUID:
        """The matter that was typed. Raises ``ValidationError``."""
        found = matter_numbered(self.place, self.cleaned_data[field])
        if found is None:
            raise ValidationError(gettext("There is no such number among the matters you may see."))
        return found


class Relapse(OtherMatter):
    """复发."""

    action = "dispute.relapse"
    icon = "refresh"

    earlier = line(_("Number of the struck-off matter"), example=EXAMPLE)

    def clean_earlier(self) -> UUID:
        return self.named("earlier")


class Merge(OtherMatter):
    """并案."""

    action = "dispute.merge"
    icon = "git-merge"

    into = line(_("Number of the matter that goes on"), example=EXAMPLE)
    reason = text(_("Why both are the same"), required=False, rows=2)

    def clean_into(self) -> UUID:
        return self.named("into")


class Unmerge(StepForm):
    """撤销并案."""

    action = "dispute.unmerge"
    icon = "git-branch"

    reason = text(_("Reason"), rows=2)
