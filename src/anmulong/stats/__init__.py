"""Figures: what the ledger and the cases add up to, always inside a scope, each number with the rows behind it (M-22).

Reads everything and is known by nobody but the faces. No figure is kept per person (O-4).
"""
