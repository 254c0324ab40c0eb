"""The matter itself: a registered matter and a dispute are one record in different states (architecture.md 2)."""

from typing import Any, cast

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Placed, Record
from anmulong.base.scoping import NOTHING, Branches, Scope
from anmulong.disputes.enums import AnswerWay, Colour, Nature, OnTheSpot, RestrictedWhy, State, Turn


WAYS_IN = {
    "county": "county",
    "town": "town",
    "gacha": "gacha",
    "person": "owner_person",
    "unit": "owner_organisation",
    "told_by": "registered_by",
    "to_unit": "offered_organisation",
    "to_person": "offered_person",
}
"""Each way into the ledger of ``branches_for`` needs the order as an index range of its own; a way without one reads
the whole county."""


def _ranges() -> list[models.Index]:
    """Newest first, changed last and due first, by every way in.

    The county stands first, as every branch asks for it: an engine without statistics would else take the range of
    the whole county for as good as that of a town. State, turn and colour stand behind the order of the newest, so
    that a list of a rare state (to strike off, struck off) is sifted inside the index instead of fetching every row.
    """
    orders = {"new": "-registered_at", "changed": "-updated_at", "due": "due_at"}
    found = []
    for short, way in WAYS_IN.items():
        for name, order in orders.items():
            present = {way, "due_at"} & {"offered_organisation", "offered_person", "due_at" if name == "due" else ""}
            condition = Q(**{f"{column}__isnull": False for column in sorted(present)}) if present else None
            uid = "-uid" if order.startswith("-") else "uid"
            sifted = ["state", "turn", "colour"] if name == "new" else []
            fields = [*dict.fromkeys(("county", way)), order, uid, *sifted]
            found.append(models.Index(fields=fields, name=f"disputes_{short}_{name}", condition=condition))
    return found


