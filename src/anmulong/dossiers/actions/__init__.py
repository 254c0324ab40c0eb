"""Writes to papers; importing this package registers them."""

from anmulong.dossiers.actions import issuing


__all__ = ["issuing"]
