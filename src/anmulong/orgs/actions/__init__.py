"""Writes to places, bodies, committees and grids; importing this package registers them."""

from anmulong.orgs.actions import committees, divisions, grids, loading, members, organisations, phrases, studios


__all__ = ["committees", "divisions", "grids", "loading", "members", "organisations", "phrases", "studios"]
