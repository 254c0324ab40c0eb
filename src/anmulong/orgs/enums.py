"""Stored words of places and bodies. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionLevel(models.IntegerChoices):
    """The three tiers of area (domain.md appendix A)."""

    COUNTY = 1, _("banner or county")
    TOWN = 2, _("sumu or town")
    GACHA = 3, _("gacha, village or community")


class OrganisationKind(models.TextChoices):
    """What a body is. Only a committee mediates (人民调解法 art. 2, O-3)."""

    COMMITTEE = "committee", _("people's mediation committee")
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
    OTHER = "other", _("other body")


class Permission(models.TextChoices):
    """What may be done with places and bodies."""

    MANAGE_DIVISIONS = "orgs.manage_divisions", _("maintain the list of places")
    MANAGE_ORGANISATIONS = "orgs.manage_organisations", _("maintain organisations")
    MANAGE_GRIDS = "orgs.manage_grids", _("maintain grids")
