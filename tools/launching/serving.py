"""`./anmulong run`: the web server and the worker as children, started together and ended together."""

import contextlib
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tools.launching import renewal
from tools.launching.children import end_with_parent
from tools.launching.console import ENVIRONMENT, Stop, Watch, say
from tools.launching.places import PYTHON, ROOT, Store


THREADS = 4  # of one web process; SQLite has one writer anyway, and reads rarely wait for more
START_SECONDS = 60
GRACE_SECONDS = 8
WORKER_PAUSE_SECONDS = 5


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    bind: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.bind == "localhost" or ipaddress.ip_address(self.bind).is_loopback

    @property
    def reachable(self) -> str:
        """The name under which this machine reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.bind, self.bind)  # noqa: S104 -- compared, not bound

    @property
    def url(self) -> str:
        """The address as people type it."""
        host = f"[{self.reachable}]" if ":" in self.reachable else self.reachable
        return f"http://{host}:{self.port}/"


def server_command(address: Address, application: str) -> tuple[str, ...]:
    """What Python is started with to serve a WSGI application: one process, threads (architecture.md 6)."""
    return (
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--log-level", "warning"),
        *("--blocking-threads", str(THREADS), "--workers-kill-timeout", "5"),
        *("--host", address.bind, "--port", str(address.port), application),
    )


def refuse_open_demonstration(store: Store, address: Address) -> None:
    """The accounts of the demonstration are printed in the manual, so nobody else may reach it (O-5)."""
    if store.name == "demo" and not address.is_loopback:
        raise Stop(
            f"演示账号是公开的，演示库不能在 {address.bind} 上开放；"
            "请去掉 --bind，或用 ./anmulong run --real 打开正式库。",
            f"The demonstration's accounts are public knowledge, so it is not opened on {address.bind}; "
            "leave out --bind, or open the real store with ./anmulong run --real.",
        )


def refuse_taken_port(address: Address) -> None:
    """One sentence instead of a server that dies."""
    family = socket.AF_INET6 if ":" in address.bind else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address.bind, address.port))
        except OSError as error:
            raise Stop(
                f"不能使用 {address.bind} 的端口 {address.port}（{error.strerror}），"
                f"请换一个：--port {address.port + 1}。",
                f"Port {address.port} of {address.bind} cannot be used ({error.strerror}); "
                f"choose another one: --port {address.port + 1}.",
                code=ENVIRONMENT,
            ) from error


@dataclass
class Programs:
    """The two children and how they end."""

    store: Store
    address: Address
    ending: bool = False
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str | Path) -> None:
        """Start one child in a session of its own, so that Ctrl-C reaches only the launcher."""
        self.running[name] = subprocess.Popen(
            [PYTHON, *command],
            env={**self.store.environment(), "ANMULONG_HOSTS": self.hosts()},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 -- the launcher has one thread
        )

    def start_server(self) -> None:
        """The web server: one process, threads (architecture.md 6)."""
        self.start("server", *server_command(self.address, "anmulong.config.wsgi:application"))

    def start_worker(self) -> None:
        """The worker: messages, daily roots, everything that no page should wait for."""
        self.start("worker", ROOT / "tools/launching/inside.py", "work")

    def hosts(self) -> str:
        """The names people may type for this machine, unless ANMULONG_HOSTS lists them."""
        names = {"localhost", "127.0.0.1", "[::1]", self.address.bind}
        if not self.address.is_loopback:
            names |= own_names()
        return os.environ.get("ANMULONG_HOSTS") or ",".join(sorted(names))

    def wait_for_answer(self) -> None:
        """Return when the first page was answered; Stop when the server ends or stays silent."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.ending:
            if self.running["server"].poll() is not None:
                raise Stop("服务没有启动成功，原因见上。", "The server did not start; the reason is above.")
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection(self.address.reachable, self.address.port, timeout=10)
                connection.request("GET", "/")
                connection.getresponse().close()
                connection.close()
                return
            time.sleep(0.1)
        if not self.ending:
            raise Stop(
                f"服务在 {START_SECONDS} 秒内没有应答，请查看上面的信息后重试。",
                f"The server did not answer within {START_SECONDS} seconds; see above and try again.",
            )

    def watch(self) -> None:
        """Wait for the end; a worker that fell over is started again, a server that ended ends everything."""
        while not self.ending:
            time.sleep(0.2)
            if renewal.is_waiting(self.store):
                self.change_over()
            if self.running["server"].poll() is not None and not self.ending:
                raise Stop("服务意外停止，原因见上。", "The server ended unexpectedly; the reason is above.")
            worker = self.running.get("worker")
            if worker and worker.poll() is not None and not self.ending:
                say("后台程序停止了，正在重新启动……", "The worker ended; starting it again …")
                time.sleep(WORKER_PAUSE_SECONDS)
                self.start_worker()

    def change_over(self) -> None:
        """Stop, put the new demonstration in place of the old one, go on; some seconds without an answer."""
        say("新的演示数据已做好，正在换上……", "A new demonstration is ready; changing over …")
        self.stop()
        renewal.take_place(self.store)
        if self.ending:
            return
        self.start_server()
        self.start_worker()
        self.wait_for_answer()
        say("已换上，请重新登录。", "Done; sign in again.")

    def stop(self) -> None:
        """Ask both to end, wait a little, insist."""
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def end(self) -> None:
        """The end of both, for good."""
        self.ending = True
        self.stop()


def own_names() -> set[str]:
    """Host name and addresses of this machine."""
    names = {socket.gethostname(), socket.getfqdn()}
    with contextlib.suppress(OSError):
        names |= {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(socket.gethostname(), None)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: the kernel only chooses the address it would send from (192.0.2.0/24 is for documentation).
        probe.connect(("192.0.2.1", 9))
        names.add(str(probe.getsockname()[0]))
    return {f"[{name}]" if ":" in name else name for name in names}


def serve(store: Store, address: Address, watch: Watch, accounts: str) -> int:
    """Run server and worker until Ctrl-C or SIGTERM; 0 when asked to end, 1 when something fell over."""
    programs = Programs(store, address)

    def end(_number: int, _frame: FrameType | None) -> None:
        programs.ending = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    try:
        programs.start_server()
        programs.start_worker()
        programs.wait_for_answer()
        if not programs.ending:
            announce(store, address, watch, accounts)
        programs.watch()
    finally:
        programs.end()
    say("已停止。", "Stopped.")
    return 0


def announce(store: Store, address: Address, watch: Watch, accounts: str) -> None:
    """Where to look, and for the demonstration with which account."""
    if store.name == "demo":
        print(f"\n=== 演示数据 · demonstration ===\n{accounts}".rstrip(), flush=True)
    say(f"\n请打开 {address.url}（{watch} 启动，按 Ctrl-C 结束）", f"Open {address.url} — Ctrl-C ends.")
