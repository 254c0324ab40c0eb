"""Stored words of places and bodies. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionLevel(models.IntegerChoices):
    """The three tiers of area (domain.md appendix A)."""

    COUNTY = 1, _("banner or county")
    TOWN = 2, _("sumu or town")
    GACHA = 3, _("gacha, village or community")


class OrganisationKind(models.TextChoices):
    """What a body is; its tier is kept beside it. Only a committee mediates (人民调解法 art. 2, O-3)."""

    COMMITTEE = "committee", _("people's mediation committee")
    STUDIO = "studio", _("mediation studio")
    GOVERNMENT = "government", _("government")
    GOVERNANCE_CENTRE = "governance_centre", _("governance centre")
    LEGAL_SERVICE_CENTRE = "legal_service_centre", _("public legal service centre")
    JUSTICE_BUREAU = "justice_bureau", _("justice bureau")
    JUSTICE_OFFICE = "justice_office", _("justice office")
    COURT = "court", _("court")
    POLICE = "police", _("police")
    PROCURATORATE = "procuratorate", _("procuratorate")
    PETITION_OFFICE = "petition_office", _("petition office")
    DISCIPLINE_INSPECTION = "discipline_inspection", _("discipline inspection")
    DEPARTMENT = "department", _("department")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    WOMENS_FEDERATION = "womens_federation", _("women's federation")
    TRADE_UNION = "trade_union", _("trade union")
    LAW_FIRM = "law_firm", _("law firm")
    LEGAL_SERVICE_OFFICE = "legal_service_office", _("grass-roots legal service office")
    NOTARY = "notary", _("notary office")
    ARBITRATION = "arbitration", _("arbitration commission")
    LABOUR_ARBITRATION = "labour_arbitration", _("labour arbitration commission")
    LAND_ARBITRATION = "land_arbitration", _("rural land arbitration commission")
    OTHER = "other", _("other body")


AREA_COMMITTEES = frozenset({"village", "community", "town", "street", "banner"})
"""Codes of C-902 for committees that serve everybody in their area; the others serve one trade or one firm."""


class StudioKind(models.TextChoices):
    """Kind of a mediation studio (SF/T 0018, 9.5)."""

    PERSONAL = "personal", _("studio of one mediator")
    TRADE = "trade", _("studio of a trade")


class ElectedBy(models.TextChoices):
    """By whom a committee's members were chosen (人民调解法 art. 9, 34)."""

    VILLAGERS_MEETING = "villagers_meeting", _("villagers' meeting")
    VILLAGERS_REPRESENTATIVES = "villagers_deputies", _("villagers' representatives")
    RESIDENTS_MEETING = "residents_meeting", _("residents' meeting")
    STAFF_CONGRESS = "staff_congress", _("staff congress")
    TRADE_UNION = "trade_union", _("trade union")
    FOUNDING_BODY = "founding_body", _("the body that set it up")


class MemberEnd(models.TextChoices):
    """Why a member left a committee."""

    TERM_OVER = "term_over", _("the term is over")
    RESIGNED = "resigned", _("own wish")
    MOVED = "moved", _("moved to another committee")
    REMOVED = "removed", _("removed by those who elected")
    DIED = "died", _("died")
    OTHER = "other", _("another reason")


class PartyLevel(models.TextChoices):
    """The Party-organisation layer beside the committees, as a fact of organisations only (M-01)."""

    GENERAL_BRANCH = "general_branch", _("general Party branch")
    BRANCH = "branch", _("Party branch")
    PIONEER_POST = "pioneer_post", _("Party-member pioneer post")


class GridLayer(models.TextChoices):
    """The three layers in which a place lies at once (O-7), in the order of the first handler."""

    EXCLUSIVE = "exclusive", _("exclusive grid")
    BASIC = "basic", _("basic grid")
    RESPONSIBILITY = "responsibility", _("responsibility grid")


class Match(models.TextChoices):
    """How a place was found, best first."""

    EXACT = "exact", _("the name")
    SHORT = "short", _("the name without its kind")
    PATH = "path", _("town and name")
    FORMER = "former", _("a former name")
    CODE = "code", _("official code")
    INITIALS = "initials", _("pinyin initials")
    PART = "part", _("part of the name")


class GapReason(models.TextChoices):
    """Why nobody answers for a place in a layer (O-7)."""

    UNCOVERED = "uncovered", _("in no grid of this layer")
    NO_OWNER = "no_owner", _("its grid has no owner")


class PhraseUse(models.TextChoices):
    """Where a phrase of a unit is offered (O-1)."""

    NOTE = "note", _("for notes")
    CONTACT = "contact", _("for contacts")


class Permission(models.TextChoices):
    """What may be done with places and bodies."""

    MANAGE_DIVISIONS = "orgs.manage_divisions", _("maintain the list of places")
    MANAGE_ORGANISATIONS = "orgs.manage_organisations", _("maintain organisations")
    MANAGE_GRIDS = "orgs.manage_grids", _("maintain grids")
    KEEP_PHRASES = "orgs.keep_phrases", _("keep the phrases of the own unit")
    MANAGE_COMMITTEES = "orgs.manage_committees", _("keep the register of committees")
