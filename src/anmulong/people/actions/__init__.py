"""Rows of parties and consents for the actions of their matter, and what is done with mediators."""

from anmulong.people.actions import consents, engaging, mediators, moving, parties, schooling


__all__ = ["consents", "engaging", "mediators", "moving", "parties", "schooling"]
