"""Anmulong: the ledger of disputes of a banner, and the one road every change of it takes."""

__version__ = "0.1.0"
