"""Forms for comfort; the truth is checked by the action (architecture.md 3)."""
