"""The crash test: clients act, the server is killed without warning, starts again, the clients ask again.

A hundred clients act through the interface, each on matters of its own and on some that all share. At a random moment
the whole server gets SIGKILL; it is started again; a client that had no answer sends the same operation again. After
every round each acknowledged operation must stand in the journal exactly once and no other, and everything verifies.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from anmulong.kernel.ids import new_uid
from bench.stage import Place
from tools.launching.places import PYTHON, ROOT
from tools.launching.serving import Address, server_command


CLIENTS = 100
LIFE = (0.5, 4.0)  # seconds of acting before the server dies
ANSWER_SECONDS = 30
START_SECONDS = 60
NOTES = 3
Say = Callable[[str], None]


class CrashError(AssertionError):
    """Something was lost, doubled, or came from nowhere."""


@dataclass
class Round:
    """What one round showed."""

    acknowledged: int
    asked_again: int
    found_done: int
    back_after: float


@dataclass
class Server:
    """The program's server as `./anmulong run` starts it."""

    place: Place
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> float:
        """Start and wait for the first answer; how many seconds that took."""
        begin = time.monotonic()
        command = [PYTHON, *server_command(Address("127.0.0.1", self.port), "anmulong.config.wsgi:application")]
        environment = {**self.place.environment(), "ANMULONG_API_RATE": "0"}
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a line for each request, and the last words of a killed server
            start_new_session=True,
        )
        while time.monotonic() - begin < START_SECONDS:
            with contextlib.suppress(OSError, http.client.HTTPException):
                ask(self.port, "GET", "/api/v1/", {}, None)
                return time.monotonic() - begin
            time.sleep(0.05)
        raise CrashError("the server did not come back")

    def kill(self) -> None:
        """SIGKILL to every process of the server at once: no chance to finish anything."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ask(port: int, method: str, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
    """One request on a connection of its own; status and JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        text = answer.read()
        if answer.length:  # cut off in the middle: no acknowledgement
            raise http.client.IncompleteRead(text)
        return answer.status, json.loads(text or b"null")
    finally:
        connection.close()


@dataclass
class Ledger:
    """What clients know: operations acknowledged, with what they were told."""

    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    again: int = 0
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Client:
    """One person who acts until told to stop, and never gives up an operation that was sent."""

    number: int
    port: int
    known: dict[str, Any]
    ledger: Ledger
    ending: threading.Event

    def run(self) -> None:
        """Register, note, note, note; then the next matter."""
        chance = Random(self.number)
        while not self.ending.is_set():
            words = f"第{self.number}号：{chance.randrange(10**9)}，草场边界不清，要求丈量。"
            given = {"what": words, "division": self.known["gacha"], "reporter": "巴特尔", "again": True}
            matter = self.insist("/api/v1/disputes/actions/dispute.register", "dispute.register", given)
            for step in range(NOTES):
                if self.ending.is_set() or not matter:
                    break
                subject = chance.choice(self.known["shared"]) if step == NOTES - 1 else matter
                self.insist(f"/api/v1/disputes/{subject}/actions/dispute.note", "dispute.note", {"text": f"记录{step}"})

    def insist(self, path: str, action: str, given: dict[str, Any]) -> str:
        """Send one operation until it is answered; the uid it was done to."""
        operation, tries = str(new_uid()), 0
        headers = {"Authorization": f"Bearer {self.known['token']}", "Accept-Language": "en"}
        while True:
            try:
                status, told = ask(self.port, "POST", path, headers, {"operation": operation, "input": given})
            except (OSError, http.client.HTTPException, ValueError):
                status, told = 0, None
            if status in {200, 201}:
                return self._acknowledged(operation, action, told, tries)
            if status and status < 500:
                with self.ledger.lock:
                    self.ledger.refused.append(f"{status} {told}")
                return ""
            tries += 1
            time.sleep(0.05 + 0.1 * (self.number % 5))

    def _acknowledged(self, operation: str, action: str, told: dict[str, Any], tries: int) -> str:
        with self.ledger.lock:
            self.ledger.acknowledged[operation] = (action, told["subject"])
            self.ledger.again += bool(tries)
            self.ledger.repeated += bool(told["repeated"])
        return str(told["subject"])


def look(place: Place, step: str) -> dict[str, Any]:
    """The store as a program beside the server sees it."""
    command = [PYTHON, "-m", "bench.crash_store", step]
    done = subprocess.run(command, env=place.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(found: dict[str, Any], before: set[str], ledger: Ledger) -> None:
    """Raise ``CrashError`` unless exactly what was acknowledged stands there, once, and verifies."""
    stands = Counter(operation for operation, _, _ in found["entries"])
    told = {operation: (action, subject) for operation, action, subject in found["entries"]}
    lost = [operation for operation in ledger.acknowledged if operation not in stands]
    doubled = [operation for operation, times in stands.items() if times != 1]
    strange = [operation for operation in stands if operation not in ledger.acknowledged and operation not in before]
    other = [operation for operation, known in ledger.acknowledged.items() if told.get(operation, known) != known]
    for name, some in (("lost", lost), ("doubled", doubled), ("from nowhere", strange), ("different", other)):
        if some:
            raise CrashError(f"{len(some)} operations {name}: {some[:3]}")
    if ledger.refused:
        raise CrashError(f"{len(ledger.refused)} refused: {ledger.refused[:3]}")
    if not found["good"]:
        raise CrashError(f"verify: {found['findings']}")


def rounds(place: Place, number: int, *, port: int, seed: int, say: Say, clients: int = CLIENTS) -> list[Round]:
    """Crash a server ``number`` times. Raises ``CrashError`` as soon as something is not as it was acknowledged."""
    known, chance = look(place, "prepare"), Random(seed)
    before = {operation for operation, _, _ in known["entries"]}
    ledger, server, shown = Ledger(), Server(place, port), []
    try:
        server.start()
        for turn in range(number):
            shown.append(_round(server, known, ledger, clients, chance.uniform(*LIFE)))
            compare(look(place, "look"), before, ledger)
            say(f"crash {turn + 1}/{number}: {shown[-1]}")
    finally:
        server.kill()
    return shown


def told(engine: str, shown: list[Round]) -> str:
    """One line for all rounds of an engine."""
    acknowledged, again = sum(one.acknowledged for one in shown), sum(one.asked_again for one in shown)
    done = sum(one.found_done for one in shown)
    return (
        f"{engine}: {len(shown)} crashes under {CLIENTS} clients, {acknowledged} operations acknowledged, each there "
        f"exactly once; {again} asked again, {done} of them had been done before the crash; everything verifies; "
        f"back after {max(one.back_after for one in shown)} s at most"
    )


def _round(server: Server, known: dict[str, Any], ledger: Ledger, clients: int, life: float) -> Round:
    ending = threading.Event()
    before = (len(ledger.acknowledged), ledger.again, ledger.repeated)
    people = [
        threading.Thread(target=Client(number, server.port, known, ledger, ending).run) for number in range(clients)
    ]
    for person in people:
        person.start()
    time.sleep(life)
    server.kill()
    back_after = server.start()
    ending.set()
    for person in people:
        person.join(START_SECONDS)
    if any(person.is_alive() for person in people):
        raise CrashError("a client never got its answer")
    return Round(
        len(ledger.acknowledged) - before[0],
        ledger.again - before[1],
        ledger.repeated - before[2],
        round(back_after, 1),
    )
