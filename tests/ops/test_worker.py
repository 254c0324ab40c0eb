"""The worker: duties in turn, a broken one alone, a clean end."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from anmulong.journal.models import Event
from anmulong.ops.duties import DUTIES, Duty
from anmulong.ops.worker import Worker
from tests.factories.people import make_county


ROOT = Path(__file__).resolve().parents[2]


def failing() -> int:
    """A duty that cannot be done."""
    raise ValueError("no")


def test_a_failing_duty_stops_no_other(caplog: pytest.LogCaptureFixture, db: None) -> None:
    worker = Worker([Duty("broken", 1, failing), Duty("sound", 1, lambda: 3)])
    with caplog.at_level(logging.ERROR):
        assert worker.round() == {"sound": 3}
    assert "the duty 'broken' failed" in caplog.text


def test_a_duty_waits_for_its_time(db: None) -> None:
    worker = Worker([Duty("rare", 3600, lambda: 1), Duty("often", 0, lambda: 1)])
    assert worker.round() == {"rare": 1, "often": 1}
    assert worker.round() == {"often": 1}


def test_every_duty_runs_on_a_store(db: None) -> None:
    make_county()
    assert set(Worker().round()) == {duty.name for duty in DUTIES}


def test_once_hands_out_the_news(db: None) -> None:
    make_county()
    call_command("work", "--once")
    assert not Event.objects.filter(handled_at=None).exists()


@pytest.mark.walk
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_does_not_wait_for_a_duty_that_sleeps(tmp_path: Path, number: int) -> None:
    """One duty sleeps for long: it is broken off when its grace is over."""
    script = tmp_path / "sleeper.py"
    script.write_text(
        "import time, django\n"
        "django.setup()\n"
        "from anmulong.ops.duties import Duty\n"
        "from anmulong.ops.worker import Worker\n"
        "def sleep():\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "    return 0\n"
        "Worker([Duty('sleep', 1, sleep)]).run()\n",
        encoding="utf-8",
    )
    surroundings = {**os.environ, "ANMULONG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "anmulong.config.settings"}
    surroundings.pop("DATABASE_URL", None)
    with subprocess.Popen([sys.executable, script], env=surroundings, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        worker.send_signal(number)
        assert worker.wait(timeout=30) == 0  # the duty would sleep for a minute
