"""The yardstick: the same Django, the same server, the same database, and nothing of ours but the page shell."""
