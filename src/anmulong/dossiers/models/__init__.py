"""Tables of the papers."""

from anmulong.dossiers.models.paper import Paper


__all__ = ["Paper"]
