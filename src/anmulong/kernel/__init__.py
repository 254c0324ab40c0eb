"""Pure Python foundations: no Django, no database, no clock of their own, no knowledge of the domain's tables."""
