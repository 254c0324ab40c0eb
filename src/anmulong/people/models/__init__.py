"""Tables of parties and consents."""

from anmulong.people.models.consent import Consent
from anmulong.people.models.party import Party


__all__ = ["Consent", "Party"]
