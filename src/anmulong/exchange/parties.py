"""The people and bodies of a row: both sides, with telephones and addresses where the cells tell whose they are."""

from anmulong.disputes.public import SideInput
from anmulong.exchange import values
from anmulong.exchange.cells import RowCells
from anmulong.exchange.sheets import Cell
from anmulong.people.enums import PartyKind
from anmulong.people.public import PartyInput


PARTY_COLUMNS = ("parties", "applicants", "respondents", "party_phones", "party_addresses")
BODIES = {
    PartyKind.LEGAL: ("公司", "厂", "集团", "矿", "酒店", "超市", "银行"),
    PartyKind.ORGANISATION: ("合作社", "委员会", "村委会", "居委会", "政府", "局", "医院", "学校", "幼儿园", "中心"),
}
NOBODY: tuple[str, ...] = ()


def parties_of(cells: RowCells) -> list[SideInput]:
    """The parties of one row. A cell that does not say who stands on which side makes participants (C-309)."""
    sides = [(name, 1, "") for name in cells.read("applicants", values.names_of, NOBODY)]
    sides += [(name, 2, "") for name in cells.read("respondents", values.names_of, NOBODY)]
    one, other = cells.read("parties", values.sides_of, (NOBODY, NOBODY))
    sides += [(name, 1, "" if other else "participant") for name in one]
    sides += [(name, 2, "") for name in other]
    phones = _shared(cells, "party_phones", len(sides))
    addresses = _shared(cells, "party_addresses", len(sides))
    return [
        SideInput(
            party=PartyInput(name=name, kind=_kind_of(name), telephone=phones[at], address=addresses[at]),
            side=side,
            role=role,
        )
        for at, (name, side, role) in enumerate(sides)
    ]


def repeats_parties(cells: RowCells) -> bool:
    """Whether all party cells of a continued row were filled by a merge: nobody new stands in it."""
    places = [cells.positions[name] for name in PARTY_COLUMNS if name in cells.positions]
    return all(place in cells.row.row.filled for place in places)


def _shared(cells: RowCells, name: str, people: int) -> list[str]:
    """One value per party where the cell holds as many, a single one for the first; others go to the note."""
    found = numbers_in(cells, name) if name == "party_phones" else cells.read(name, _lines_of, NOBODY)
    if people and found and len(found) in (1, people):
        return [*found, *[""] * (people - len(found))]
    if found:
        cells.keep(name)
    return [""] * people


def numbers_in(cells: RowCells, name: str) -> tuple[str, ...]:
    """The numbers of a telephone cell; words that say there is none are kept in the note."""
    if cells.read(name, values.has_no_telephone, False):
        cells.keep(name)
        return NOBODY
    return cells.read(name, values.telephones_of, NOBODY)


def _lines_of(cell: Cell) -> tuple[str, ...]:
    return tuple(values.line_of(line) for line in values.text_of(cell).splitlines() if line.strip())


def _kind_of(name: str) -> PartyKind:
    return next((kind for kind, ends in BODIES.items() if name.endswith(ends)), PartyKind.NATURAL)
