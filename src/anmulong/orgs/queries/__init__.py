"""Named reads of places, bodies and grids."""
