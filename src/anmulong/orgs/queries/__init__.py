"""Named reads of places and bodies."""
