"""What an action may write, and how it lands in the chains of the streams it touches."""

import json
from uuid import UUID

import pytest

from anmulong.journal.models import Entry, Stream
from anmulong.journal.public import Actor, Call, Occurrence, after_action, history, perform, verify_all
from anmulong.journal.writing import in_dependency_order
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.models import Division, DivisionCode, Organisation
from anmulong.orgs.public import NewDivision, OfficialCode
from tests.journal.asking import found, organisation
from tests.journal.trials import Pair, Words


def test_an_action_on_two_streams_writes_to_both(me: Actor, banner: UUID, body: UUID, trial: None) -> None:
    other = found(me, banner, "旗水利局")
    call = Call("trial.both", Pair(other, "7"), subject=body)
    perform(call, by=me)
    first, second = Entry.objects.filter(operation=call.operation).order_by("leg")
    assert (first.stream, first.leg, second.stream, second.leg) == (body, 0, other, 1)
    assert first.subject == second.subject == body
    assert list(json.loads(second.facts)) == ["rows"], "the input stands once, in the stream of the subject"
    assert [organisation(uid).telephone for uid in (body, other)] == ["7", "7"]
    assert verify_all().findings == []


def test_children_stand_in_the_stream_of_their_root(me: Actor) -> None:
    given = NewDivision(
        name="鄂托克旗", level=DivisionLevel.COUNTY, kind="banner", codes=(OfficialCode("stats", "150624000000"),)
    )
    uid = perform(Call("division.add", given), by=me).subject
    stream = Stream.objects.get()
    assert (stream.uid, stream.kind, stream.length) == (uid, "division", 1)
    entry = Entry.objects.get()
    assert (entry.stream_kind, bytes(stream.head)) == ("division", bytes(entry.hash))
    code = DivisionCode.objects.get()
    rows = json.loads(entry.facts)["rows"]
    assert rows[f"orgs.divisioncode/{code.pk}"]["n"] == {"code": "150624000000", "scheme": "stats"}
    assert history(Division.objects.get())[0].changes[f"orgs.divisioncode/{code.pk}"]["code"] == [None, "150624000000"]


def test_nothing_changed_leaves_the_version(me: Actor, body: UUID, trial: None) -> None:
    outcome = perform(Call("trial.append", Words(""), subject=body), by=me)
    assert (outcome.version, Stream.objects.get(pk=body).length) == (1, 2)


def test_text_that_one_engine_would_not_take(me: Actor, body: UUID, trial: None) -> None:
    """SQLite would store it, PostgreSQL would not; both refuse it in the same words."""
    with pytest.raises(Invalid) as invalid:
        perform(Call("trial.replace", Words("1" * 41), subject=body), by=me)
    assert str(invalid.value.fields["telephone"]) == "This is too long; at most 40 characters."
    with pytest.raises(Invalid) as invalid:
        perform(Call("trial.replace", Words("a\x00b"), subject=body), by=me)
    assert list(invalid.value.fields) == ["telephone"]


def test_two_copies_of_one_row(me: Actor, body: UUID, trial: None) -> None:
    def again(occurrence: Occurrence) -> None:
        organisation(occurrence.subject.pk).save()

    after_action(Organisation)(again)
    with pytest.raises(RuntimeError, match="two copies"):
        perform(Call("trial.append", Words("1"), subject=body), by=me)


def test_a_row_that_was_read_in_part_is_not_written(me: Actor, body: UUID, banner: UUID, trial: None) -> None:
    other = found(me, banner, "旗水利局")

    def partly(occurrence: Occurrence) -> None:
        row = Organisation.objects.only("uid", "version").get(pk=other)
        row.name = "旗林草局"
        row.save()

    after_action(Organisation)(partly)
    with pytest.raises(RuntimeError, match="without its column"):
        perform(Call("trial.append", Words("1"), subject=body), by=me)


def test_a_child_without_a_chain(me: Actor, banner: UUID, trial: None) -> None:
    def lost(occurrence: Occurrence) -> None:
        DivisionCode(division_id=new_uid(), scheme="a", code="1").save()

    after_action(Organisation)(lost)
    with pytest.raises(RuntimeError, match="names it as its root"):
        found(me, banner, "旗水利局")


def test_linked_rows_are_written_after_what_they_link_to() -> None:
    assert in_dependency_order([DivisionCode, Organisation, Division]) == [Division, DivisionCode, Organisation]
