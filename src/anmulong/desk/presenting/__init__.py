"""From rows to what a template shows. No decision is made here."""
