"""The case itself: one mediation procedure over one dispute (人民调解法, domain.md appendix B)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Placed, Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.cases.enums import AgreementForm, Link, State, Turn, WayIn
from anmulong.disputes.public import Dispute


WAYS_IN = {
    "county": "county",
    "town": "town",
    "gacha": "gacha",
    "unit": "owner_organisation",
    "person": "owner_person",
    "registrar": "registered_by",
}
"""Each way into the list of ``branches_for``, by a short name for its indexes."""


def _ranges() -> list[models.Index]:
    """Newest application, first due and next visit by every way in; acceptances of a period for figures.

    The county stands first, as every branch asks for it: an engine without statistics would else take the range of
    the whole county for as good as that of a town.
    """
    found = [
        models.Index(fields=[*dict.fromkeys(("county", way)), "-accepted_at", "-uid"], name=f"cases_{way}_accepted")
        for way in ("county", "town")
    ]
    for short, way in WAYS_IN.items():
        begin = list(dict.fromkeys(("county", way)))
        found.append(models.Index(fields=[*begin, "-applied_at", "-uid"], name=f"cases_{short}_applied"))
        for name, column in (("due", "due_at"), ("visit", "next_follow_up_on")):
            present = Q(**{f"{column}__isnull": False})
            found.append(models.Index(fields=[*begin, column, "uid"], name=f"cases_{short}_{name}", condition=present))
    return found


class Case(Placed):
    """One mediation procedure. It stands in its dispute's stream and is seen by whoever sees the dispute's place.

    ``owner_organisation`` is the committee that mediates, ``owner_person`` the account of who minds the case. Place
    and restriction follow the dispute. Times are aware UTC; amounts are CNY with two places: ``amount_at_stake``
    (涉案金额) and ``agreed_amount`` (协议金额) are two figures (O-9). ``held_in`` is the state in which a hold began;
    ``gate_fired`` the rules of the gate of the law that held at acceptance, ``gate_reason`` why it was taken on all
    the same;
    ``visit_days`` are the days of the closer visits that a red matter gets (R-211), kept from the day of effect because
    the matter turns green with it.
    """

    root_field = "dispute_id"
    read_along = ("clocks", "suspensions", "dispute__clocks")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=60, default="")
    state = models.CharField(max_length=20, choices=State.choices, default=State.APPLIED)
    turn = models.CharField(max_length=10, choices=Turn.choices, default=Turn.COMMITTEE)
    held_in = models.CharField(max_length=20, choices=State.choices, default="")
    way_in = models.CharField(max_length=16, choices=WayIn.choices)
    link = models.CharField(max_length=24, choices=Link.choices, default="")
    source = models.CharField(max_length=24)
    kind = models.CharField(max_length=32, default="")
    difficulty = models.CharField(max_length=16, default="")
    oral_application = models.BooleanField(default=False)
    request = SealedTextField()
    facts = SealedTextField()
    public_session = models.BooleanField(null=True)
    applied_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    started_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    gate_code = models.CharField(max_length=8, default="")
    routes = models.JSONField(default=list)
    gate_fired = models.JSONField(default=list)
    gate_reason = SealedTextField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, default="")
    end_note = SealedTextField()
    undisputed_facts = SealedTextField()
    sessions_count = models.PositiveSmallIntegerField(default=0)
    party_count = models.PositiveIntegerField(default=0)
    agreement_form = models.CharField(max_length=8, choices=AgreementForm.choices, default="")
    agreed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    amount_at_stake = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    agreed_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    proof_missing = models.BooleanField(default=False)
    performed = models.BooleanField(default=False)
    outcome = models.CharField(max_length=16, default="")
    confirmation = models.CharField(max_length=12, default="")
    followed_up_at = models.DateTimeField(null=True)
    next_follow_up_on = models.DateField(null=True)
    visit_days = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    archived_at = models.DateTimeField(null=True)
    retention = models.CharField(max_length=12, default="")
    incomplete = models.BooleanField(default=False)
    situation_note = SealedTextField()
    lead_mediator = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=12, default="")
    extended_to = models.DateField(null=True)
    petition_extended_to = models.DateField(null=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "owner_organisation", "number"],
                condition=~Q(number=""),
                name="cases_case_number_once",
            ),
            models.CheckConstraint(
                condition=Q(effective_at=None) | ~Q(agreement_form=""), name="cases_case_effect_has_form"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(end_reason=""), name="cases_case_end_has_reason"),
        ]
        indexes = [
            models.Index(fields=["dispute"], name="cases_case_of_dispute"),
            *_ranges(),
        ]

    agreed_text: str = ""
    """What the running action agreed, for the result of the dispute; sealed there."""

    effective_anew: datetime | None = None
    """When the new agreement of the running action came into force: confirmation counts from then (R-117)."""

    touched_suspensions: Sequence[Any] = ()
    """Suspensions that the running action began or ended: the clocks are reckoned before they are stored."""

    def __str__(self) -> str:
        return self.number or str(self.dispute_id)

    @classmethod
    def shut_for(cls, scope: Scope) -> Q | None:
        """Whoever is excluded from the dispute is excluded from its cases (O-4)."""
        if scope.account is None:
            return None
        exclusions = cast(Any, Dispute._meta.get_field("exclusions").related_model)._base_manager
        return Q(dispute__in=exclusions.filter(account=scope.account, ended_at=None).values("dispute_id"))

    @property
    def is_open(self) -> bool:
        """Not decided yet: a party may still end the mediation (R-111)."""
        return self.state in _OPEN


_OPEN = ("applied", "material_wanted", "accepted", "mediating", "suspended", "fraud_hold", "agreed")


class CaseRow(Record):
    """A row of a case, in the dispute's stream. It is reached through its case only; by itself it shows nothing."""

    root_field = "stream"

    stream = models.UUIDField(editable=False, db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nothing: read ``case.<rows>`` of a case that was read in scope."""
        return [NOTHING]
