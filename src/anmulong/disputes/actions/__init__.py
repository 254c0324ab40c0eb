"""Writes to the ledger; importing this package registers them."""

from anmulong.disputes.actions import (
    aftermath,
    amending,
    assessing,
    assigning,
    registering,
    settling,
    striking_off,
    uniting,
    working,
)


__all__ = [
    "aftermath",
    "amending",
    "assessing",
    "assigning",
    "registering",
    "settling",
    "striking_off",
    "uniting",
    "working",
]
