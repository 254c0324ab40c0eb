"""Writes to cases; importing this package registers them."""

from anmulong.cases.actions import aftermath, intake, timekeeping


__all__ = ["aftermath", "intake", "timekeeping"]
