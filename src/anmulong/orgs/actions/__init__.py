"""Writes to places, bodies and grids; importing this package registers them."""

from anmulong.orgs.actions import divisions, grids, loading, organisations


__all__ = ["divisions", "grids", "loading", "organisations"]
