"""Who takes part in a case: parties, agents, mediators, people invited to help."""

from django.db import models
from django.db.models import Q

from anmulong.base.fields import SealedTextField
from anmulong.cases.enums import ChosenBy, Declared, IdentitySeen, InvitedAs, MediatorRole
from anmulong.cases.models.case import Case, CaseRow
from anmulong.people.enums import Spoken
from anmulong.people.public import Party


class CaseParty(CaseRow):
    """A party's part in one case, with the facts of the start per person and time (O-1, F-03, R-108).

    Consent to mediation and to data stand in the consent ledger of ``people``; ``consented_at`` repeats the one to
    mediate so that the case can be started without reading it. ``represented_by`` is an elected representative
    (R-207, at most five), ``mandate`` the stored paper. ``objection`` to the mediator is open until the party has
    accepted one after ``objected_at`` (R-136). ``side`` 1 applies, 2 is the other side.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cases")
    side = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField(default=0)
    identity_seen = models.CharField(max_length=12, choices=IdentitySeen.choices, default="")
    identity_seen_at = models.DateTimeField(null=True)
    rights_told_at = models.DateTimeField(null=True)
    rights_way = models.CharField(max_length=12, default="")
    rights_language = models.CharField(max_length=12, choices=Spoken.choices, default="")
    interpreter = SealedTextField()
    consented_at = models.DateTimeField(null=True)
    mediator_accepted_at = models.DateTimeField(null=True)
    represented_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="represents")
    mandate_at = models.DateTimeField(null=True)
    mandate = models.UUIDField(null=True)
    objected_at = models.DateTimeField(null=True)
    objection = SealedTextField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_party"
        constraints = [models.UniqueConstraint(fields=["case", "party"], name="cases_party_once")]
        indexes = [models.Index(fields=["case", "side", "position"], name="cases_party_order")]

    def __str__(self) -> str:
        return f"{self.side}/{self.position}"

    @property
    def objects_to_mediator(self) -> bool:
        """An objection stands that no acceptance has followed (R-136)."""
        return self.objected_at is not None and self.mediator_accepted_at is None


class Agent(CaseRow):
    """Who acts for a party, with tick-listed powers (F-04b, R-222). ``lawful`` marks a guardian (法定代理人)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agents")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="agents")
    name = SealedTextField()
    identity_number = SealedTextField()
    relation = SealedTextField()
    telephone = SealedTextField()
    lawful = models.BooleanField(default=False)
    powers = models.JSONField(default=list)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    paper = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_agent"

    def __str__(self) -> str:
        return str(self.pk)


class CaseMediator(CaseRow):
    """A mediator's part in a case over time (R-109), and the declaration on conflicts of interest (R-136)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="mediators")
    mediator = models.UUIDField()
    role = models.CharField(max_length=10, choices=MediatorRole.choices, default=MediatorRole.LEAD)
    chosen_by = models.CharField(max_length=10, choices=ChosenBy.choices)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    declared = models.CharField(max_length=10, choices=Declared.choices, default="")
    declared_text = SealedTextField()
    declared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_mediator"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "mediator"], condition=Q(ended_at=None), name="cases_mediator_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, role=MediatorRole.LEAD), name="cases_one_lead_mediator"
            ),
        ]
        indexes = [models.Index(fields=["mediator", "case"], name="cases_mediator_by_person")]

    def __str__(self) -> str:
        return f"{self.role} {self.mediator}"


class Invitation(CaseRow):
    """Somebody invited to help; nothing of the case is opened before every party agreed (R-110, T-20).

    ``agreed_by`` holds the uids of the case parties who agreed; ``account`` the account to open the case to, if any.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invitations")
    name = SealedTextField()
    invited_as = models.CharField(max_length=14, choices=InvitedAs.choices)
    account = models.UUIDField(null=True)
    agreed_by = models.JSONField(default=list)
    invited_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_invitation"

    def __str__(self) -> str:
        return self.invited_as
