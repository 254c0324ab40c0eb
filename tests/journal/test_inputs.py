"""Inputs: parsed once, written down in two parts, joined again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from anmulong.journal.inputs import joined, written
from anmulong.journal.models import Entry
from anmulong.journal.public import UNSET, Actor, Call, Unset, history, parse, perform, secret
from anmulong.kernel.canonical import encode
from anmulong.kernel.errors import Invalid
from tests.journal.asking import organisation
from tests.journal.trials import Meeting, Person


@dataclass(frozen=True)
class Form:
    """A form with a secret and a field that may stay untouched."""

    day: date
    number: int = 0
    note: str | Unset = UNSET
    password: str = secret(default="")


MEETING = Meeting("边界", "听说了", (Person("first", "其木格"), Person("second")))


def test_bad_answers_are_named_all_at_once() -> None:
    with pytest.raises(Invalid) as invalid:
        parse(Form, {"day": "31 November", "number": "many"})
    told = {name: str(text) for name, text in invalid.value.fields.items()}
    assert told == {
        "day": "This is not a date; write it like 2026-11-23.",
        "number": "This is not a whole number.",
    }


def test_text_becomes_values() -> None:
    assert parse(Form, {"day": "2026-11-23", "number": "7"}) == Form(date(2026, 11, 23), 7, UNSET)


def test_untouched_empty_and_secret_stay_out() -> None:
    assert written(Form(date(2026, 11, 23), password="x")) == ({"day": "2026-11-23", "number": 0}, {})
    assert "x" not in repr(Form(date(2026, 11, 23), password="xyz"))


def test_persons_inside_an_input_are_sealed() -> None:
    clear, sealed = written(MEETING)
    assert clear == {"topic": "边界", "people": [{"side": "first"}, {"side": "second"}]}
    assert sealed == {"said": "听说了", "people": [{"name": "其木格"}, None]}
    assert joined(clear, sealed) == {
        "topic": "边界",
        "said": "听说了",
        "people": [{"side": "first", "name": "其木格"}, {"side": "second"}],
    }


def test_history_joins_them_again(me: Actor, body: UUID, trial: None) -> None:
    call = Call("trial.meet", MEETING, subject=body)
    perform(call, by=me)
    entry = Entry.objects.get(operation=call.operation)
    assert "其木格" not in entry.facts
    assert "听说了" not in entry.facts
    assert "其木格".encode() not in bytes(entry.sealed)
    [happening, _] = history(organisation(body))
    assert encode(happening.given) == encode(joined(*written(MEETING)))
