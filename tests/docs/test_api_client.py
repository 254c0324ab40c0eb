"""The example client runs as it is printed, as its own process, against a live server."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from anmulong.disputes.public import Dispute
from tests.factories.matters import make_office
from tests.factories.programs import issue


CLIENT = Path(__file__).resolve().parents[2] / "docs" / "examples" / "api_client.py"


@pytest.mark.loopback
def test_the_example_client_does_what_it_says(live_server: LiveServer) -> None:
    code = issue(make_office().clerk)
    command = [sys.executable, str(CLIENT), live_server.url, code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    number = Dispute.objects.get().number
    assert done.stdout.splitlines() == [
        f"registered {number}",
        "in the ledger True",
        "state registered",
        "refused bad-input nature",
    ]
