"""Stored words of the mediation procedure. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands (decision 0011)."""

    APPLIED = "applied", _("applied for")
    MATERIAL_WANTED = "material_wanted", _("waiting for material")
    REFUSED = "refused", _("not accepted, guided elsewhere")
    ACCEPTED = "accepted", _("accepted")
    MEDIATING = "mediating", _("in mediation")
    SUSPENDED = "suspended", _("suspended")
    FRAUD_HOLD = "fraud_hold", _("held: sham mediation suspected")
    AGREED = "agreed", _("agreed, waiting for signatures")
    EFFECTIVE = "effective", _("agreement in force")
    ENDED = "ended", _("mediation ended")
    CLOSED = "closed", _("case closed")
    ARCHIVED = "archived", _("archived")
    VOID = "void", _("void")


OPEN_STATES = (
    State.APPLIED,
    State.MATERIAL_WANTED,
    State.ACCEPTED,
    State.MEDIATING,
    State.SUSPENDED,
    State.FRAUD_HOLD,
    State.AGREED,
)
"""The parties' matter is not decided yet; each party may end the mediation in any of them (R-111)."""


class Turn(models.TextChoices):
    """Whose move it is."""

    COMMITTEE = "committee", _("the committee decides")
    APPLICANT = "applicant", _("the applicant brings material")
    MEDIATOR = "mediator", _("the mediator")
    PARTIES = "parties", _("the parties sign")
    SECOND = "second", _("a second person")
    NOBODY = "nobody", _("nobody")


class WayIn(models.TextChoices):
    """The three ways into mediation (R-201)."""

    APPLICATION = "application", _("on application")
    OWN_INITIATIVE = "own_initiative", _("on the committee's own initiative")
    TRANSFER = "transfer", _("handed over by an organ")


class Link(models.TextChoices):
    """By which link a case was handed over; each has clocks of its own (domain.md 2.5, 3.4)."""

    NONE = "", _("none")
    COURT_BEFORE_FILING = "court_before_filing", _("by the court before filing (委派)")
    COURT_AFTER_FILING = "court_after_filing", _("by the court after filing (委托)")
    COURT_SUMMARY = "court_summary", _("by the court after filing, summary procedure (委托)")
    POLICE = "police", _("by the police")
    PROCURATORATE = "procuratorate", _("by the procuratorate")
    PETITION = "petition", _("by the petition office")
    DEPARTMENT = "department", _("by another department")


class IdentitySeen(models.TextChoices):
    """By what a party's identity was seen. No number is needed for it (O-1)."""

    CARD = "card", _("identity card seen")
    OTHER_PAPER = "other_paper", _("another paper seen")
    KNOWN = "known", _("known to the mediator")
    VOUCHED = "vouched", _("vouched for by others present")


class Declared(models.TextChoices):
    """What a mediator declares about this case (R-136)."""

    NONE = "none", _("no relation")
    RELATION = "relation", _("a relation, told to the parties")


class MediatorRole(models.TextChoices):
    """A mediator's part in one case."""

    LEAD = "lead", _("presiding mediator")
    ASSISTANT = "assistant", _("assisting mediator")


class ChosenBy(models.TextChoices):
    """How a mediator came to the case (R-109, 人民调解法 art. 19)."""

    PARTIES = "parties", _("chosen by the parties")
    COMMITTEE = "committee", _("assigned by the committee")


class Power(models.TextChoices):
    """Powers of an agent (F-04b); the two special ones are needed for a signature that counts (R-222)."""

    APPLY_OR_END = "apply_or_end", _("apply for mediation or ask to end it")
    EVIDENCE = "evidence", _("collect and give evidence")
    CHOOSE_MEDIATOR = "choose_mediator", _("choose or accept mediators")
    DISPOSE = "dispose", _("admit, change or give up claims")
    SIGN = "sign", _("take part and sign records and the agreement")
    RECEIVE = "receive", _("receive papers")
    OTHER = "other", _("other")


SPECIAL_POWERS = frozenset({Power.DISPOSE, Power.SIGN})


class InvitedAs(models.TextChoices):
    """Who is invited to help (人民调解法 art. 20, R-110)."""

    RELATIVE = "relative", _("relative")
    NEIGHBOUR = "neighbour", _("neighbour")
    COLLEAGUE = "colleague", _("colleague")
    EXPERT = "expert", _("expert")
    LAWYER = "lawyer", _("lawyer")
    ORGANISATION = "organisation", _("social organisation")
    INTERPRETER = "interpreter", _("interpreter")
    WITNESS = "witness", _("witness")


class AgreementForm(models.TextChoices):
    """人民调解法 art. 28."""

    WRITTEN = "written", _("written agreement")
    ORAL = "oral", _("oral agreement")


class SignerKind(models.TextChoices):
    """Who signs, seals or presses a finger (R-115)."""

    PARTY = "party", _("party")
    AGENT = "agent", _("agent of a party")
    REPRESENTATIVE = "representative", _("elected representative")
    MEDIATOR = "mediator", _("mediator")
    RECORDER = "recorder", _("recorder")
    SEAL = "seal", _("seal of the committee")


