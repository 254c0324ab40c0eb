"""Three-way merging: what two people changed is all there, or one of them is asked (architecture.md 3)."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmulong.journal.models import Entry
from anmulong.journal.public import UNSET, Actor, history, perform, verify_stream
from anmulong.kernel.errors import Conflict
from tests.journal.asking import change, changing, organisation


FIELDS = ("short_name", "telephone", "address")
VALUES = st.sampled_from(["", "62151", "62152", "62153"])
"""Each may stand in any of the fields, so that none is mistaken for another's."""
SEEN_AND_WANTED = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, VALUES))
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def values(uid: UUID) -> dict[str, Any]:
    """The three fields as they stand."""
    row = organisation(uid)
    return {name: getattr(row, name) for name in FIELDS}


def test_two_people_change_two_fields(me: Actor, body: UUID) -> None:
    change(me, body, telephone="62151", base={"telephone": ""})
    change(me, body, address="2", base={"address": ""}, version=1)
    assert values(body) == {"short_name": "", "telephone": "62151", "address": "2"}


def test_the_same_field_goes_to_a_person_with_both_sides(me: Actor, body: UUID) -> None:
    change(me, body, telephone="62151", base={"telephone": ""})
    with pytest.raises(Conflict) as conflict:
        change(me, body, telephone="62152", address="x", base={"telephone": "", "address": ""})
    assert conflict.value.details == {"fields": {"telephone": ("", "62152", "62151")}}
    assert values(body) == {"short_name": "", "telephone": "62151", "address": ""}


def test_a_form_that_sends_everything_touches_only_what_was_changed(me: Actor, body: UUID) -> None:
    seen = values(body)
    change(me, body, telephone="62151", base={"telephone": ""})
    change(me, body, **{**seen, "address": "2"}, base=seen)
    assert values(body) == {"short_name": "", "telephone": "62151", "address": "2"}


def test_both_want_the_same(me: Actor, body: UUID) -> None:
    change(me, body, telephone="62151", base={"telephone": ""})
    assert change(me, body, telephone="62151", base={"telephone": ""}).version == 2
    assert history(organisation(body))[0].changes == {}


def test_a_field_that_was_not_shown_needs_the_present_version(me: Actor, body: UUID) -> None:
    change(me, body, telephone="62151")
    with pytest.raises(Conflict):
        change(me, body, telephone="62152", address="x", base={"address": ""}, version=1)
    assert change(me, body, telephone="62152", address="x", base={"address": ""}, version=2).version == 3


def test_without_base_the_version_decides(me: Actor, body: UUID) -> None:
    change(me, body, telephone="62151")
    with pytest.raises(Conflict):
        change(me, body, address="x", version=1)
    assert change(me, body, address="x", version=2).version == 3


def test_the_entry_holds_what_was_touched(me: Actor, body: UUID) -> None:
    seen = values(body)
    call = changing(body, **{**seen, "telephone": "62151"}, base=seen)
    perform(call, by=me)
    assert history(organisation(body))[0].given == {"telephone": "62151"}
    assert Entry.objects.get(operation=call.operation).version_after == 2


@quick
@given(st.lists(SEEN_AND_WANTED, min_size=1, max_size=5), st.data())
def test_nothing_is_lost_silently(me: Actor, body: UUID, wishes: list[dict[str, str]], data: st.DataObject) -> None:
    """Everybody looked at the same state; whatever the order, each wish stands in the end or its owner was told."""
    start = values(body)
    order = data.draw(st.permutations(range(len(wishes))))
    kept: dict[str, str] = dict(start)
    for place in order:
        wish = wishes[place]
        touched = {name: value for name, value in wish.items() if value != start[name]}
        clash = {name for name, value in touched.items() if kept[name] not in (start[name], value)}
        call = changing(body, **{name: wish.get(name, UNSET) for name in FIELDS}, base=start)
        if clash:
            with pytest.raises(Conflict) as conflict:
                perform(call, by=me)
            assert set(conflict.value.details["fields"]) == clash  # type: ignore[call-overload]  # a mapping
        else:
            kept |= touched
            perform(call, by=me)
            assert perform(call, by=me).repeated
        assert values(body) == kept
    assert verify_stream(body).findings == []
