"""Stored words of the ledger. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a matter stands; labels as clerks say them (O-10)."""

    REGISTERED = "registered", _("registered")
    HANDLING = "handling", _("being handled")
    SETTLED = "settled", _("settled")
    GUIDED = "guided", _("guided elsewhere")
    NO_DISPUTE = "no_dispute", _("found not to be a dispute")
    STRIKE_OFF_ASKED = "strike_off_asked", _("waiting to be struck off")
    STRUCK_OFF = "struck_off", _("struck off")
    MERGED = "merged", _("merged into another")
    VOID = "void", _("void")


OPEN_STATES = (State.REGISTERED, State.HANDLING)
DONE_STATES = (State.SETTLED, State.GUIDED, State.NO_DISPUTE)
LIVE_STATES = (*OPEN_STATES, *DONE_STATES, State.STRIKE_OFF_ASKED)


class Turn(models.TextChoices):
    """Whose move it is."""

    UNIT = "unit", _("the unit must assess and assign")
    OWNER = "owner", _("the handler")
    SECOND = "second", _("a second person")
    NOBODY = "nobody", _("nobody")


class Nature(models.TextChoices):
    """What triage found. The six smalls (六小) keep their own codes in the code table ``six_smalls``."""

    UNKNOWN = "unknown", _("not yet assessed")
    DISPUTE = "dispute", _("dispute")
    HIDDEN_DANGER = "hidden_danger", _("hidden danger")
    SMALL_MATTER = "small_matter", _("one of the six smalls")
    NO_DISPUTE = "no_dispute", _("not a dispute")


class Colour(models.TextChoices):
    """Risk colour of the dispute, never of a person (R-511, R-513)."""

    RED = "red", _("red")
    ORANGE = "orange", _("orange")
    YELLOW = "yellow", _("yellow")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")


COLOUR_RANK = {Colour.GREEN: 0, Colour.BLUE: 1, Colour.YELLOW: 2, Colour.ORANGE: 3, Colour.RED: 4}


class Fact(models.TextChoices):
    """Facts of a dispute that the colour rules look at (domain.md 5.3)."""

    VIOLENCE = "violence", _("violence or threats have happened")
    WEAPON_THREAT = "weapon_threat", _("a weapon or fire was threatened")
    BASIC_LIVING = "basic_living", _("grazing land, home or wages are at stake")
    MINORS = "minors", _("minors are involved")
    VULNERABLE = "vulnerable", _("elderly or disabled people are involved")
    SEVERAL_PLACES = "several_places", _("two or more gacha are involved")
    GATHERING = "gathering", _("a gathering or petition was announced")
    HELP_ASKED = "help_asked", _("a party asked for help")
    HEALTH = "health", _("health matters are involved")
    SEXUAL = "sexual", _("a sexual matter")


class RestrictedWhy(models.TextChoices):
    """Why a matter is restricted (O-4); lists say only 限阅."""

    VIOLENCE = "violence", _("violence")
    MINORS = "minors", _("minors")
    SEXUAL = "sexual", _("sexual matter")
    HEALTH = "health", _("health")
    SELF_HARM = "self_harm", _("risk of self-harm")
    OTHER = "other", _("other reason")


class OnTheSpot(models.TextChoices):
    """How a matter was settled at this stage. Mediation proper belongs to a case (O-3)."""

    PERSUASION = "persuasion", _("settled by talking (劝解)")
    SERVICE = "service", _("service given or hardship relieved")
    REMOVED = "removed", _("hidden danger removed")
    AGREEMENT = "agreement", _("settled by a mediation agreement")


class AnswerWay(models.TextChoices):
    """How whoever raised the matter was answered (有回音)."""

    IN_PERSON = "in_person", _("in person")
    TELEPHONE = "telephone", _("by telephone")
    LETTER = "letter", _("in writing")
    MESSAGE = "message", _("by message")
    NONE_WANTED = "none_wanted", _("anonymous, or wants no answer")


