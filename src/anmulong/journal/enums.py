"""Words that are stored in the journal. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """Who acts (architecture.md 3)."""

    ACCOUNT = "account", _("staff account")
    SYSTEM = "system", _("the system")
    PARTY = "party", _("party by code")
    PARTNER = "partner", _("partner system")
    IMPORT = "import", _("imported file")


class Channel(models.TextChoices):
    """By which face the operation came in."""

    DESK = "desk", _("desk")
    API = "api", _("interface")
    FIELD = "field", _("field phone")
    PORTAL = "portal", _("public portal")
    FILE = "file", _("file import")
    COMMAND = "command", _("command line")
    WORKER = "worker", _("background worker")


class Merge(models.TextChoices):
    """What happens when somebody else acted meanwhile."""

    APPEND = "append", _("is added, never conflicts")
    FIELDS = "fields", _("is merged field by field")
    STATE = "state", _("moves the state or is refused")


class StoreKind(models.TextChoices):
    """A demonstration and real life never share a store (O-5)."""

    DEMO = "demo", _("demonstration")
    REAL = "real", _("real use")


class ReadingKind(models.TextChoices):
    """How personal data were read (R-723)."""

    OPEN = "open", _("opened")
    UNMASK = "unmask", _("shown in full")
    PRINT = "print", _("printed")
    EXPORT = "export", _("exported")
    DOWNLOAD = "download", _("downloaded")
    SEARCH = "search", _("searched")
