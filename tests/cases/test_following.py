"""A gacha merged into another one: its open cases follow with their disputes (O-5)."""

from anmulong.journal.public import deliver, verify_all
from anmulong.orgs.public import MergeInto
from tests.factories.cases import Docket
from tests.factories.people import make_account


def merge(docket: Docket) -> None:
    county = docket.office.county
    docket.act(county.machine, "division.merge_into", MergeInto(county.gachas[1]), county.gachas[0])
    deliver()


def test_an_open_case_goes_to_the_committee_that_follows(docket: Docket) -> None:
    county = docket.office.county
    leader = make_account(county, "gacha_director", at=1).actor()
    case = docket.accepted()
    merge(docket)
    row = docket.row(case)
    assert (row.gacha, row.owner_organisation, row.owner_person) == (
        county.gachas[1],
        county.committees[1],
        leader.uid,
    )
    assert verify_all().findings == []
