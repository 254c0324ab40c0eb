"""Bringing content in and binding it to a matter, for the actions of that matter."""
