"""Places and bodies: administrative divisions, committees, centres, departments, grids in layers.

Owns what an organisation is and where it lies. Does not own people in posts (``access``) or matters (``disputes``).
"""
