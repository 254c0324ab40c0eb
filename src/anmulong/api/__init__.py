"""The face for other systems: lists, reads, actions, bundles, batches and the journal feed as JSON. No rules here."""
