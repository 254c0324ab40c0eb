"""Party rows from answers. The caller runs inside an action of the matter and saves the row."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from anmulong.kernel.ids import new_uid
from anmulong.people.enums import IdentityKind, PartyKind, Reading, Sex, Spoken
from anmulong.people.models import Party
from anmulong.people.queries.matching import CREDIT_CODE, IDENTITY, key_of, name_key, telephone_key
from anmulong.people.rules import PartyChange, PartyFacts, PartyInput, party_facts


_TEXTS = (
    "name",
    "other_names",
    "telephone",
    "address",
    "note",
    "unit_name",
    "legal_representative",
    "safe_telephone",
    "safe_hours",
)
_FACTS = ("people", "needs_interpreter", "do_not_visit", "no_sms", "protected_address")


def make_party(stream: UUID, given: PartyInput, *, on: date) -> Party:
    """A new party of the matter ``stream``, unsaved. ``on`` is the local day of the action. Raises ``Invalid``."""
    facts = party_facts(given, on)
    party = Party(uid=given.uid or new_uid(), stream=stream)
    _fill(party, given, facts)
    return party


def apply_change(party: Party, change: PartyChange, *, on: date) -> Party:
    """Change the touched fields of ``party``, unsaved, and what follows from them. Raises ``Invalid``."""
    given = replace(as_input(party), **_consistent(change))
    _fill(party, given, party_facts(given, on))
    return party


def without_keys(party: Party) -> Party:
    """Empty the keyed columns, unsaved: for the action that destroys the key of the party's matter (R-711)."""
    party.name_key = party.telephone_key = party.identity_key = b""
    return party


def as_input(party: Party) -> PartyInput:
    """The answers that would make this party: what a form shows."""
    return PartyInput(
        uid=party.uid,
        kind=PartyKind(party.kind),
        identity_kind=IdentityKind(party.identity_kind) if party.identity_kind else None,
        identity_number=party.identity_number,
        credit_code=party.credit_code,
        sex=Sex(party.sex) if party.sex else None,
        birth_on=date.fromisoformat(party.birth_date) if party.birth_date else None,
        birth_year=party.birth_year,
        minor=party.is_minor,
        spoken=Spoken(party.spoken) if party.spoken else None,
        reads=Reading(party.reads) if party.reads else None,
        **{name: getattr(party, name) for name in (*_TEXTS, *_FACTS)},
    )


def _consistent(change: PartyChange) -> dict[str, Any]:
    touched = change.touched()
    follows = touched.get("identity_number") or touched.get("birth_year")
    if follows and "birth_on" not in touched:
        touched["birth_on"] = None  # the earlier date came from what is being replaced
    return touched


def _fill(party: Party, given: PartyInput, facts: PartyFacts) -> None:
    for name in _TEXTS:
        setattr(party, name, getattr(given, name).strip())
    for name in _FACTS:
        setattr(party, name, getattr(given, name))
    party.kind = given.kind
    party.identity_kind = given.identity_kind or (IdentityKind.RESIDENT_CARD if facts.identity_number else "")
    party.identity_number = facts.identity_number
    party.credit_code = facts.credit_code
    party.sex = facts.sex
    party.birth_date = facts.birth_on.isoformat() if facts.birth_on else ""
    party.birth_year = facts.birth_year
    party.is_minor = facts.minor
    party.spoken = given.spoken or ""
    party.reads = given.reads or ""
    party.name_key = name_key(given.name)
    party.telephone_key = telephone_key(given.telephone)
    party.identity_key = key_of(IDENTITY, facts.identity_number) or key_of(CREDIT_CODE, facts.credit_code)
