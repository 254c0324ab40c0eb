"""What the lawbook answers; everything is read from one snapshot per process (queries/snapshot.py)."""
