"""The schemas of what the interface answers, beside the code that answers it."""

from functools import cache

from anmulong.api import cases, disputes, feed
from anmulong.api.shapes import (
    MOMENT,
    OBJECT,
    TEXT,
    TRUTH,
    UID,
    WHOLE,
    Schema,
    closed,
    columns,
    listing,
    ref,
)
from anmulong.cases.public import Case, Obligation
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Entry


TEXTS = {"type": "array", "items": TEXT}
WORDS_BY_FIELD: Schema = {"type": "object", "additionalProperties": TEXT}


@cache
def answers() -> dict[str, Schema]:
    """Every named answer."""
    row = closed({**columns(Dispute, disputes.OPEN_COLUMNS), "title": TEXT, "place": TEXT, "parties": TEXTS})
    case_row = closed({_case_name(name): shape for name, shape in columns(Case, cases.OPEN_COLUMNS).items()})
    return {
        "Problem": PROBLEM,
        "Outcome": OUTCOME,
        "BundleOutcome": closed({"results": {"type": "array", "items": ref("Outcome")}}),
        "BatchOutcome": closed({"results": {"type": "array", "items": ref("BatchLine")}}),
        "BatchLine": closed(
            {
                "operation": {"type": ["string", "null"]},
                "status": {"type": "string", "enum": ["done", "repeated", "refused"]},
                "outcome": ref("Outcome"),
                "problem": ref("Problem"),
            },
            "outcome",
            "problem",
        ),
        "Party": PARTY,
        "Clock": CLOCK,
        "DisputeRow": row,
        "DisputePage": listing("DisputeRow"),
        "Dispute": _one(row, {**columns(Dispute, disputes.MORE_COLUMNS)}, disputes.TEXTS),
        "CaseRow": case_row,
        "CasePage": listing("CaseRow"),
        "Case": _one(case_row, {"obligations": {"type": "array", "items": OBLIGATION}}, cases.TEXTS),
        "Entry": _entry(),
        "JournalPage": closed(
            {
                "rows": {"type": "array", "items": ref("Entry")},
                "next": {"type": ["string", "null"], "format": "uuid"},
                "more": {**TRUTH, "description": "ask again at once; a page may be empty although more follow"},
            }
        ),
    }


def _case_name(column: str) -> str:
    return "dispute" if column == "dispute_id" else column


def _one(row: Schema, more: dict[str, Schema], texts: tuple[str, ...]) -> Schema:
    """A row with everything that is read along."""
    parts = {
        "parties": {"type": "array", "items": ref("Party")},
        "clocks": {"type": "array", "items": ref("Clock")},
        "masked": {**TRUTH, "description": "whether names and numbers are covered and stories left out (O-4)"},
    }
    return closed({**row["properties"], **more, **dict.fromkeys(texts, TEXT), **parts})


def _entry() -> Schema:
    return closed(
        {
            **columns(Entry, feed.COLUMNS),
            "given": OBJECT,
            "result": OBJECT,
            "changes": {**OBJECT, "description": "by row: open columns, each with the value before and after"},
            "personal": {**TRUTH, "description": "whether the entry has a sealed personal part, which is not told"},
        }
    )


PROBLEM = closed(
    {
        "type": TEXT,
        "title": TEXT,
        "status": WHOLE,
        "code": {**TEXT, "description": "short and stable; programs look at this"},
        "detail": {**TEXT, "description": "the sentence for a person, Chinese or English by Accept-Language"},
        "law": {**TEXT, "description": "the article or rule behind the refusal"},
        "way_out": {**TEXT, "description": "what can be done instead"},
        "fields": {**WORDS_BY_FIELD, "description": "what is wrong, by field of the input"},
        "both_sides": {**OBJECT, "description": "of a conflict: what was seen, what was wanted, what is now"},
    },
    "fields",
    "both_sides",
)
OUTCOME = closed(
    {
        "operation": UID,
        "action": TEXT,
        "subject": UID,
        "version": {**WHOLE, "description": "the version of the subject afterwards"},
        "facts": {**OBJECT, "description": "what the action gives back, such as a number"},
        "repeated": {**TRUTH, "description": "it had been done before; nothing was done now"},
    }
)
PARTY = closed(
    {
        "side": WHOLE,
        "role": TEXT,
        "uid": UID,
        "kind": TEXT,
        "name": TEXT,
        "telephone": TEXT,
        "identity_number": TEXT,
        "minor": TRUTH,
    }
)
NULL_MOMENT = {**MOMENT, "type": ["string", "null"]}
CLOCK = closed({"kind": TEXT, "started_at": MOMENT, "due_at": NULL_MOMENT, "stopped_at": NULL_MOMENT})
OBLIGATION = closed(columns(Obligation, cases.OBLIGATION_COLUMNS))
