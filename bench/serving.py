"""A server as the launcher starts it, on a free port, with its processor time and memory read from /proc."""

import contextlib
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.launching.places import PYTHON
from tools.launching.serving import Address, server_command


TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass
class Server:
    """A running server: where it answers and what it has used."""

    port: int
    process: "subprocess.Popen[bytes]"

    def _pids(self) -> list[int]:
        pids = [self.process.pid]
        for pid in pids:
            with contextlib.suppress(OSError):
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
                pids += [int(child) for child in children.split()]
        return pids

    def cpu_seconds(self) -> float:
        """Processor seconds of the server so far, in user and kernel mode; steps of 1/100 s."""
        total = 0
        for pid in self._pids():
            # The name in brackets may hold spaces; the numbers begin behind it.
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory_mib(self) -> float:
        """Resident memory (RSS) of the worker process, the largest of the server, in MiB."""
        found = [0]
        for pid in self._pids():
            for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
                if line.startswith("VmRSS:"):
                    found.append(int(line.split()[1]))
        return max(found) / 1024


@contextlib.contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start a WSGI application and wait until it answers; end it afterwards."""
    address = Address("127.0.0.1", free_port())
    command = [PYTHON, *server_command(address, application)]
    process = subprocess.Popen(command, env=dict(environment), stdin=subprocess.DEVNULL, start_new_session=True)
    server = Server(address.port, process)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.1)
    message = "the measured server did not start"
    raise RuntimeError(message)
