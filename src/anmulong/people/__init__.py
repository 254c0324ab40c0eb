"""Parties and their consents, kept inside the matter in which they were recorded (decision 0004).

Owns who a party is, how he or she may be reached and what was consented to. Does not own the part a party plays in a
matter (``disputes``), nor mediators and households.
"""
