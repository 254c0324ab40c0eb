"""Rows of parties and consents for the actions of their matter, and what is done with mediators."""

from anmulong.people.actions import consents, engaging, mediators, parties


__all__ = ["consents", "engaging", "mediators", "parties"]
