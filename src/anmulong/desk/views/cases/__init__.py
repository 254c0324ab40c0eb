"""Pages of the mediation case."""
