"""The parties and consents of matters; the caller has read those matters in scope."""

from collections.abc import Iterable
from uuid import UUID

from anmulong.base.crypto import keyring
from anmulong.base.guards import trusted
from anmulong.people.enums import ConsentAnswer, ConsentKind
from anmulong.people.models import Consent, Party
from anmulong.people.rules import plain_telephone


def parties_of(streams: Iterable[UUID]) -> dict[UUID, list[Party]]:
    """The parties of several matters in the order of their entry; two queries, keys included."""
    wanted = set(streams)
    found: dict[UUID, list[Party]] = {uid: [] for uid in wanted}
    keyring().warm(wanted)
    with trusted():
        for party in Party.objects.filter(stream__in=wanted).order_by("uid"):
            found[party.stream].append(party)
    return found


def consents_of(streams: Iterable[UUID]) -> dict[UUID, list[Consent]]:
    """The consent ledger of several matters by party uid, oldest first; parties without any line are left out."""
    wanted = set(streams)
    found: dict[UUID, list[Consent]] = {}
    keyring().warm(wanted)
    with trusted():
        for consent in Consent.objects.filter(stream__in=wanted).select_related("party").order_by("told_at", "uid"):
            found.setdefault(consent.party.uid, []).append(consent)
    return found


def standing_answers(ledger: Iterable[Consent]) -> dict[ConsentKind, ConsentAnswer]:
    """What holds now for one party: the last answer of each kind; ``ledger`` oldest first."""
    return {ConsentKind(line.kind): ConsentAnswer(line.answer) for line in ledger}


def search_texts(party: Party) -> tuple[str, ...]:
    """What the matter's search index should find this party by: names, unit, telephone number and its end (O-5).

    No identity number. A minor's names are left out (R-751).
    """
    number = plain_telephone(party.telephone)
    numbers = (number, number[-4:])
    names = () if party.is_minor else (party.name, party.other_names, party.unit_name)
    return tuple(text for text in (*names, *numbers) if text)
