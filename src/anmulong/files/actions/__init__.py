"""Bringing content in and binding it to a matter, for the actions of that matter; proving and erasing it with them."""

from anmulong.files.actions import binding, proving


__all__ = ["binding", "proving"]
