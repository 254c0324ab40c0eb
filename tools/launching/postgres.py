"""A private PostgreSQL for one test run: a new cluster in a temporary folder, reached by a unix socket only."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.launching.children import end_with_parent
from tools.launching.console import ENVIRONMENT, Stop
from tools.launching.system_parts import postgres_programs


OWNERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root
START_SECONDS = 30
STOP_SECONDS = 120  # a large store is written down before the cluster ends
# Speed over durability: the cluster is thrown away, and what must survive a power cut is tested elsewhere.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


def owner() -> str | None:
    """The account that runs the cluster; none when we are not root anyway."""
    if os.geteuid() != 0:
        return None
    for name in OWNERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Stop("找不到可以运行 PostgreSQL 的账户。", "No account to run PostgreSQL under was found.", code=ENVIRONMENT)


@contextlib.contextmanager
def private_cluster(**changed: str) -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, stop and remove it. ``changed`` replaces single settings."""
    folder = Path(tempfile.mkdtemp(prefix="anmulong-pg-"))
    try:
        with kept_cluster(folder, **changed) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def kept_cluster(folder: Path, **changed: str) -> Iterator[str]:
    """As :func:`private_cluster`, in a folder that stays; the cluster is made there when the folder is empty."""
    programs, account = postgres_programs(), owner()
    if programs is None:
        raise Stop("找不到 PostgreSQL。", "PostgreSQL was not found.", code=ENVIRONMENT)
    identity = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}
    if account:
        shutil.chown(folder, account)
    if not (folder / "data").exists():
        _make(programs, folder, identity)
    options = [f"--{name}={value}" for name, value in {**SETTINGS, **changed}.items()]
    server = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: end_with_parent(signal.SIGINT),  # noqa: PLW1509 -- no other thread runs now
        **identity,
    )
    try:
        wait_for(programs, folder)
        yield f"postgres://anmulong@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # the fast way to end: clients are sent away
        server.wait(STOP_SECONDS)


def _make(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    made = subprocess.run(
        [
            programs / "initdb",
            *("--pgdata", folder / "data", "--username", "anmulong", "--auth", "trust", "--no-sync"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        **identity,
    )
    if made.returncode:
        raise Stop(
            f"测试用的 PostgreSQL 没有建成：{made.stderr.strip()}",
            f"The PostgreSQL for tests could not be made: {made.stderr.strip()}",
            code=ENVIRONMENT,
        )


def wait_for(programs: Path, folder: Path) -> None:
    """Return when the cluster accepts connections."""
    deadline = time.monotonic() + START_SECONDS
    question = [programs / "pg_isready", "-q", "-h", folder, "-U", "anmulong", "-d", "postgres"]
    while subprocess.run(question, check=False).returncode:
        if time.monotonic() > deadline:
            raise Stop("测试用的 PostgreSQL 没有启动。", "The PostgreSQL for tests did not start.", code=ENVIRONMENT)
        time.sleep(0.1)
