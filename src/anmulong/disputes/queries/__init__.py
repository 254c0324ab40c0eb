"""Named reads of the ledger; every one of them starts from a scope."""
