"""Tables of parties, consents and mediators."""

from anmulong.people.models.consent import Consent
from anmulong.people.models.mediator import Engagement, Interest, Mediator, Training
from anmulong.people.models.party import Party


__all__ = ["Consent", "Engagement", "Interest", "Mediator", "Party", "Training"]