class SignedWay(models.TextChoices):
    """In what way (人民调解法 art. 29); ink by default (O-3)."""

    INK = "ink", _("signature in ink")
    FINGERPRINT = "fingerprint", _("fingerprint")
    SEAL = "seal", _("seal")


class Proof(models.TextChoices):
    """Proofs of an oral agreement; two of them are wanted (R-452)."""

    PARTY_CONFIRMED = "party_confirmed", _("confirmed by the party")
    PHOTO = "photo", _("photograph at the place")
    RECORDING = "recording", _("recording")
    WITNESS = "witness", _("witness")


class ObligationState(models.TextChoices):
    """How an obligation stands."""

    OPEN = "open", _("to be performed")
    PART = "part", _("performed in part")
    DONE = "done", _("performed")
    BREACHED = "breached", _("not performed in time")
    REPLACED = "replaced", _("replaced by a new agreement")
    ANNULLED = "annulled", _("no longer owed: the court found the agreement invalid")


class Satisfied(models.TextChoices):
    """The answer of a visited party, in words that push nobody (K-14)."""

    YES = "yes", _("satisfied")
    PARTLY = "partly", _("partly")
    NO = "no", _("not satisfied")
    NOT_SAID = "not_said", _("no answer")


class ClockKind(models.TextChoices):
    """What a clock of the procedure measures (domain.md 2.5)."""

    ACCEPTANCE = "acceptance", _("answer on acceptance")
    MEDIATION = "mediation", _("mediation")
    CONFIRMATION = "confirmation", _("joint application for judicial confirmation")
    FOLLOW_UP = "follow_up", _("follow-up visit")
    PERFORMANCE = "performance", _("next obligation")
    ARBITRATION = "arbitration", _("then labour arbitration is open")
    CHOICE = "choice", _("the parties choose a mediator")
    APPOINTMENT = "appointment", _("otherwise the court appoints one")
    CONTACT = "contact", _("contact with the parties")
    OBJECTION = "objection", _("objection to a petition wrongly sent")
    ANSWER = "answer", _("tell the petitioner whether it is accepted")
    FINISH = "finish", _("finish the petition")
    TRAFFIC = "traffic", _("joint request to the traffic police")
    RULING = "ruling", _("the court decides on confirmation")
    OPPOSITION = "opposition", _("objection of a party to the ruling")


class PauseReason(models.TextChoices):
    """Why the mediation clock stands still (R-210)."""

    APPRAISAL = "appraisal", _("appraisal")
    MATERIAL = "material", _("waiting for material")
    OBSTACLE = "obstacle", _("serious obstacle")
    OTHER = "other", _("other reason")


class Outcome(models.TextChoices):
    """What became of an agreement outside the committee (C-305)."""

    SUED = "sued", _("a party sued after the agreement")
    UPHELD = "upheld", _("the court upheld it")
    CHANGED = "changed", _("the court cancelled or changed it")
    INVALID = "invalid", _("the court found it invalid")
    PAYMENT_ORDER = "payment_order", _("payment order asked for")


class ConfirmationState(models.TextChoices):
    """Where a joint application for confirmation stands (F-11)."""

    APPLIED = "applied", _("applied for at the court")
    TAKEN = "taken", _("taken on by the court")
    NOT_TAKEN = "not_taken", _("not taken on by the court")
    CONFIRMED = "confirmed", _("confirmed by the court")
    REJECTED = "rejected", _("rejected by the court")
    WITHDRAWN = "withdrawn", _("withdrawn by the parties")


OPEN_CONFIRMATION = (ConfirmationState.APPLIED, ConfirmationState.TAKEN)
"""The court has not decided yet."""


class CourtGround(models.TextChoices):
    """What makes a court competent (R-121, 民事诉讼法 art. 205)."""

    INVITING = "inviting", _("the court that handed the case over")
    DOMICILE = "domicile", _("where a party lives")
    SUBJECT = "subject", _("where the thing in dispute is")
    COMMITTEE = "committee", _("where the committee is")
    INTERMEDIATE = "intermediate", _("intermediate court, for disputes that belong to it")


class CourtReason(models.TextChoices):
    """Why a court does not take an application on (R-126) or rejects it (R-127)."""

    SCOPE = "scope", _("not for the courts")
    COURT = "court", _("not for this court")
    STATUS = "status", _("marriage, parentage, adoption or other personal status")
    SPECIAL = "special", _("another special procedure, public summons or bankruptcy")
    TITLE = "title", _("confirms a right in land, a thing or intellectual property")
    LAW = "law", _("against mandatory law")
    HARM = "harm", _("harms the state, the public or others")
    CUSTOMS = "customs", _("against public order and good customs")
    FORCED = "forced", _("not voluntary")
    UNCLEAR = "unclear", _("content not clear")
    OTHER = "other", _("other reason")


class Permission(models.TextChoices):
    """What may be done with cases."""

    APPLY = "cases.apply", _("write down applications for mediation")
    ACCEPT = "cases.accept", _("accept or refuse applications")
    MEDIATE = "cases.mediate", _("mediate cases")
    CLOSE = "cases.close", _("close cases")
    ARCHIVE = "cases.archive", _("archive case files")
    CORRECT = "cases.correct", _("correct case records")
    VOID = "cases.void", _("declare cases void")
