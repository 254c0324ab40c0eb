"""Words that every paper needs: days, moments and sums as Chinese papers write them, and who is who in a case."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils.timezone import localtime

from anmulong.access.public import who
from anmulong.cases.public import Case, CaseMediator, CaseParty
from anmulong.kernel.clock import local_day
from anmulong.kernel.masking import initials
from anmulong.kernel.money import capital, format_yuan
from anmulong.orgs.public import organisation
from anmulong.people.public import covered, mediators


def day(at: datetime | date | None) -> str:
    """2026年3月1日, in the county's time; empty for none."""
    if at is None:
        return ""
    on = local_day(at) if isinstance(at, datetime) else at
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime | None) -> str:
    """2026年3月1日9时05分; empty for none."""
    if at is None:
        return ""
    there = localtime(at)
    return f"{day(at)}{there.hour}时{there.minute:02d}分"


def money(amount: Decimal | None) -> str:
    """人民币壹仟元整（¥1,000.00）; empty for none."""
    return "" if amount is None else f"人民币{capital(amount)}（¥{format_yuan(amount)}）"


class Folk:
    """Who takes part in one case, read once, named as papers name them: minors by their initials (R-751)."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def parties(self) -> list[CaseParty]:
        """Everybody who takes part or took part, applicants first."""
        return list(self.case.parties.select_related("party").order_by("side", "position", "uid"))

    @cached_property
    def present(self) -> list[CaseParty]:
        """Who takes part now."""
        return [row for row in self.parties if row.left_at is None]

    @cached_property
    def committee(self) -> str:
        """The name of the committee that mediates."""
        owner = self.case.owner_organisation
        return organisation(self.case.county, owner).name if owner else ""

    @cached_property
    def mediators(self) -> list[CaseMediator]:
        """The mediators of the case now."""
        return list(self.case.mediators.filter(ended_at=None).order_by("began_at", "uid"))

    @cached_property
    def mediator_line(self) -> str:
        """Their names in one line."""
        names = {row.pk: row.name for row in mediators(self.case.county, former=True)}
        return "、".join(names[row.mediator] for row in self.mediators if row.mediator in names)

    def name(self, row: CaseParty) -> str:
        """The name of a party on a paper."""
        return initials(row.party.name) if row.party.is_minor else row.party.name

    def named(self, uid: UUID | str | None) -> str:
        """The name behind the uid of a case party or of its party; empty when it takes no part."""
        found = next((row for row in self.parties if str(uid) in (str(row.pk), str(row.party_id))), None)
        return self.name(found) if found is not None else ""

    def names(self, rows: Iterable[CaseParty] | None = None) -> str:
        """Several names in one line; those of all present parties when none are given."""
        return "、".join(self.name(row) for row in (self.present if rows is None else rows))

    def told(self, text: str) -> str:
        """A text of the case without the names of minors (R-751)."""
        return covered(text, [row.party for row in self.parties], masked=False)

    def account(self, uid: UUID | None) -> str:
        """The display name of an account."""
        return who([uid]).get(uid, "") if uid is not None else ""
