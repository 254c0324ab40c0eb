"""Backups: taken while people work, sealed for a key that lies elsewhere, brought back into an empty place, tried."""
