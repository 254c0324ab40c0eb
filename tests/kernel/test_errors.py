"""A refusal carries code, text, law, way out, fields and details."""

import pytest

from anmulong.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from anmulong.kernel.wording import Message


def test_strings_become_messages_with_shared_params() -> None:
    error = Refused(
        "too-early",
        "Not before %(day)s",
        law="人民调解法 art.17",
        way_out="Come back on %(day)s",
        params={"day": "2024-04-07"},
        fields={"day": "Must be %(day)s or later"},
        details={"earliest": 7},
    )
    assert error.message == Message("Not before %(day)s", {"day": "2024-04-07"})
    assert error.way_out is not None
    assert error.way_out.render() == "Come back on 2024-04-07"
    assert error.fields["day"].render() == "Must be 2024-04-07 or later"
    assert (error.code, error.law, error.details) == ("too-early", "人民调解法 art.17", {"earliest": 7})
    assert str(error) == "too-early: Not before 2024-04-07"


def test_a_bare_refusal_has_empty_parts() -> None:
    error = Invalid("bad", Message("Bad"))
    assert (error.law, error.way_out, error.fields, error.details) == ("", None, {}, {})


@pytest.mark.parametrize("kind", [Refused, NotFound, Conflict, Invalid])
def test_all_kinds_are_domain_errors(kind: type[DomainError]) -> None:
    with pytest.raises(DomainError):
        raise kind("code", "text")
