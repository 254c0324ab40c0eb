"""The one road: action registry, dispatcher, journal entries, logs, daily roots, verification, event outbox.

Knows actors and their rights by protocol only (``access`` supplies them) and holds uids, never foreign keys,
to what lies above. Its inner order, from the ground up: enums, inputs, actors, registry, models, keyring,
recorder, logs, outbox, dispatcher, batches, roots, replay, verification, public.
"""
