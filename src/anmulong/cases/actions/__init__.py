"""Writes to cases; importing this package registers them."""

from anmulong.cases.actions import (
    aftermath,
    amending,
    choosing,
    ending,
    intake,
    meeting,
    pausing,
    starting,
    taking_part,
    timekeeping,
)


__all__ = [
    "aftermath",
    "amending",
    "choosing",
    "ending",
    "intake",
    "meeting",
    "pausing",
    "starting",
    "taking_part",
    "timekeeping",
]
