"""``verify`` speaks the reader's language and says by its exit code whether all is well."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, sign_finished_days
from anmulong.kernel.clock import FixedClock
from anmulong.orgs.models import Organisation
from tests.journal.asking import add_banner, found


@pytest.fixture
def body(me: Actor, settings: Settings) -> UUID:
    """A body of the second of March, a day that is signed."""
    settings.STORE = "demo"
    time = FixedClock(datetime(2026, 3, 2, 2, tzinfo=UTC))
    with clock.simulated(time):
        uid = found(me, add_banner(me), "旗住建局")
        time.advance(days=1)
        sign_finished_days("otog")
    return uid


@pytest.mark.parametrize("words", [[], ["--all"], ["--day", "2026-03-02"], ["--day", "2026-03-05"]])
def test_all_is_well(body: UUID, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with override("en"):
        call_command("verify", *words)
    assert capsys.readouterr().out.endswith("All is as it was written.\n")


def test_one_stream(body: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    with override("en"):
        call_command("verify", "--stream", str(body))
    assert capsys.readouterr().out.startswith("1 chains, 1 entries, 1 rows, 0 daily roots were looked at.")


@pytest.mark.parametrize("words", [[], ["--day", "2026-03-02"], ["--stream"]])
def test_a_difference_is_named_and_ends_with_one(
    body: UUID, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Organisation._base_manager.filter(pk=body).update(telephone="62151")
    chosen = [*words, str(body)] if words == ["--stream"] else words
    with override("en"), pytest.raises(SystemExit) as end:
        call_command("verify", *chosen)
    assert end.value.code == 1
    entry = Entry.objects.get(stream=body)
    first = capsys.readouterr().out.splitlines()[0]
    assert first == f"orgs.organisation/{body}: Row altered: telephone (last entry: {entry})"


def test_progress_goes_to_the_error_stream(body: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    with override("en"):
        call_command("verify")
    assert capsys.readouterr().err == "2 of 2 chains\n"


@pytest.mark.parametrize("words", [["--day", "2026-02-30"], ["--stream", "x"], ["--all", "--day", "2026-03-02"]])
def test_wrong_usage(db: None, words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify", *words)
