"""Writing through the interface: one action, bundles, batches, repeats, conflicts."""

from typing import Any

from anmulong.disputes.public import Dispute
from anmulong.journal.models import Entry
from anmulong.kernel.ids import new_uid
from tests.api.conftest import registered, registration
from tests.factories.matters import Office
from tests.factories.programs import Caller


def test_a_matter_is_registered_triaged_and_read(caller: Caller, office: Office) -> None:
    """The entry names the channel, the address and the token."""
    matter = registered(caller, office)
    answer = caller.act(f"/disputes/{matter}/actions/dispute.triage", {"nature": "dispute"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["subject"] == str(matter)
    assert office.row(matter).state == "handling"
    entry = Entry.objects.get(operation=answer.json()["operation"])
    assert (entry.channel, entry.address, entry.actor) == ("api", "127.0.0.1", office.clerk.uid)
    assert entry.device


def test_the_same_operation_is_done_once(caller: Caller, office: Office) -> None:
    """A lost answer is asked for again and comes from the store."""
    body = {"operation": str(new_uid()), "input": registration(office)}
    first, second = (caller.post("/disputes/actions/dispute.register", body).json() for _ in range(2))
    assert (first.pop("repeated"), second.pop("repeated")) == (False, True)
    assert first == second
    assert Dispute.objects.count() == 1


def test_a_used_number_for_something_else_is_a_conflict(caller: Caller, office: Office) -> None:
    body = {"operation": str(new_uid()), "input": registration(office)}
    caller.post("/disputes/actions/dispute.register", body)
    answer = caller.post("/disputes/actions/dispute.register", {**body, "input": registration(office, place="别处")})
    assert (answer.status_code, answer.json()["code"]) == (409, "operation-reused")


def test_a_field_changed_by_two_shows_both_sides(caller: Caller, office: Office) -> None:
    """R-721 aside: a fields-merge is three-way, a true conflict goes to a person."""
    matter = registered(caller, office)
    path = f"/disputes/{matter}/actions/dispute.update"
    assert caller.act(path, {"place": "南梁"}, base={"place": "三组北梁"}).status_code == 200
    answer = caller.act(path, {"place": "东梁"}, base={"place": "三组北梁"})
    assert answer.status_code == 409
    assert answer.json()["both_sides"] == {"place": {"seen": "三组北梁", "wanted": "东梁", "now": "南梁"}}


def test_a_stale_version(caller: Caller, office: Office) -> None:
    """409 when the body names it, 412 when the header does."""
    matter = registered(caller, office)
    path = f"/disputes/{matter}/actions/dispute.triage"
    given = {"nature": "dispute"}
    stale = office.row(matter).version - 1
    assert caller.act(path, given, version=stale).status_code == 409
    body = {"operation": str(new_uid()), "input": given}
    assert caller.post(path, body, **{"If-Match": f'"{stale}"'}).status_code == 412
    assert caller.post(path, body, **{"If-Match": f'"{stale + 1}"'}).status_code == 200


def test_a_bundle_is_all_or_none(caller: Caller, office: Office) -> None:
    uid = str(new_uid())
    first = {"action": "dispute.register", "operation": str(new_uid()), "input": registration(office, uid=uid)}
    good = {"action": "dispute.triage", "subject": uid, "operation": str(new_uid()), "input": {"nature": "dispute"}}
    bad = {**good, "action": "dispute.strike_off", "input": {"opened": True}}
    refused = caller.post("/bundles", {"operations": [first, bad]})
    assert refused.status_code in (403, 422)
    assert not Dispute.objects.exists()
    done = caller.post("/bundles", {"operations": [first, good]})
    assert [row["action"] for row in done.json()["results"]] == ["dispute.register", "dispute.triage"]


def test_a_batch_answers_each_operation(caller: Caller, office: Office) -> None:
    """A refused operation and one that cannot be read leave the others standing; a repeat is told as such."""
    good = {"operation": str(new_uid()), "input": registration(office)}
    refused = {"operation": str(new_uid()), "input": registration(office, what="")}
    unread = {"operation": "x", "input": {}}
    body = {"action": "dispute.register", "operations": [good, refused, unread]}
    first, second = (caller.post("/batches", body).json()["results"] for _ in range(2))
    assert [row["status"] for row in first] == ["done", "refused", "refused"]
    assert [row["status"] for row in second] == ["repeated", "refused", "refused"]
    assert Dispute.objects.count() == 1


def refusals(caller: Caller, path: str, bodies: list[Any]) -> list[tuple[int, str]]:
    answers = [caller.post(path, body) for body in bodies]
    return [(answer.status_code, answer.json()["code"]) for answer in answers]


def test_bad_bodies_are_refused_by_name(caller: Caller, office: Office) -> None:
    """Never a server error, never a value quietly passed over."""
    path, number = "/disputes/actions/dispute.register", str(new_uid())
    assert set(refusals(caller, path, ["", "[", "[]", "1", b"\xff", '{"a": NaN}', "[" * 100_000])) == {
        (422, "bad-json")
    }
    wrong = [
        {"input": registration(office)},
        {"operation": "nonsense", "input": registration(office)},
        {"operation": "00000000-0000-4000-8000-000000000000", "input": registration(office)},
        {"operation": number, "input": registration(office), "unknown": 1},
        {"operation": number, "input": registration(office, unknown=1)},
        {"operation": number, "input": registration(office, place="北\0梁")},
        {"operation": number, "input": registration(office, place="\ud800")},
        {"operation": number, "input": registration(office, again="yes")},
        {"operation": number, "input": registration(office), "version": -1},
        {"operation": number, "input": registration(office), "happened_at": "2026-11-23T10:00:00"},
        {"operation": number, "input": []},
        {"operation": number, "input": registration(office), "base": {}},
    ]
    assert set(refusals(caller, path, wrong)) == {(422, "bad-input")}
    assert not Dispute.objects.exists()
