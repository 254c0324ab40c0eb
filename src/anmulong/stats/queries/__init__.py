"""Named figures over scoped rows."""
