"""What of a party is shown to whom, and how a party may be reached (O-4, R-751)."""

from collections.abc import Iterable

from anmulong.base.scoping import Scope
from anmulong.kernel.masking import initials, mask_identity, mask_name, mask_numbers, mask_phone
from anmulong.people.models import Party


SHORTEST_NAME = 2


def shown_name(party: Party, viewer: Scope) -> str:
    """The name on screens and lists: a minor's initials for everybody; masked for who sees no matters at all."""
    if party.is_minor:
        return initials(party.name)
    return party.name if viewer.case_data else mask_name(party.name)


def printed_name(party: Party) -> str:
    """The name in exports and prints that leave the office: masked, a minor's as initials."""
    return mask_name(party.name, minor=party.is_minor)


def covered(text: str, parties: Iterable[Party], *, masked: bool) -> str:
    """``text`` without the names of minors; when ``masked`` without any party's name and without whole numbers.

    A name of one sign stays: it would be cut out of other words.
    """
    names = {
        name: mask_name(name, minor=party.is_minor)
        for party in parties
        if masked or party.is_minor
        for name in (party.name, party.other_names)
        if len(name) >= SHORTEST_NAME
    }
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, names[name])
    return mask_numbers(text) if masked else text


def shown_telephone(party: Party) -> str:
    """The number to call, masked."""
    number = contact_telephone(party)
    return mask_phone(number) if number else ""


def shown_identity(party: Party) -> str:
    """The identity number, masked."""
    return mask_identity(party.identity_number) if party.identity_number else ""


def shown_address(party: Party, viewer: Scope) -> str:
    """The address on screens; a protected one is empty for who has no clearance for restricted matters."""
    return "" if party.protected_address and not viewer.restricted else party.address


def printed_address(party: Party, care_of: str) -> str:
    """The address on papers: ``care_of`` (the committee) in place of a protected one."""
    return care_of if party.protected_address else party.address


def contact_telephone(party: Party) -> str:
    """The number that every channel must use: the safe one when there is one."""
    return str(party.safe_telephone or party.telephone)


def may_visit(party: Party) -> bool:
    """Whether a visit at home is allowed."""
    return not party.do_not_visit


def may_send_sms(party: Party) -> bool:
    """Whether a short message may be sent; without a number there is nothing to send to."""
    return not party.no_sms and bool(contact_telephone(party))