class Alike(models.TextChoices):
    """In what two matters are like each other."""

    TEXT = "text", _("similar text")
    NAMES = "names", _("the same names")


class Verdict(models.TextChoices):
    """What a person found about two matters that may be one."""

    SAME = "same", _("the same matter")
    DIFFERENT = "different", _("two different matters")


class ContactWay(models.TextChoices):
    """How somebody was contacted."""

    TELEPHONE = "telephone", _("telephone")
    VISIT = "visit", _("visit at home")
    OFFICE = "office", _("at the office")
    VIDEO = "video", _("video call")
    MESSAGE = "message", _("message")


class Arrived(models.TextChoices):
    """What people who were guided elsewhere say when they are asked later."""

    YES = "yes", _("got there, it is being dealt with")
    NOT_YET = "not_yet", _("has not gone yet")
    TURNED_AWAY = "turned_away", _("was turned away there")
    LET_BE = "let_be", _("does not want to go on")
    NOT_REACHED = "not_reached", _("nobody was reached")


class GuidanceReceipt(models.TextChoices):
    """How the paper with the channels was handed over (F-12)."""

    NONE = "", _("not handed over")
    SIGNED = "signed", _("handed over, receipt signed")
    READ_OUT = "read_out", _("read out and handed over")
    SENT = "sent", _("sent")
    DECLINED = "declined", _("the paper was not wanted")


class CheckedAgain(models.TextChoices):
    """Why the gate of the law says something else than before (O-3)."""

    CHANGED = "changed", _("the facts have changed")
    WRONG = "wrong", _("it was recorded wrongly")


class HandoverKind(models.TextChoices):
    """How work changes hands (domain.md 5.1): sideways, down with duty, up by change of owner, or at the start."""

    FIRST = "first", _("first assignment")
    FORWARD = "forward", _("forwarded (转办)")
    ASSIGN_DOWN = "assign_down", _("assigned downward (交办)")
    HAND_UP = "hand_up", _("taken over by the higher tier (提级办理)")
    WITHIN = "within", _("within the unit")
    LEAVING = "leaving", _("post handed over (离岗交接)")
    SUCCESSION = "succession", _("place merged (撤并)")


class ClockKind(models.TextChoices):
    """What a clock measures."""

    ACKNOWLEDGE = "acknowledge", _("acknowledge")
    TRIAGE = "triage", _("assess")
    CONTACT = "contact", _("first contact")
    RESOLVE = "resolve", _("settle or guide")
    ANSWER = "answer", _("answer whoever raised it")
    STRIKE_OFF = "strike_off", _("decide on the strike-off")
    FOLLOW_UP = "follow_up", _("follow-up visit")
    ARRIVAL = "arrival", _("ask whether the people got there")
    NOTE = "note", _("progress note by colour")


class Permission(models.TextChoices):
    """What may be done with matters."""

    READ = "disputes.read", _("read matters")
    REGISTER = "disputes.register", _("register matters")
    ACKNOWLEDGE = "disputes.acknowledge", _("acknowledge what was assigned")
    TRIAGE = "disputes.triage", _("assess matters")
    ASSIGN = "disputes.assign", _("assign matters")
    HANDLE = "disputes.handle", _("handle matters")
    GRADE = "disputes.grade", _("set risk colours")
    STRIKE_OFF = "disputes.strike_off", _("strike matters off as second person")
    CORRECT = "disputes.correct", _("correct records")
    RESTRICT = "disputes.restrict", _("restrict who may read")
    VOID = "disputes.void", _("declare records void")
    MERGE = "disputes.merge", _("merge reports of one matter")
    REPORT_ESCALATION = "disputes.report_escalation", _("report to the police")
    IMPORT = "disputes.import", _("import ledgers")
    EXPORT = "disputes.export", _("export ledgers")
    UNMASK = "disputes.unmask", _("see telephone and identity numbers in full")
