"""The whole road behind one address: authenticated actor, input checked, action performed, JSON back; no page."""
