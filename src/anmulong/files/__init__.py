"""Stored files: scans, photographs, recordings and papers, sealed at rest and digested.

Owns content, its digest and who may see which class. Does not own what a file means in a matter (``disputes``).
"""
