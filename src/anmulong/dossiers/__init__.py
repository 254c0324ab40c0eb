"""Papers of a case: what its file must contain, what was issued, and with which words (domain.md 2.7-2.9, R-223)."""
