"""Writes to places and bodies; importing this package registers them."""

from anmulong.orgs.actions import divisions, organisations


__all__ = ["divisions", "organisations"]
