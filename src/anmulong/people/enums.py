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
