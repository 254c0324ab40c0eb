"""The order of the road: who, seen before, in scope, may they, lawful, same version, change (architecture.md 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.base.recording import OffTheRoadError
from anmulong.base.scoping import Scope
from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.models import Entry, Event, Refusal, Stream
from anmulong.journal.public import (
    Actor,
    Call,
    history,
    perform,
    perform_bundle,
    prospects,
    verify_all,
)
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import Conflict, Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs.models import Organisation
from tests.journal.asking import change, changing, found, founding, organisation
from tests.journal.trials import NewBody, Spy, Words


class Steps:
    """Rights that write down what they were asked, and may say no."""

    def __init__(self, county: str = "otog", **refusals: str) -> None:
        self.asked: list[str] = []
        self.county = county
        self.refusals = refusals

    def _step(self, name: str) -> None:
        self.asked.append(name)
        if name in self.refusals:
            raise Refused(self.refusals[name], "No.")

    def alive(self, at: datetime) -> None:
        self._step("alive")

    def check(self, permission: str, subject: object, at: datetime) -> None:
        self._step("may")

    def scope(self, at: datetime) -> Scope:
        self._step("scope")
        return Scope(county=self.county)

    def sight(self, at: datetime) -> Scope:
        return self.scope(at)


def clerk(rights: Steps, uid: UUID | None = None) -> Actor:
    """A person with those rights."""
    return Actor(ActorKind.ACCOUNT, "otog", Channel.DESK, rights, uid=uid or new_uid(), address="127.0.0.1")


def test_checks_come_in_order(body: UUID, trial: None) -> None:
    rights = Steps()
    perform(Call("trial.append", Words("1"), subject=body), by=clerk(rights))
    assert rights.asked == ["alive", "scope", "may"]


def test_a_closed_account_is_told_first(body: UUID, trial: None) -> None:
    rights = Steps(alive="closed", may="no-right")
    with pytest.raises(Refused, match="closed"):
        perform(Call("trial.never", Words(), subject=body), by=clerk(rights))
    assert rights.asked == ["alive"]


def test_what_lies_outside_is_not_found_before_rights_are_asked(body: UUID, trial: None) -> None:
    rights = Steps(county="other", may="no-right")
    with pytest.raises(NotFound, match="not-found"):
        perform(Call("trial.append", Words("1"), subject=body), by=clerk(rights))
    assert rights.asked == ["alive", "scope"]


def test_the_person_is_judged_before_the_thing(body: UUID, trial: None) -> None:
    with pytest.raises(Refused, match="no-right"):
        perform(Call("trial.never", Words(), subject=body), by=clerk(Steps(may="no-right")))


def test_the_thing_is_judged_before_the_version(body: UUID, trial: None) -> None:
    with pytest.raises(Refused) as refusal:
        perform(Call("trial.never", Words(), subject=body, version=99), by=clerk(Steps()))
    error = refusal.value
    assert (error.code, error.law, str(error.way_out)) == ("never", "R-000", "Do something else.")


def test_a_refusal_leaves_its_log_row_only(body: UUID, trial: None) -> None:
    by = clerk(Steps())
    before = Entry.objects.count()
    call = Call("trial.append", Words("1", refuse=True), subject=body)
    with pytest.raises(Refused, match="enough"):
        perform(call, by=by)
    assert Entry.objects.count() == before
    assert organisation(body).telephone == ""
    refusal = Refusal.objects.get()
    assert (refusal.action, refusal.subject, refusal.operation) == ("trial.append", body, call.operation)
    assert (refusal.actor, refusal.code, refusal.channel, refusal.address) == (by.uid, "enough", "desk", "127.0.0.1")


def test_a_repeat_gets_the_stored_result_after_the_thing_moved_on(me: Actor, body: UUID, trial: None) -> None:
    """A lost answer repeated (issue: what it must show 4)."""
    call = Call("trial.number", Words(), subject=body, version=1)
    first = perform(call, by=me)
    change(me, body, telephone="62157")
    again = perform(call, by=me)
    assert again == replace(first, repeated=True)
    assert again.facts == {"number": 1}
    assert Entry.objects.filter(operation=call.operation).count() == 1


def test_an_operation_id_serves_once(me: Actor, body: UUID) -> None:
    call = changing(body, telephone="62151")
    perform(call, by=me)
    with pytest.raises(Conflict, match="operation-reused"):
        perform(replace(call, given=replace(call.given, telephone="62152")), by=me)
    assert organisation(body).telephone == "62151"


def test_another_time_told_is_another_request(me: Actor, body: UUID) -> None:
    call = changing(body, telephone="62151")
    perform(call, by=me)
    with pytest.raises(Conflict, match="operation-reused"):
        perform(replace(call, happened_at=clock.now() - timedelta(days=1)), by=me)


def test_somebody_else_may_not_repeat_it(body: UUID, trial: None) -> None:
    call = Call("trial.append", Words("1"), subject=body)
    perform(call, by=clerk(Steps()))
    with pytest.raises(Conflict, match="operation-reused"):
        perform(call, by=clerk(Steps()))
    assert organisation(body).telephone == "1"


def test_two_kinds_of_actor_without_uid_are_two(me: Actor, body: UUID) -> None:
    call = changing(body, telephone="62151")
    perform(call, by=me)
    with pytest.raises(Conflict, match="operation-reused"):
        perform(call, by=replace(me, kind=ActorKind.IMPORT))


def test_a_stale_version_conflicts_with_both_sides(me: Actor, body: UUID, trial: None) -> None:
    change(me, body, telephone="62151")
    with pytest.raises(Conflict) as conflict:
        perform(Call("trial.replace", Words("2"), subject=body, version=1), by=me)
    assert conflict.value.details == {"seen": 1, "now": 2}
    assert organisation(body).telephone == "62151"


def test_append_never_conflicts(me: Actor, body: UUID, trial: None) -> None:
    change(me, body, telephone="62151")
    perform(Call("trial.append", Words("2"), subject=body, version=1), by=me)
    assert organisation(body).telephone == "621512"


def test_an_entry_says_who_what_when(body: UUID, trial: None) -> None:
    by = replace(
        clerk(Steps()), organisation=new_uid(), post=new_uid(), on_behalf=new_uid(), device="tablet", address="10.0.0.1"
    )
    told = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    call = Call("trial.append", Words("1"), subject=body, happened_at=told)
    perform(call, by=by)
    entry = Entry.objects.get(operation=call.operation)
    assert (entry.actor, entry.organisation, entry.post, entry.on_behalf) == (
        by.uid,
        by.organisation,
        by.post,
        by.on_behalf,
    )
    assert (entry.channel, entry.device, entry.address, entry.happened_at) == ("desk", "tablet", "10.0.0.1", told)
    assert (entry.stream, entry.stream_kind, entry.seq, entry.subject) == (body, "organisation", 2, body)
    assert (entry.version_before, entry.version_after, entry.simulated) == (1, 2, False)
    [happening, _founding] = history(organisation(body))
    assert happening.late
    assert happening.given == {"text": "1", "refuse": False}
    assert happening.changes == {f"orgs.organisation/{body}": {"telephone": [None, "1"]}}


def test_the_future_is_refused(me: Actor, body: UUID, trial: None) -> None:
    """O-2: a time as told may lie in the past, not in the future."""
    ahead = clock.now() + timedelta(minutes=30)
    with pytest.raises(Invalid) as invalid:
        perform(Call("trial.append", Words("1"), subject=body, happened_at=ahead), by=me)
    assert list(invalid.value.fields) == ["happened_at"]


def test_a_clock_that_is_a_little_fast_is_forgiven(me: Actor, body: UUID, trial: None) -> None:
    ahead = clock.now() + timedelta(minutes=5)
    assert perform(Call("trial.append", Words("1"), subject=body, happened_at=ahead), by=me).version == 2


def test_simulated_time_marks_entries_and_stays_in_the_demonstration(
    me: Actor, body: UUID, trial: None, settings: Settings
) -> None:
    past = FixedClock(datetime(2025, 11, 3, 8, tzinfo=UTC))
    settings.STORE = "demo"
    with clock.simulated(past):
        perform(Call("trial.append", Words("1"), subject=body), by=me)
    entry = Entry.objects.get(action="trial.append")
    assert (entry.simulated, entry.entered_at) == (True, past.now())
    settings.STORE = "real"
    with clock.simulated(past), pytest.raises(RuntimeError, match="demonstration only"):
        perform(Call("trial.append", Words("1"), subject=body), by=me)


def test_an_action_performs_no_action(me: Actor, body: UUID, trial: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Organisation, "save", lambda row: change(me, body, telephone="62151"))
    with pytest.raises(RuntimeError, match="performs no other action"):
        perform(Call("trial.append", Words("1"), subject=body), by=me)


def test_wrong_input_or_no_subject_is_a_mistake_of_the_caller(me: Actor, body: UUID, trial: None) -> None:
    with pytest.raises(TypeError, match="takes Words"):
        perform(Call("trial.append", "text", subject=body), by=me)
    with pytest.raises(TypeError, match="needs a subject"):
        perform(Call("trial.append", Words("1")), by=me)


def test_hooks_see_what_ran(me: Actor, body: UUID, trial: None) -> None:
    perform(Call("trial.append", Words("1"), subject=body), by=me)
    [seen] = Spy.seen
    assert (seen.action.name, seen.subject.pk, seen.given, seen.by) == ("trial.append", body, Words("1"), me)


def test_writing_needs_an_action(body: UUID) -> None:
    row = organisation(body)
    for write in (
        row.save,
        row.delete,
        Organisation.objects.all().delete,
        lambda: Organisation.objects.update(name="x"),
    ):
        with pytest.raises(OffTheRoadError):
            write()
    with pytest.raises(OffTheRoadError):
        Organisation.objects.bulk_create([row])


def test_a_broken_link_is_explained(me: Actor, trial: None, transactional_db: None) -> None:
    """The database notices when the transaction ends; the person gets a sentence, not an error page."""
    with pytest.raises(Invalid, match="no-such-link"):
        perform(Call("trial.found", NewBody("旗住建局", new_uid(), new_uid())), by=me)
    assert not Entry.objects.exists()
    assert Refusal.objects.get().code == "no-such-link"


def test_what_must_be_unique_is_explained(me: Actor, banner: UUID, body: UUID, trial: None) -> None:
    with pytest.raises(Conflict, match="already-there"):
        perform(founding(banner, "旗水利局", uid=body), by=me)
    assert organisation(body).name == "旗住建局"


def test_prospects_say_why_not(body: UUID, trial: None) -> None:
    rights = Steps()
    found_ = {prospect.action.name: prospect for prospect in prospects(organisation(body), by=clerk(rights))}
    assert found_["trial.append"].allowed
    assert not found_["trial.never"].allowed
    assert found_["trial.never"].refusal.law == "R-000"  # type: ignore[union-attr]  # refused, as the line above says
    assert "organisation.found" not in found_


def test_a_bundle_is_one_click(me: Actor, banner: UUID, trial: None) -> None:
    """O-1: one transaction, one entry each."""
    uid = new_uid()
    calls = [founding(banner, "旗水利局", uid=uid), Call("trial.append", Words("1"), subject=uid)]
    outcomes = perform_bundle(calls, by=me)
    assert [outcome.version for outcome in outcomes] == [1, 2]
    assert [entry.bundle for entry in Entry.objects.filter(stream=uid)] == [calls[0].operation] * 2
    assert [outcome.repeated for outcome in perform_bundle(calls, by=me)] == [True, True]
    assert organisation(uid).telephone == "1"
    assert verify_all().findings == []


def test_a_bundle_fails_whole(me: Actor, banner: UUID, body: UUID, trial: None) -> None:
    before = Entry.objects.count(), Stream.objects.count()
    calls = [
        founding(banner, "旗水利局"),
        Call("trial.number", Words(), subject=body),
        Call("trial.append", Words("1", refuse=True), subject=body),
    ]
    with pytest.raises(Refused, match="enough"):
        perform_bundle(calls, by=me)
    assert (Entry.objects.count(), Stream.objects.count()) == before
    assert not Event.objects.filter(kind="trial.numbered").exists()
    assert Refusal.objects.get().operation == calls[2].operation
    assert perform_bundle([], by=me) == []


def test_a_single_change_asks_the_database_seldom(me: Actor, body: UUID, trial: None) -> None:
    """Lock the stream, look for a repeat, read the subject; write head, row and entry."""
    change(me, body, telephone="62150")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        perform(Call("trial.append", Words("1"), subject=body), by=me)
    asked = [query["sql"] for query in queries if not query["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
    assert len(asked) == 6, asked


def test_names_are_free_again_after_a_refusal(me: Actor, banner: UUID, trial: None) -> None:
    """A refused first try leaves no key of its stream behind: the second one must be readable by every process."""
    uid = new_uid()
    with pytest.raises(Refused, match="enough"):
        perform_bundle(
            [founding(banner, "旗水利局", uid=uid), Call("trial.append", Words("1", refuse=True), subject=uid)], by=me
        )
    assert found(me, banner, "旗水利局", uid=uid) == uid
    assert verify_all().findings == []
