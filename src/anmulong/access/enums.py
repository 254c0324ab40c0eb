"""Stored words of accounts, posts and grants. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """What may be done with accounts and posts."""

    MANAGE_ACCOUNTS = "access.manage_accounts", _("open, lock and close accounts, give and end posts")
    RESET_PASSWORD = "access.reset_password", _("issue a slip for a forgotten password")  # no secret
    HAND_OVER = "access.hand_over", _("hand over the open work of a post")
    APPOINT_DEPUTY = "access.appoint_deputy", _("appoint a deputy")
    GRANT = "access.grant", _("open a single matter to somebody")
    BREAK_GLASS = "access.break_glass", _("read a matter outside the post's reach in an emergency")
    REVIEW_READING = "access.review_reading", _("look into emergency readings")
    OWN_ACCOUNT = "access.own_account", _("look after one's own account")


class AccountKind(models.TextChoices):
    """Demonstration accounts never work on an address that others can reach (O-5)."""

    PERSON = "person", _("person")
    DEMONSTRATION = "demonstration", _("demonstration account")


class Administrator(models.TextChoices):
    """The three administrators that exclude each other and see no matter (R-721)."""

    SYSTEM = "system", _("system administrator")
    SECURITY = "security", _("security administrator")
    AUDIT = "audit", _("audit administrator")


class AreaLevel(models.TextChoices):
    """How far a post reaches on the map; empty means own organisation and own work only."""

    NONE = "", _("own organisation and own work")
    GACHA = "gacha", _("the gacha, village or community")
    TOWN = "town", _("the sumu or town")
    COUNTY = "county", _("the whole banner")


class StaffView(models.TextChoices):
    """Whose accounts somebody sees beside the own one."""

    OWN = "own", _("only the own account")
    ORGANISATIONS = "organisations", _("accounts of the own organisation")
    COUNTY = "county", _("all accounts")


class GrantReason(models.TextChoices):
    """Why a single matter is open to somebody outside its area (architecture.md 5)."""

    HANDED_ON = "handed_on", _("took part before it was handed on")
    EXPERT = "expert", _("invited expert")
    LINKED_ORGAN = "linked_organ", _("linked organ")
    BREAK_GLASS = "break_glass", _("emergency reading")


class Finding(models.TextChoices):
    """What the review of an emergency reading found (domain.md 7.4)."""

    WARRANTED = "warranted", _("the reading was needed")
    UNWARRANTED = "unwarranted", _("the reading was not needed")
