"""Named reads of cases, always inside a scope."""
