"""Writes to cases; importing this package registers them."""

from anmulong.cases.actions import (
    admitting,
    aftermath,
    agreeing,
    amending,
    choosing,
    closing,
    effect,
    ending,
    handing_over,
    intake,
    meeting,
    pausing,
    performing,
    signing,
    starting,
    taking_part,
    timekeeping,
    visiting,
)


__all__ = [
    "admitting",
    "aftermath",
    "agreeing",
    "amending",
    "choosing",
    "closing",
    "effect",
    "ending",
    "handing_over",
    "intake",
    "meeting",
    "pausing",
    "performing",
    "signing",
    "starting",
    "taking_part",
    "timekeeping",
    "visiting",
]
