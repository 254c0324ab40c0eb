"""The door of the journal: what every package above uses."""

from anmulong.journal.actors import Actor, Moment, Rights, system
from anmulong.journal.batches import BatchReport, perform_batch
from anmulong.journal.calls import Call, Outcome
from anmulong.journal.contents import checks_contents
from anmulong.journal.dispatcher import Prospect, perform, perform_bundle, prospects
from anmulong.journal.erasure import destroy_key
from anmulong.journal.history import Happening, entries_after, history, log_page, signed_days
from anmulong.journal.inputs import UNSET, Unset, adapter, parse, parse_strictly, personal, secret
from anmulong.journal.keyring import StoreKeyring, key_path
from anmulong.journal.logs import emit, log_reading
from anmulong.journal.models import Entry, Event
from anmulong.journal.outbox import deliver, subscribe
from anmulong.journal.punctual import accept_clock, newest_entry
from anmulong.journal.recorder import in_batch, next_number, write_along
from anmulong.journal.registry import ActionSpec, Done, Occurrence, action, after_action, all_actions, spec
from anmulong.journal.roots import counties, sign_finished_days
from anmulong.journal.store import establish, identity
from anmulong.journal.verification import Finding, FindingKind, Verdict, verify_all, verify_day, verify_stream


__all__ = [
    "UNSET",
    "ActionSpec",
    "Actor",
    "BatchReport",
    "Call",
    "Done",
    "Entry",
    "Event",
    "Finding",
    "FindingKind",
    "Happening",
    "Moment",
    "Occurrence",
    "Outcome",
    "Prospect",
    "Rights",
    "StoreKeyring",
    "Unset",
    "Verdict",
    "accept_clock",
    "action",
    "adapter",
    "after_action",
    "all_actions",
    "checks_contents",
    "counties",
    "deliver",
    "destroy_key",
    "emit",
    "entries_after",
    "establish",
    "history",
    "identity",
    "in_batch",
    "key_path",
    "log_page",
    "log_reading",
    "newest_entry",
    "next_number",
    "parse",
    "parse_strictly",
    "perform",
    "perform_batch",
    "perform_bundle",
    "personal",
    "prospects",
    "secret",
    "sign_finished_days",
    "signed_days",
    "spec",
    "subscribe",
    "system",
    "verify_all",
    "verify_day",
    "verify_stream",
    "write_along",
]
