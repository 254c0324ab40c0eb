"""Writes to the ledger; importing this package registers them."""

from anmulong.disputes.actions import (
    admitting,
    aftermath,
    amending,
    assessing,
    assigning,
    emergency,
    following,
    likening,
    parties,
    refreshing,
    registering,
    settling,
    striking_off,
    timekeeping,
    uniting,
    working,
)


__all__ = [
    "admitting",
    "aftermath",
    "amending",
    "assessing",
    "assigning",
    "emergency",
    "following",
    "likening",
    "parties",
    "refreshing",
    "registering",
    "settling",
    "striking_off",
    "timekeeping",
    "uniting",
    "working",
]