class Dispute(Placed):
    """One matter of the ledger.

    ``owner_organisation`` and ``owner_person`` (from ``Placed``) are the one unit and one person responsible
    (R-502); ``offered_*`` is an assignment not yet acknowledged. Times are aware UTC; money is CNY with two places.
    ``requested_at`` is when the request was made as told (R-131), ``registered_at`` when the server took it in.
    """

    stream_type = "dispute"
    read_along = ("clocks", "responsibilities")
    index_words: list[str]
    asks_arrival: bool = True
    """Whether the running action leaves the question open whether the people got where they were guided."""

    number = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=State.choices, default=State.REGISTERED)
    turn = models.CharField(max_length=8, choices=Turn.choices, default=Turn.UNIT)
    nature = models.CharField(max_length=16, choices=Nature.choices, default=Nature.UNKNOWN)
    small_matter = models.CharField(max_length=24, default="")
    kind = models.CharField(max_length=32, default="")
    source = models.CharField(max_length=24)
    title = SealedTextField()
    narrative = SealedTextField()
    place = SealedTextField()
    parties_line = SealedTextField()
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    place_precision = models.CharField(max_length=16, default="")
    requested_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    people_count = models.PositiveIntegerField(null=True)
    amount_at_stake = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    forecast = models.CharField(max_length=24, default="")
    scale = models.CharField(max_length=16, default="")
    facts = models.JSONField(default=list)
    failed_attempts = models.PositiveSmallIntegerField(default=0)

    colour = models.CharField(max_length=8, choices=Colour.choices, default=Colour.BLUE)
    colour_rank = models.PositiveSmallIntegerField(default=1)
    colour_reasons = models.JSONField(default=list)
    colour_by = models.UUIDField(null=True)
    colour_at = models.DateTimeField(null=True)
    restricted_why = models.CharField(max_length=12, choices=RestrictedWhy.choices, default="")

    offered_organisation = models.UUIDField(null=True)
    offered_person = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=12, default="")
    case_due_at = models.DateTimeField(null=True)

    result = SealedTextField()
    settled_way = models.CharField(max_length=12, choices=OnTheSpot.choices, default="")
    result_at = models.DateTimeField(null=True)
    result_by = models.UUIDField(null=True)
    evidence = SealedTextField()
    answer_way = models.CharField(max_length=12, choices=AnswerWay.choices, default="")
    answer_text = SealedTextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    follow_up_on = models.DateField(null=True)
    followed_up_at = models.DateTimeField(null=True)
    strike_off_asked_at = models.DateTimeField(null=True)
    strike_off_asked_by = models.UUIDField(null=True)
    struck_off_at = models.DateTimeField(null=True)
    struck_off_by = models.UUIDField(null=True)

    merged_into = models.UUIDField(null=True)
    relapse_of = models.UUIDField(null=True)
    history_only = models.BooleanField(default=False)
    imported_note = SealedTextField()

    class Meta:
        db_table = "disputes_dispute"
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="disputes_dispute_number_once"),
            models.CheckConstraint(
                condition=Q(state=State.STRUCK_OFF, struck_off_at__isnull=False, struck_off_by__isnull=False)
                | ~Q(state=State.STRUCK_OFF),
                name="disputes_dispute_struck_off_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into=None)),
                name="disputes_dispute_merged_into_something",
            ),
            models.CheckConstraint(
                condition=Q(owner_person=None) | Q(owner_organisation__isnull=False),
                name="disputes_dispute_person_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(answer_way="") | Q(answered_at__isnull=False), name="disputes_dispute_answer_has_time"
            ),
            models.CheckConstraint(
                condition=Q(restricted=True) | Q(restricted_why=""), name="disputes_dispute_restriction_has_reason"
            ),
        ]
        indexes = _ranges()

    def __str__(self) -> str:
        return self.number

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """As ``Placed``, and what is being offered to the person's unit."""
        branches = super().branches_for(scope)
        if branches not in ([NOTHING], [Q(county=scope.county)]):
            branches += cls._offers(scope)
        return branches

    @classmethod
    def shut_for(cls, scope: Scope) -> Q | None:
        """A person excluded from a matter as a relative never meets it (O-4)."""
        if scope.account is None:
            return None
        # One exclusion must be both this person's and open, so that it is asked as a row of its own. Asked as a list,
        # not row by row (Exists): the engine reads the list once and keeps to the order of the index.
        exclusions = cast(Any, cls._meta.get_field("exclusions").related_model)._base_manager
        return Q(pk__in=exclusions.filter(account=scope.account, ended_at=None).values("dispute_id"))

    @classmethod
    def in_hand(cls, scope: Scope, *, mine: Q | None = None) -> "Branches[Dispute]":
        """What lies with the person of the scope: what is being offered and, of the own matters, those like ``mine``.

        The same rows as of ``in_scope``, found without a look through the area.
        """
        county = Q(county=scope.county)
        branches = cls._offers(scope)
        if mine is not None and scope.account is not None:
            branches.append(county & Q(owner_person=scope.account) & mine)
        nothing = not scope.county or not scope.case_data or not branches
        return cls.objects.all().in_branches([NOTHING] if nothing else branches, scope)

    @classmethod
    def minded(cls, scope: Scope, mine: Q) -> "Branches[Dispute]":
        """Of the matters that the person of the scope minds, those like ``mine``; without a look through the area."""
        if not scope.county or not scope.case_data or scope.account is None:
            return cls.objects.all().in_branches([NOTHING], scope)
        return cls.objects.all().in_branches([Q(county=scope.county, owner_person=scope.account) & mine], scope)

    @staticmethod
    def _offers(scope: Scope) -> list[Q]:
        county = Q(county=scope.county)
        offers = []
        if scope.organisations:
            open_to_all = Q() if scope.restricted else Q(restricted=False)
            offers.append(county & open_to_all & Q(offered_organisation__in=scope.organisations))
        if scope.account is not None:
            offers.append(county & Q(offered_person=scope.account))
        return offers

    @property
    def is_open(self) -> bool:
        """Still to be settled, guided or assessed."""
        return self.state in (State.REGISTERED, State.HANDLING)


class Child(Record):
    """A row of a matter's stream. It is reached through its matter only; asked for by itself it shows nothing."""

    root_field = "dispute_id"

    class Meta:
        abstract = True

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Nothing: read ``dispute.<children>`` of a matter that was read in scope."""
        return [NOTHING]
