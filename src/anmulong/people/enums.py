"""Stored words of parties and consents. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """C-308, own codes of ``data/codes/C-308.toml``."""

    NATURAL = "natural", _("natural person")
    LEGAL = "legal", _("legal person")
    ORGANISATION = "organisation", _("other organisation")
    OTHER = "other", _("other party")


class IdentityKind(models.TextChoices):
    """The paper that an identity number stands on (the common ones of GA/T 517)."""

    RESIDENT_CARD = "resident_card", _("resident identity card")
    HOUSEHOLD_REGISTER = "household_register", _("household register")
    PASSPORT = "passport", _("passport")
    MILITARY = "military", _("military identity card")
    HK_MACAO_PERMIT = "hk_macao_permit", _("permit of residents of Hong Kong and Macao")
    TAIWAN_PERMIT = "taiwan_permit", _("permit of residents of Taiwan")
    RESIDENCE_PERMIT = "residence_permit", _("permanent residence card of a foreigner")
    OTHER = "other", _("other paper")


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    MALE = "male", _("male")
    FEMALE = "female", _("female")
    UNSTATED = "unstated", _("not stated")


class Spoken(models.TextChoices):
    """What a party speaks (R-802)."""

    MONGOLIAN = "mongolian", _("Mongolian")
    CHINESE = "chinese", _("Chinese")
    BOTH = "both", _("Mongolian and Chinese")
    OTHER = "other", _("another language")


class Reading(models.TextChoices):
    """What a party reads (R-802)."""

    CHINESE = "chinese", _("Chinese characters")
    MONGOLIAN = "mongolian", _("traditional Mongolian script")
    BOTH = "both", _("Chinese characters and traditional Mongolian script")
    CYRILLIC = "cyrillic", _("Cyrillic Mongolian")
    NONE = "none", _("does not read")


class ConsentKind(models.TextChoices):
    """What was told or asked; each stands alone, none is ticked beforehand (R-703, R-704, O-1)."""

    NOTICE = "notice", _("privacy notice")
    DATA = "data", _("consent to the use of personal data")
    MEDIATION = "mediation", _("consent to mediation")


class ConsentAnswer(models.TextChoices):
    """What the party answered; a notice is only told."""

    TOLD = "told", _("told")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ConsentWay(models.TextChoices):
    """How it was told or answered."""

    SIGNED = "signed", _("signed")
    READ_OUT = "read_out", _("read out")
    TELEPHONE = "telephone", _("by telephone")


class MediatorKind(models.TextChoices):
    """In what kind a mediator serves a committee (domain.md appendix A, C-911; 人民调解法 art. 13, 20)."""

    COMMITTEE_MEMBER = "committee_member", _("committee member")
    FULL_TIME = "full_time", _("full-time mediator")
    PART_TIME = "part_time", _("part-time mediator")
    PARTY_MEMBER = "party_member", _("Party-member mediator")
    INVITED = "invited", _("specially invited mediator")
    VOLUNTEER = "volunteer", _("volunteer mediator")
    GRID_WORKER = "grid_worker", _("grid worker registered as mediator")
    LAW_SAVVY = "law_savvy", _("law-savvy person")
    LOCAL_STANDING = "local_standing", _("local person of standing")


HELPING_KINDS = frozenset({MediatorKind.LAW_SAVVY, MediatorKind.LOCAL_STANDING})
"""Invited to help with the parties' consent (人民调解法 art. 20, R-110); they never preside."""

PRESIDING_KINDS = frozenset(MediatorKind) - HELPING_KINDS
"""Members of the committee and those it engaged (人民调解法 art. 13)."""


class EngagementEnd(models.TextChoices):
    """Why an engagement ended (解聘原因, SF/T 0018; sanctions of 人民调解法 art. 15)."""

    TERM_OVER = "term_over", _("the term is over")
    RESIGNED = "resigned", _("own wish")
    MOVED = "moved", _("moved to another committee")
    RE_ELECTED = "re_elected", _("the committee was elected anew")
    UNABLE = "unable", _("health or age")
    REMOVED = "removed", _("removed by those who elected")
    DISMISSED = "dismissed", _("dismissed by the committee")
    DIED = "died", _("died")
    OTHER = "other", _("another reason")


class TrainingWay(models.TextChoices):
    """How a course was held (domain.md 4.4)."""

    CLASSROOM = "classroom", _("in a classroom")
    ONLINE = "online", _("online")
    COURT_HEARING = "court_hearing", _("court hearing observed")
    CASE_GUIDANCE = "case_guidance", _("guidance on a case")
    OTHER = "other", _("another way")


class InterestKind(models.TextChoices):
    """What a mediator declares in general (R-136)."""

    KINSHIP = "kinship", _("kinship")
    EMPLOYMENT = "employment", _("employment")
    BUSINESS = "business", _("business or holding")
    OTHER = "other", _("something else")


class CorpsChangeKind(models.TextChoices):
    """What changed about committees and mediators (人民调解法 art. 10, R-106)."""

    COMMITTEE_FOUNDED = "committee_founded", _("committee founded")
    COMMITTEE_ENDED = "committee_ended", _("committee ended")
    TERM_BEGAN = "term_began", _("committee elected")
    MEMBER_JOINED = "member_joined", _("member joined")
    MEMBER_LEFT = "member_left", _("member left")
    MEDIATOR_ENGAGED = "mediator_engaged", _("mediator engaged")
    MEDIATOR_LEFT = "mediator_left", _("mediator left")


class Permission(models.TextChoices):
    """What may be done with the register of mediators."""

    MANAGE_MEDIATORS = "people.manage_mediators", _("keep the register of mediators")
